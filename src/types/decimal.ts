import { StreambookError } from "../errors.js";

const plain = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/;

/**
 * An exact decimal number, kept as its text: what is printed is what was stored.
 *
 * @example
 * const price = Decimal.from("12.5", 2);
 * price.toString(); // "12.50"
 * price.unscaled; // 1250n
 * price.toNumber(); // 12.5
 */
export class Decimal {
  /** Plain digits, never with an exponent: "-12.50". */
  readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  /**
   * From text, a number (its shortest text), a bigint or another decimal; rounded half up when `scale` has fewer digits.
   * Throws INVALID_DECIMAL for what is no finite number.
   */
  static from(value: string | number | bigint | Decimal, scale?: number): Decimal {
    const source = value instanceof Decimal ? value.text : String(value).trim();
    const match = plain.exec(source);
    const whole = match?.[2] ?? "";
    const fraction = match?.[3] ?? "";
    if (match === null || whole + fraction === "") {
      throw new StreambookError({
        code: "INVALID_DECIMAL",
        step: "Decimal.from",
        rule: "A decimal is made from digits with at most one point.",
        got: typeof value === "string" ? JSON.stringify(value) : String(value),
        cure: 'Decimal.from("12.50")',
      });
    }
    const digits = BigInt(whole + fraction) * (match[1] === "-" ? -1n : 1n);
    const ownScale = fraction.length - Number(match[4] ?? 0);
    const wanted = scale ?? Math.max(0, ownScale);
    return Decimal.fromUnscaled(rescale(digits, ownScale, wanted), wanted);
  }

  /** `Decimal.fromUnscaled(1250n, 2)` is 12.50. */
  static fromUnscaled(unscaled: bigint, scale: number): Decimal {
    if (scale === 0) return new Decimal(unscaled.toString());
    const negative = unscaled < 0n;
    const digits = (negative ? -unscaled : unscaled).toString().padStart(scale + 1, "0");
    return new Decimal(`${negative ? "-" : ""}${digits.slice(0, -scale)}.${digits.slice(-scale)}`);
  }

  /** Digits after the point. */
  get scale(): number {
    const point = this.text.indexOf(".");
    return point < 0 ? 0 : this.text.length - point - 1;
  }

  /** Digits in all, as a decimal(precision, scale) must have to hold it. */
  get precision(): number {
    const digits = this.text.replace(/[-.]/g, "").replace(/^0+/, "").length;
    return Math.max(digits, this.scale, 1);
  }

  /** The number without its point: 12.50 is 1250n. */
  get unscaled(): bigint {
    return BigInt(this.text.replace(".", ""));
  }

  /** Less than 0, 0 or more than 0, as sorting wants it. */
  compare(other: Decimal): number {
    const scale = Math.max(this.scale, other.scale);
    const a = rescale(this.unscaled, this.scale, scale);
    const b = rescale(other.unscaled, other.scale, scale);
    return a < b ? -1 : a > b ? 1 : 0;
  }

  /** The same number: 1.5 equals 1.50. */
  equals(other: unknown): boolean {
    return other instanceof Decimal && this.compare(other) === 0;
  }

  /** The nearest JavaScript number: exact to 15 digits only. */
  toNumber(): number {
    return Number(this.text);
  }

  toString(): string {
    return this.text;
  }

  /** Its text: a JSON number would be rounded by most readers. */
  toJSON(): string {
    return this.text;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return `Decimal(${this.text})`;
  }
}

/** Moves the point of an unscaled number; digits that fall off are rounded half up, away from zero. */
export function rescale(unscaled: bigint, from: number, to: number): bigint {
  if (to >= from) return unscaled * 10n ** BigInt(to - from);
  const divisor = 10n ** BigInt(from - to);
  const half = divisor / 2n;
  return unscaled < 0n ? -((-unscaled + half) / divisor) : (unscaled + half) / divisor;
}
