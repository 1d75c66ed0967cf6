import {
  asDecimal,
  castTo,
  commonType,
  isIntegral,
  isNumeric,
  sameType,
  tightestType,
} from "../../plan/coerce.js";
import { decimalOf, decimalResult, widerDecimal } from "../../plan/decimal-types.js";
import { Refusal, type Binding, type FunctionDefinition } from "../../plan/functions.js";
import type { ResolvedCall, ResolvedExpr } from "../../plan/resolved.js";
import type { DataType, DecimalType } from "../../types/data-type.js";
import { wrapped } from "../compiler/bounds.js";
import { once } from "../compiler/once.js";
import { sqlType } from "../sql-types.js";
import { decimalScript } from "./decimal-math.js";
import { counted, DOUBLE, literalNumber, LONG, number, scalar, type Bind, type Sql } from "./define.js";

type Operator = "+" | "-" | "*" | "/" | "%" | "div" | "pmod";

/** Both sides of one type, as Spark's binary operators want it; two texts are no numbers under ANSI. */
function operands(args: readonly ResolvedExpr[], ansi: boolean): readonly [ResolvedExpr, ResolvedExpr] {
  counted(args, 2);
  const [a, b] = args as [ResolvedExpr, ResolvedExpr];
  if (ansi) return [a, b];
  return [a, b].map((x) => (x.type.kind === "string" ? castTo(x, DOUBLE) : x)) as [
    ResolvedExpr,
    ResolvedExpr,
  ];
}

/** Why two operands cannot be computed with. */
function mismatch(a: DataType, b: DataType): Refusal {
  const isOne = sameType(a, b) || a.kind === "null" || b.kind === "null";
  return new Refusal(`DATATYPE_MISMATCH.${isOne ? "BINARY_OP_WRONG_TYPE" : "BINARY_OP_DIFF_TYPES"}`);
}

const binary =
  (operator: Operator): Bind =>
  (args, { settings: { ansi } }) => {
    const [a, b] = operands(args, ansi);
    const bothText = a.type.kind === "string" && b.type.kind === "string";
    const common = bothText ? null : (tightestType(a.type, b.type, ansi) ?? commonType(a.type, b.type, ansi));
    const wide = common?.kind === "null" ? DOUBLE : common;
    if (!wide || !isNumeric(wide)) throw mismatch(a.type, b.type);
    if (wide.kind === "decimal") return exact(operator, a, b);
    if (operator === "div") {
      if (!isIntegral(wide)) throw new Refusal("DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES");
      return { args: [castTo(a, LONG), castTo(b, LONG)], type: LONG };
    }
    const type = operator === "/" ? DOUBLE : wide;
    return { args: [castTo(a, type), castTo(b, type)], type };
  };

/** Decimals keep their own digits: the result's type follows from both. */
function exact(operator: Operator, a: ResolvedExpr, b: ResolvedExpr): Binding {
  const other = (x: ResolvedExpr, y: ResolvedExpr): DecimalType =>
    decimalOf(x) ?? (asDecimal(y.type) as DecimalType);
  const [x, y] = [other(a, b), other(b, a)];
  const args = [castTo(a, x), castTo(b, y)];
  if (operator === "div") return { args, type: LONG };
  const kind = operator === "-" ? "+" : operator === "pmod" ? "%" : operator;
  return { args, type: decimalResult(kind, x, y), nullable: true };
}

const direct =
  (operator: "+" | "-" | "*"): Sql =>
  ([a, b], call) => {
    if (call.type.kind === "decimal") return decimalSql(operator, [a!, b!], call);
    if (call.settings.ansi || !isIntegral(call.type)) return `(${a} ${operator} ${b})`;
    const wide = call.type.kind === "long" ? "HUGEINT" : "BIGINT";
    return wrapped(`${a}::${wide} ${operator} ${b}::${wide}`, call.type);
  };

/** DuckDB computes what fits its 38 digits without rounding; the rest is computed in JavaScript. */
function decimalSql(
  operator: Operator,
  [a, b]: readonly [string, string],
  call: ResolvedCall,
  strict = call.settings.ansi,
): string {
  const [x, y] = call.args.map((arg) => asDecimal(arg.type)) as [DecimalType, DecimalType];
  const type = call.type as DecimalType;
  const sum = Math.max(x.precision - x.scale, y.precision - y.scale) + Math.max(x.scale, y.scale) + 1;
  const fits =
    operator === "*"
      ? x.precision + y.precision + 1 <= 38
      : operator === "%"
        ? widerDecimal(x, y).scale === Math.max(x.scale, y.scale)
        : (operator === "+" || operator === "-") && sum <= 38;
  if (fits) return `CAST(${a} ${operator} ${b} AS ${sqlType(type)})`;
  const result = operator === "div" ? null : type;
  return decimalScript(operator, [x, y], result, strict, [a, b]);
}

const zeroDivisor = (code: string, instead: string): string =>
  `error('[${code}] ${code === "DIVIDE_BY_ZERO" ? "Division" : "Remainder"} by zero. Use ${instead} to tolerate a divisor of 0 and have null instead.')`;

/** A whole number other than zero, or one that a cast to a wide type keeps from becoming zero. */
function isNoZero(divisor: ResolvedExpr): boolean {
  if (divisor.kind === "cast" && !["long", "double", "decimal"].includes(divisor.type.kind)) return false;
  const written = divisor.kind === "cast" ? divisor.child : divisor;
  if (written.kind !== "literal") return false;
  const value = literalNumber(written);
  return Number.isInteger(value) && value !== 0;
}

/** Computes where the divisor is not zero; a zero raises under ANSI, else gives null. */
const divided =
  (
    code: "DIVIDE_BY_ZERO" | "REMAINDER_BY_ZERO",
    sql: Sql,
    isStrict = (call: ResolvedCall) => call.settings.ansi,
  ): Sql =>
  (args, call, after) => {
    // A divisor that is written needs no look at each row.
    if (isNoZero(call.args[1]!)) return sql(args, call, after);
    if (!isStrict(call)) return once(args, ([a, b]) => sql([a!, `nullif(${b}, 0)`], call, after));
    const zero = zeroDivisor(code, code === "DIVIDE_BY_ZERO" ? "try_divide" : "try_mod");
    return once(
      args,
      ([a, b]) =>
        `CASE WHEN ${b} = 0 AND ${a} IS NOT NULL THEN ${zero} ELSE ${sql([a!, b!], call, after)} END`,
    );
  };

const quotient: Sql = ([a, b], call) =>
  call.type.kind === "decimal" ? decimalSql("/", [a!, `nullif(${b}, 0)`], call) : `(${a} / ${b})`;

const remainder: Sql = ([a, b], call) =>
  call.type.kind === "decimal" ? decimalSql("%", [a!, `nullif(${b}, 0)`], call) : `(${a} % ${b})`;

const wholeQuotient: Sql = ([a, b], call) => {
  if (call.args[0]!.type.kind === "decimal") return decimalSql("div", [a!, `nullif(${b}, 0)`], call);
  if (call.settings.ansi) return `(${a} // ${b})`;
  return wrapped(`${a}::HUGEINT // ${b}::HUGEINT`, LONG);
};

const positiveRemainder: Sql = ([a, b], call) =>
  call.type.kind === "decimal"
    ? decimalSql("pmod", [a!, `nullif(${b}, 0)`], call)
    : once(
        [`${a} % ${b}`, b!],
        ([rest, n]) => `CASE WHEN ${rest} < 0 THEN (${rest} + ${n}) % ${n} ELSE ${rest} END`,
      );

/** `try_add` and its kind: null where the operator would raise. */
const tried = (name: string, operator: Operator, sql: Sql): FunctionDefinition =>
  scalar(
    name,
    `${name}(left, right)`,
    (args, written) => {
      const bound = binary(operator)(args, written)!;
      const tolerant = bound.args.map((arg): ResolvedExpr =>
        arg.kind === "cast" && !args.includes(arg) ? { ...arg, mode: "try", nullable: true } : arg,
      );
      return { ...bound, args: tolerant, nullable: true };
    },
    (args, call, after) => {
      if (operator === "/" || operator === "%") return sql(args, withAnsi(call, false), after);
      return once(args, (names) => `TRY(${sql(names, withAnsi(call, true), after)})`);
    },
  );

const withAnsi = (call: ResolvedCall, ansi: boolean): ResolvedCall => ({
  ...call,
  settings: { ...call.settings, ansi },
});

export const arithmetic: readonly FunctionDefinition[] = [
  scalar("+", "left + right", binary("+"), direct("+")),
  scalar("-", "left - right", binary("-"), direct("-")),
  scalar("*", "left * right", binary("*"), direct("*")),
  scalar("/", "left / right", binary("/"), divided("DIVIDE_BY_ZERO", quotient)),
  scalar("%", "left % right", binary("%"), divided("REMAINDER_BY_ZERO", remainder)),
  scalar("mod", "mod(left, right)", binary("%"), divided("REMAINDER_BY_ZERO", remainder)),
  scalar("pmod", "pmod(left, right)", binary("pmod"), divided("REMAINDER_BY_ZERO", positiveRemainder)),
  scalar("div", "left div right", binary("div"), divided("DIVIDE_BY_ZERO", wholeQuotient)),
  tried("try_add", "+", direct("+")),
  tried("try_subtract", "-", direct("-")),
  tried("try_multiply", "*", direct("*")),
  tried("try_divide", "/", divided("DIVIDE_BY_ZERO", quotient)),
  tried("try_mod", "%", divided("REMAINDER_BY_ZERO", remainder)),
  scalar("negative", "-number", number(), ([a], call) =>
    call.settings.ansi || !isIntegral(call.type)
      ? `(-${a})`
      : wrapped(`-(${a}::${call.type.kind === "long" ? "HUGEINT" : "BIGINT"})`, call.type),
  ),
  scalar("positive", "+number", number(), ([a]) => a!),
];
