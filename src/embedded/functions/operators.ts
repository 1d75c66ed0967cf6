import { accepts, castTo, comparedType, isIntegral, isNumeric } from "../../plan/coerce.js";
import { Refusal, type Binding, type FunctionDefinition } from "../../plan/functions.js";
import type { ResolvedExpr } from "../../plan/resolved.js";
import type { DataType } from "../../types/data-type.js";
import { sameType } from "../../types/same-type.js";
import { once } from "../compiler/once.js";
import { alike, any, BOOLEAN, counted, DOUBLE, infix, scalar, takes, type Bind, type Sql } from "./define.js";

const condition: Bind = (args) =>
  args[0]!.type.kind === "boolean" ? { args, type: BOOLEAN, nullable: false } : null;

/** Values of one common type; rows of the same types as they are, whatever their fields are called. */
const among: Bind = (args, written) => {
  const [first, ...rest] = args;
  if (!first || !rest.every((one) => sameType(one.type, first.type, false, false)))
    return alike(1, Infinity, BOOLEAN)(args, written);
  return { args: [first, ...rest.map((one) => castTo(one, first.type))], type: BOOLEAN };
};

/** Both sides of one type that has an order. */
const compared =
  (operator: string, nullable?: boolean): Bind =>
  (args, { settings }) => {
    counted(args, 2);
    const [a, b] = args as [ResolvedExpr, ResolvedExpr];
    const common =
      comparedType(a.type, b.type, settings.ansi) ??
      (/^(=|==|!=|<>|<=>)$/.test(operator) ? truthBesideNumber(a.type, b.type, settings.ansi) : null);
    if (!common) throw new Refusal("DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES");
    if (!isOrdered(common)) throw new Refusal("DATATYPE_MISMATCH.INVALID_ORDERING_TYPE");
    const bound = [castTo(a, common), castTo(b, common)];
    const shown = wholeBesideDecimal(operator, a, b) ?? truthShown(operator, a, b);
    return {
      args: bound,
      type: BOOLEAN,
      ...(shown && { shown }),
      ...(nullable !== undefined && { nullable }),
    };
  };

/** Beside a whole number Spark shows a decimal that is written out as the whole number it compares with: `a < 1.5` is `a < 2`. */
function wholeBesideDecimal(operator: string, a: ResolvedExpr, b: ResolvedExpr): Binding["shown"] {
  if (!/^[<>]=?$/.test(operator)) return undefined;
  const isDecimal = (e: ResolvedExpr): boolean =>
    e.kind === "literal" && e.type.kind === "decimal" && e.value !== null;
  const isUp = (operator === "<" || operator === ">=") === isDecimal(b);
  const whole = (text: string): string => String(isUp ? Math.ceil(Number(text)) : Math.floor(Number(text)));
  if (isIntegral(a.type) && isDecimal(b)) return ([x, y]) => `(${x} ${operator} ${whole(y!)})`;
  if (isDecimal(a) && isIntegral(b.type)) return ([x, y]) => `(${whole(x!)} ${operator} ${y})`;
  return undefined;
}

const mayRaise = (sql: string): boolean => /\berror\(|\bscript_/.test(sql);

/** The right side is computed only where the left one does not decide: where it may raise, the engine must not compute it first. */
const decided =
  (operator: "AND" | "OR"): Sql =>
  ([a, b]) => {
    if (!mayRaise(b!)) return `(${a} ${operator} ${b})`;
    const [decisive, result] = operator === "AND" ? ["NOT ", "FALSE"] : ["", "TRUE"];
    return once(
      [a!],
      ([left]) => `CASE WHEN ${decisive}${left} THEN ${result} ELSE (${left} ${operator} ${b}) END`,
    );
  };

/** Without ANSI `true = 1`: the boolean is read as a number. */
function truthBesideNumber(a: DataType, b: DataType, ansi: boolean): DataType | null {
  if (ansi) return null;
  if (a.kind === "boolean" && isNumeric(b)) return b;
  return b.kind === "boolean" && isNumeric(a) ? a : null;
}

/** Spark shows `b = 1` as `b`, and `b = 0` as its opposite. */
function truthShown(operator: string, a: ResolvedExpr, b: ResolvedExpr): Binding["shown"] {
  const [truth, number] = a.type.kind === "boolean" ? [0, b] : [1, a];
  const other = truth === 0 ? a : b;
  if (operator !== "=" || other.type.kind !== "boolean" || !isNumeric(number.type)) return undefined;
  if (number.kind !== "literal" || (Number(number.value) !== 0 && Number(number.value) !== 1))
    return undefined;
  return (texts) => (Number(number.value) === 1 ? texts[truth]! : `(NOT ${texts[truth]})`);
}

/** Maps cannot be compared, nor what holds one. */
export function isOrdered(type: DataType): boolean {
  if (type.kind === "array") return isOrdered(type.element);
  return type.kind === "struct" ? type.fields.every((f) => isOrdered(f.type)) : type.kind !== "map";
}

const compare = (name: string, operator: string): FunctionDefinition =>
  scalar(name, `left ${name} right`, compared(name), infix(operator));

const bothBoolean: Bind = (args, { settings }) => {
  counted(args, 2);
  const isText = args.some((a) => a.type.kind === "string");
  if (!args.every((a) => accepts(BOOLEAN, a.type)) || (isText && !settings.ansi)) {
    const [a, b] = args.map((arg) => arg.type.kind);
    throw new Refusal(
      `DATATYPE_MISMATCH.${a === b || (isText && settings.ansi) ? "BINARY_OP_WRONG_TYPE" : "BINARY_OP_DIFF_TYPES"}`,
    );
  }
  return { args: args.map((a) => castTo(a, BOOLEAN)), type: BOOLEAN };
};

export const operators: readonly FunctionDefinition[] = [
  compare("=", "="),
  compare("==", "="),
  compare("!=", "<>"),
  compare("<>", "<>"),
  compare("<", "<"),
  compare("<=", "<="),
  compare(">", ">"),
  compare(">=", ">="),
  scalar("<=>", "left <=> right", compared("<=>", false), infix("IS NOT DISTINCT FROM")),
  scalar("equal_null", "equal_null(left, right)", compared("<=>", false), infix("IS NOT DISTINCT FROM")),
  scalar("and", "left and right", bothBoolean, decided("AND")),
  scalar("or", "left or right", bothBoolean, decided("OR")),
  scalar("not", "not condition", takes([BOOLEAN], BOOLEAN), ([a]) => `(NOT ${a})`),
  scalar("!", "! condition", takes([BOOLEAN], BOOLEAN), ([a]) => `(NOT ${a})`),
  scalar("is unknown", "condition is unknown", condition, ([a]) => `(${a} IS NULL)`),
  scalar("is not unknown", "condition is not unknown", condition, ([a]) => `(${a} IS NOT NULL)`),
  scalar("isnull", "expr is null", any(1, BOOLEAN, false), ([a]) => `(${a} IS NULL)`),
  scalar("isnotnull", "expr is not null", any(1, BOOLEAN, false), ([a]) => `(${a} IS NOT NULL)`),
  scalar(
    "isnan",
    "isnan(number)",
    takes([DOUBLE], BOOLEAN, { nullable: false }),
    ([a]) => `coalesce(isnan(${a}), FALSE)`,
  ),
  scalar("in", "expr in (value, …)", among, ([a, ...rest], call, after) => {
    if (rest.length === 0) return "FALSE";
    if (!rest.some(mayRaise)) return `(${a} IN (${rest.join(", ")}))`;
    // One after the other, as Spark does: what stands behind the value that is found is not computed.
    return once([a!], ([x]) =>
      rest
        .map((value) => `(${x} = ${value})`)
        .reduceRight((later, first) => decided("OR")([first, later], call, after)),
    );
  }),
  scalar(
    "between",
    "expr between low and high",
    (args, { settings }) => {
      counted(args, 3);
      const type = args.reduce<DataType | null>(
        (found, a) => found && comparedType(found, a.type, settings.ansi),
        { kind: "null" },
      );
      if (!type) throw new Refusal("DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES");
      return { args: args.map((a) => castTo(a, type)), type: BOOLEAN };
    },
    ([a, low, high]) => `(${a} BETWEEN ${low} AND ${high})`,
  ),
  scalar(
    "at_least_n_non_nulls",
    "at_least_n_non_nulls(n, expr, …)",
    (args) => ({ args, type: BOOLEAN, nullable: false }),
    ([, ...values], call) => {
      const n = call.args[0];
      const least = n?.kind === "literal" ? Number(n.value) : 0;
      const isSet = (value: string, i: number): string => {
        const type = call.args[i + 1]!.type.kind;
        return type === "double" || type === "float"
          ? `(${value} IS NOT NULL AND NOT isnan(${value}))`
          : `${value} IS NOT NULL`;
      };
      if (least >= values.length)
        return least > values.length ? "FALSE" : `(${values.map(isSet).join(" AND ") || "TRUE"})`;
      if (least <= 1) return least < 1 ? "TRUE" : `(${values.map(isSet).join(" OR ")})`;
      return `((${values.map((v, i) => `CAST(${isSet(v, i)} AS INTEGER)`).join(" + ")}) >= ${least})`;
    },
  ),
];
