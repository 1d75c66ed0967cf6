import type { DataType, DecimalType } from "../types/data-type.js";
import type { ResolvedExpr } from "./resolved.js";

const INTEGRAL_DIGITS: Partial<Record<DataType["kind"], number>> = { byte: 3, short: 5, int: 10, long: 20 };
const MAX = 38;

export function isIntegral(type: DataType): boolean {
  return INTEGRAL_DIGITS[type.kind] !== undefined;
}

/** The decimal that holds every value of an integral type, or the type itself. */
export function asDecimal(type: DataType): DecimalType | null {
  if (type.kind === "decimal") return type;
  const digits = INTEGRAL_DIGITS[type.kind];
  return digits === undefined ? null : decimal(digits, 0);
}

/** As `asDecimal`, but an integer that is written out needs only its own digits. */
export function decimalOf(expr: ResolvedExpr): DecimalType | null {
  if (expr.kind === "literal" && expr.value !== null && ["short", "int", "long"].includes(expr.type.kind))
    return decimal(`${expr.value as bigint}`.replace("-", "").length, 0);
  return asDecimal(expr.type);
}

const decimal = (precision: number, scale: number): DecimalType => ({ kind: "decimal", precision, scale });

/** The decimal of both: digits before the point are kept when there is not room for all. */
export function widerDecimal(a: DecimalType, b: DecimalType): DecimalType {
  const scale = Math.max(a.scale, b.scale);
  const precision = Math.max(a.precision - a.scale, b.precision - b.scale) + scale;
  return precision <= MAX ? decimal(precision, scale) : decimal(MAX, Math.max(0, scale - (precision - MAX)));
}

/** Fraction digits give way to whole ones when the result would have more than 38, but at least 6 of them stay. */
function adjusted(precision: number, scale: number): DecimalType {
  if (precision <= MAX) return decimal(precision, scale);
  return decimal(MAX, Math.max(MAX - (precision - scale), Math.min(scale, 6)));
}

/** The type of an operator's result, as Spark's `DecimalPrecision` has it. */
export function decimalResult(operator: "+" | "*" | "/" | "%", a: DecimalType, b: DecimalType): DecimalType {
  const whole = [a.precision - a.scale, b.precision - b.scale] as const;
  const scale = Math.max(a.scale, b.scale);
  switch (operator) {
    case "+":
      return adjusted(Math.max(...whole) + scale + 1, scale);
    case "*":
      return adjusted(a.precision + b.precision + 1, a.scale + b.scale);
    case "/": {
      const digits = Math.max(6, a.scale + b.precision + 1);
      return adjusted(whole[0] + b.scale + digits, digits);
    }
    case "%":
      return adjusted(Math.min(...whole) + scale, scale);
  }
}
