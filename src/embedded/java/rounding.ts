/** How a digit that falls off moves the last one that stays. */
export type Rounding = "halfUp" | "halfEven" | "ceiling" | "floor";

/** An exact number: `unscaled` without its point, which stands `scale` digits from the right. */
export interface Exact {
  readonly unscaled: bigint;
  readonly scale: number;
}

/** The shortest decimal digits that mean this double, as `Double.toString` prints them. */
export function shortest(value: number): Exact {
  const [digits, exponent] = value.toExponential().split("e") as [string, string];
  const fraction = digits.split(".")[1] ?? "";
  return { unscaled: BigInt(digits.replace(".", "")), scale: fraction.length - Number(exponent) };
}

/** What the bits of a double say, all digits of it. */
export function binaryValue(value: number): Exact {
  let scale = 0;
  let exact = value;
  // Each doubling is exact, and takes one binary digit over the point: 5^n / 10^n is 2^-n.
  while (!Number.isInteger(exact)) {
    exact *= 2;
    scale++;
  }
  return { unscaled: BigInt(exact) * 5n ** BigInt(scale), scale };
}

/** To `scale` digits after the point; a negative scale rounds before it, and gives zeros there. */
export function roundTo({ unscaled, scale }: Exact, wanted: number, how: Rounding): Exact {
  if (wanted >= scale) return { unscaled: unscaled * 10n ** BigInt(wanted - scale), scale: wanted };
  const divisor = 10n ** BigInt(scale - wanted);
  const isNegative = unscaled < 0n;
  const size = isNegative ? -unscaled : unscaled;
  const [quotient, rest] = [size / divisor, size % divisor];
  const up = moves(how, rest * 2n, divisor, quotient % 2n === 1n, isNegative) && rest > 0n;
  const rounded = up ? quotient + 1n : quotient;
  return { unscaled: isNegative ? -rounded : rounded, scale: wanted };
}

function moves(how: Rounding, twice: bigint, divisor: bigint, isOdd: boolean, isNegative: boolean): boolean {
  switch (how) {
    case "halfUp":
      return twice >= divisor;
    case "halfEven":
      return twice > divisor || (twice === divisor && isOdd);
    case "ceiling":
      return !isNegative;
    case "floor":
      return isNegative;
  }
}

/** Digits with a point, never an exponent, without a sign. */
export function plainDigits({ unscaled, scale }: Exact): string {
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString();
  if (scale <= 0) return digits === "0" ? "0" : digits + "0".repeat(-scale);
  const padded = digits.padStart(scale + 1, "0");
  return `${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}

export const toNumber = ({ unscaled, scale }: Exact): number => Number(`${unscaled}e${-scale}`);
