import type { DecimalType } from "../../../types/data-type.js";
import { Decimal } from "../../../types/decimal.js";

/** A number's text as a decimal of the type, rounded half up; null for what is no number or does not fit. */
export function decimalOf(text: string, { precision, scale }: DecimalType): Decimal | null {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^\s*([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d+))?\s*$/.exec(text) ?? [];
  if (whole === "" && fraction === "") return null;
  const digits = BigInt(whole + fraction || "0");
  const shift = Number(exponent) - fraction.length + scale;
  if (Math.abs(shift) > 500) return null;
  const scaled = shift >= 0 ? digits * 10n ** BigInt(shift) : rounded(digits, 10n ** BigInt(-shift));
  if (scaled >= 10n ** BigInt(precision)) return null;
  return Decimal.fromUnscaled(sign === "-" ? -scaled : scaled, scale);
}

function rounded(value: bigint, by: bigint): bigint {
  return (value * 2n + by) / (by * 2n);
}
