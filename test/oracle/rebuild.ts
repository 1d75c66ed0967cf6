import { Column } from "../../src/dataframe/column.js";
import * as F from "../../src/dataframe/functions/index.js";
import { node, type CallExpr, type Expr } from "../../src/plan/expression.js";
import { quoteAlways } from "../../src/types/names.js";
import { sparkFunctions } from "./record.js";

type Builder = (...args: readonly unknown[]) => Column;

/** Column's methods, by the operator they stand for. */
const methods: Readonly<Record<string, keyof Column>> = {
  "+": "plus",
  "-": "minus",
  "*": "multiply",
  "/": "divide",
  "%": "mod",
  negative: "negate",
  "=": "equalTo",
  "!=": "notEqual",
  "<": "lt",
  "<=": "leq",
  ">": "gt",
  ">=": "geq",
  "<=>": "eqNullSafe",
  and: "and",
  or: "or",
  not: "not",
  in: "isin",
  between: "between",
};

/** PySpark's names where they are not SQL's. */
const renamed: Readonly<Record<string, string>> = { map: "create_map", "count distinct": "count_distinct" };

const inPySpark = new Set(sparkFunctions().python);

/** An expression made by calling the library's functions and methods, as a user of the builder writes it. */
export function rebuild(expr: Expr): Column {
  switch (expr.kind) {
    case "name":
      return F.col(expr.parts.map(quoteAlways).join("."));
    case "cast":
      return expr.safe ? rebuild(expr.child).tryCast(expr.to) : rebuild(expr.child).cast(expr.to);
    case "alias":
      return rebuild(expr.child).alias(expr.name);
    case "extract":
      return rebuild(expr.child).getItem(rebuild(expr.key));
    case "call":
      return rebuildCall(expr);
    default:
      return new Column(expr);
  }
}

function rebuildCall(expr: CallExpr): Column {
  const { name, distinct } = expr;
  const args = expr.args.map(rebuild);
  const method = distinct ? undefined : methods[name];
  const [first, ...rest] = args;
  if (method && first && typeof first[method] === "function")
    return (first[method] as Builder).apply(first, rest);
  if (name === "when") return rebuildWhen(args);
  const wanted = distinct ? `${name} distinct` : name;
  const python = renamed[wanted] ?? wanted;
  if (!inPySpark.has(python)) return new Column(node({ ...expr, args: args.map((a) => a.expr) }));
  const builder = (F as unknown as Record<string, Builder>)[camelCase(python)];
  if (!builder)
    throw new Error(`PySpark has the function ${python}, but ${camelCase(python)} is not exported`);
  try {
    return builder(...args);
  } catch {
    // Some arguments can only be plain values: durations, formats.
    return builder(...args.map((a) => (a.expr.kind === "literal" ? a.expr.value : a)));
  }
}

function rebuildWhen(args: readonly Column[]): Column {
  let result = F.when(args[0]!, args[1]!);
  for (let i = 2; i + 1 < args.length; i += 2) result = result.when(args[i]!, args[i + 1]!);
  return args.length % 2 === 1 ? result.otherwise(args.at(-1)!) : result;
}

const camelCase = (name: string): string =>
  name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
