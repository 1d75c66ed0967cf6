import { castTo, isIntegral, isNumeric } from "../../plan/coerce.js";
import type { FunctionDefinition } from "../../plan/functions.js";
import { call, DOUBLE, INT, LONG, number, scalar, takes, type Bind } from "./define.js";

const double = takes([DOUBLE], DOUBLE);

const rounding: Bind = (args) => {
  const [a, scale] = args;
  if (!a || args.length > 2 || (scale && !isIntegral(scale.type))) return null;
  const t = a.type.kind === "string" ? DOUBLE : a.type;
  if (!isNumeric(t)) return null;
  const cast = castTo(a, t);
  const digits = scale?.kind === "literal" ? Number(scale.value) : 0;
  const type =
    t.kind === "decimal"
      ? { kind: "decimal" as const, precision: t.precision, scale: Math.max(0, Math.min(t.scale, digits)) }
      : t;
  return { args: scale ? [cast, castTo(scale, INT)] : [cast], type };
};

const whole = (fn: string): FunctionDefinition =>
  scalar(
    fn,
    `${fn}(number)`,
    number((t) =>
      t.kind === "decimal"
        ? { kind: "decimal", precision: Math.min(38, t.precision - t.scale + 1), scale: 0 }
        : LONG,
    ),
    ([a], c) =>
      c.type.kind === "decimal"
        ? `CAST(${fn}(${a}) AS DECIMAL(${c.type.precision}, 0))`
        : `CAST(${fn}(${a}) AS BIGINT)`,
  );

export const maths: readonly FunctionDefinition[] = [
  scalar("abs", "abs(number)", number(), call("abs")),
  scalar(
    "sign",
    "sign(number)",
    number(() => DOUBLE),
    ([a]) => `CAST(sign(${a}) AS DOUBLE)`,
  ),
  scalar("round", "round(number[, scale])", rounding, ([a, scale], c) =>
    isIntegral(c.type) && scale === undefined
      ? a!
      : `CAST(round(${a}, ${scale ?? "0"}) AS ${c.type.kind === "decimal" ? `DECIMAL(${c.type.precision}, ${c.type.scale})` : SQL[c.type.kind]})`,
  ),
  whole("ceil"),
  whole("floor"),
  scalar(
    "sqrt",
    "sqrt(number)",
    double,
    ([a]) => `CASE WHEN ${a} < 0 THEN CAST('nan' AS DOUBLE) ELSE sqrt(${a}) END`,
  ),
  scalar("exp", "exp(number)", double, call("exp")),
  scalar(
    "ln",
    "ln(number)",
    takes([DOUBLE], DOUBLE, { nullable: true }),
    ([a]) => `CASE WHEN ${a} > 0 THEN ln(${a}) END`,
  ),
  scalar(
    "log10",
    "log10(number)",
    takes([DOUBLE], DOUBLE, { nullable: true }),
    ([a]) => `CASE WHEN ${a} > 0 THEN log10(${a}) END`,
  ),
  scalar("pow", "pow(base, exponent)", takes([DOUBLE, DOUBLE], DOUBLE), call("pow")),
  scalar("power", "power(base, exponent)", takes([DOUBLE, DOUBLE], DOUBLE), call("pow")),
  scalar("sin", "sin(number)", double, call("sin")),
  scalar("cos", "cos(number)", double, call("cos")),
  scalar("atan2", "atan2(y, x)", takes([DOUBLE, DOUBLE], DOUBLE), call("atan2")),
  scalar(
    "pi",
    "pi()",
    (args) => (args.length === 0 ? { args, type: DOUBLE, nullable: false } : null),
    call("pi"),
  ),
];

const SQL: Partial<Record<string, string>> = {
  byte: "TINYINT",
  short: "SMALLINT",
  int: "INTEGER",
  long: "BIGINT",
  float: "FLOAT",
  double: "DOUBLE",
};
