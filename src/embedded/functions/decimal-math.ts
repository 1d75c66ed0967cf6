import type { DecimalType } from "../../types/data-type.js";
import { Decimal, rescale } from "../../types/decimal.js";
import { callScript } from "../scripts.js";
import { LONG } from "./define.js";

type DecimalOperator = "+" | "-" | "*" | "/" | "%" | "div" | "pmod";

const names: Readonly<Record<DecimalOperator, string>> = {
  "+": "plus",
  "-": "minus",
  "*": "times",
  "/": "divided",
  "%": "modulo",
  div: "div",
  pmod: "pmod",
};

const overflow = (value: Decimal, { precision, scale }: DecimalType): Error =>
  new Error(
    `[NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION] ${value.toString()} cannot be represented as Decimal(${precision}, ${scale}). Cast to a wider decimal before computing.`,
  );

/** A value of the type's scale if it has no more digits than the type; what does not fit raises, or is null when not `strict`. */
export function fitting(value: Decimal, type: DecimalType, strict: boolean): Decimal | null {
  const digits = value.unscaled.toString().replace("-", "").length;
  if (digits <= type.precision) return value;
  if (strict) throw overflow(value, type);
  return null;
}

/** The exact result of two decimals, rounded half up to the digits of `result`; what does not fit raises, or is null when not `strict`. */
export function decimalScript(
  operator: DecimalOperator,
  [a, b]: readonly [DecimalType, DecimalType],
  result: DecimalType | null,
  strict: boolean,
  args: readonly string[],
): string {
  const run = (x: Decimal, y: Decimal): Decimal | bigint | null => {
    const exact = compute(operator, x, y, result?.scale ?? 0);
    return result ? fitting(Decimal.from(exact, result.scale), result, strict) : exact.unscaled;
  };
  const name = `decimal_${names[operator]}_${strict ? "strict" : "lenient"}`;
  return callScript({ name, parameters: [a, b], result: result ?? LONG, run }, args);
}

function compute(operator: DecimalOperator, x: Decimal, y: Decimal, scale: number): Decimal {
  const common = Math.max(x.scale, y.scale);
  const [a, b] = [rescale(x.unscaled, x.scale, common), rescale(y.unscaled, y.scale, common)];
  switch (operator) {
    case "+":
      return Decimal.fromUnscaled(a + b, common);
    case "-":
      return Decimal.fromUnscaled(a - b, common);
    case "*":
      return Decimal.fromUnscaled(x.unscaled * y.unscaled, x.scale + y.scale);
    case "/": {
      const [over, under] = [a * 10n ** BigInt(scale + 1), b];
      // One digit more than wanted, and a last one that is not lost: enough to round half up once.
      const digits = (over * 10n) / under;
      const isExact = digits * under === over * 10n;
      return Decimal.fromUnscaled(
        isExact ? digits : digits + (digits % 10n === 0n ? sign(over, under) : 0n),
        scale + 2,
      );
    }
    case "%":
      return Decimal.fromUnscaled(a % b, common);
    case "pmod": {
      const rest = a % b;
      return Decimal.fromUnscaled(rest < 0n ? (rest + b) % b : rest, common);
    }
    case "div":
      return Decimal.fromUnscaled(a / b, 0);
  }
}

const sign = (a: bigint, b: bigint): bigint => (a < 0n === b < 0n ? 1n : -1n);
