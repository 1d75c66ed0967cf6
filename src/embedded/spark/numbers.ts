/** n!; null where it fits no long. */
export function factorial(n: number): bigint | null {
  if (n < 0 || n > 20) return null;
  let product = 1n;
  for (let i = 2n; i <= n; i++) product *= i;
  return product;
}

/** The bucket of equal width that a value falls into, 0 before the first, one more than there are behind the last. */
export function widthBucket(value: number, low: number, high: number, count: bigint): bigint | null {
  if (count <= 0n || count === 2n ** 63n - 1n || Number.isNaN(value) || low === high) return null;
  if (!Number.isFinite(low) || !Number.isFinite(high)) return null;
  const isRising = low < high;
  if (isRising ? value < low : value > low) return 0n;
  if (isRising ? value >= high : value <= high) return count + 1n;
  const part = isRising ? (value - low) / (high - low) : (low - value) / (low - high);
  return BigInt(Math.trunc(Number(count) * part)) + 1n;
}

const MOST = 2n ** 64n - 1n;

/**
 * Digits of one base written in another, up to the first that is none. Numbers are unsigned and of 64 bits; a negative `to` gives them a sign.
 */
export function convertBase(text: string, from: number, to: number, isStrict: boolean): string | null {
  const size = Math.abs(to);
  if (from < 2 || from > 36 || size < 2 || size > 36) return null;
  const trimmed = text.trim();
  if (trimmed === "") return null;
  const isNegative = trimmed.startsWith("-");
  let value = 0n;
  for (const char of trimmed.slice(isNegative ? 1 : 0)) {
    const digit = Number.parseInt(char, 36);
    if (Number.isNaN(digit) || digit >= from) break;
    value = value * BigInt(from) + BigInt(digit);
    if (value > MOST) {
      if (isStrict) throw new Error(`[ARITHMETIC_OVERFLOW] conv: ${text} does not fit 64 bits.`);
      value = MOST;
      break;
    }
  }
  const signed = isNegative ? -value : BigInt.asIntN(64, value);
  if (to < 0) return signed.toString(size).toUpperCase();
  return BigInt.asUintN(64, isNegative ? -value : value)
    .toString(size)
    .toUpperCase();
}
