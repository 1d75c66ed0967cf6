import { Column } from "../../src/dataframe/column.js";
import * as F from "../../src/dataframe/functions/index.js";
import { node, type CallExpr, type Expr, type LambdaExpr, type NameExpr } from "../../src/plan/expression.js";
import { replaceNames } from "../../src/sql/walk.js";
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
/** What JavaScript keeps for itself has a name of its own. */
const reserved: Readonly<Record<string, string>> = { typeof: "typeOf" };

const renamed: Readonly<Record<string, string>> = { map: "create_map", "count distinct": "count_distinct" };

/** The functions whose builder takes functions of TypeScript. */
const higher = new Set(
  "transform filter exists forall aggregate reduce array_sort zip_with map_filter transform_keys transform_values map_zip_with".split(
    " ",
  ),
);

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
    case "aliases":
      return rebuild(expr.child).alias(expr.names[0]!, ...expr.names.slice(1));
    default:
      return new Column(expr);
  }
}

function rebuildCall(expr: CallExpr): Column {
  const { name, distinct } = expr;
  if (expr.args.some((arg) => arg.kind === "lambda") && higher.has(name)) return rebuildHigher(expr);
  const args = expr.args.map(rebuild);
  // The builder has no words for these.
  if (expr.filter || expr.order) return new Column(node({ ...expr, args: args.map((a) => a.expr) }));
  const method = distinct ? undefined : methods[name];
  const [first, ...rest] = args;
  if (method && first && typeof first[method] === "function")
    return (first[method] as Builder).apply(first, rest);
  if (name === "when") return rebuildWhen(args);
  // SQL writes the characters first, PySpark the text.
  if (/^[lr]?trim$/.test(name)) args.reverse();
  const wanted = distinct ? `${name} distinct` : name;
  const python = renamed[wanted] ?? wanted;
  if (!inPySpark.has(python)) return new Column(node({ ...expr, args: args.map((a) => a.expr) }));
  const builder = (F as unknown as Record<string, Builder>)[reserved[python] ?? camelCase(python)];
  if (!builder)
    throw new Error(`PySpark has the function ${python}, but ${camelCase(python)} is not exported`);
  const raw = (): Column => new Column(node({ ...expr, args: args.map((a) => a.expr) }));
  // The compiler would refuse a call with fewer arguments.
  if (args.length < builder.length) return raw();
  try {
    return builder(...args);
  } catch {
    // Some arguments can only be plain values: durations, formats.
    try {
      return builder(...args.map((a) => (a.expr.kind === "literal" ? a.expr.value : a)));
    } catch {
      return raw();
    }
  }
}

/** A lambda becomes a function of columns, called by the builder with columns of its own. */
function rebuildHigher({ name, args }: CallExpr): Column {
  const builder = (F as unknown as Record<string, Builder>)[camelCase(name)]!;
  // A function of TypeScript cannot name two parameters alike.
  const isWritable = args.every(
    (a) => a.kind !== "lambda" || new Set(a.parameters).size === a.parameters.length,
  );
  if (!isWritable) return new Column(node({ kind: "call", name, args }));
  return builder(...args.map((arg) => (arg.kind === "lambda" ? functionOf(arg) : rebuild(arg))));
}

function functionOf({ parameters, body }: LambdaExpr): (...columns: Column[]) => Column {
  const apply = (...columns: Column[]): Column => {
    const given = (name: NameExpr): Expr => {
      const i = parameters.indexOf(name.parts[0]!);
      if (i < 0) return name;
      return name.parts.slice(1).reduce((column, field) => column.getField(field), columns[i]!).expr;
    };
    return rebuild(replaceNames(body, given));
  };
  // The builder counts the parameters.
  return Object.defineProperty(apply, "length", { value: parameters.length });
}

function rebuildWhen(args: readonly Column[]): Column {
  let result = F.when(args[0]!, args[1]!);
  for (let i = 2; i + 1 < args.length; i += 2) result = result.when(args[i]!, args[i + 1]!);
  return args.length % 2 === 1 ? result.otherwise(args.at(-1)!) : result;
}

const camelCase = (name: string): string =>
  name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
