/** "000" to "999" as bytes: three digits are written with one look-up. */
const TRIPLES = Uint8Array.from({ length: 3000 }, (_, i) => {
  const number = Math.floor(i / 3);
  return 48 + (Math.floor(number / [100, 10, 1][i % 3]!) % 10);
});
const [MINUS, POINT] = [45, 46];

/**
 * Writes records as bytes into one buffer. Text is never built as a JavaScript string (that is three times slower),
 * and 19-digit times are never a JavaScript number (that would round them).
 */
export class LineWriter {
  readonly bytes: Buffer;
  /** Where the next byte goes. */
  at = 0;

  constructor(size: number) {
    this.bytes = Buffer.allocUnsafeSlow(size);
  }

  /** Bytes that are still free. */
  get room(): number {
    return this.bytes.length - this.at;
  }

  /** Bytes made before by `Buffer.from`. */
  text(text: Uint8Array): void {
    const { bytes } = this;
    let at = this.at;
    for (let i = 0; i < text.length; i++) bytes[at++] = text[i]!;
    this.at = at;
  }

  /** Text that was not made before: escaped already, one line. */
  string(text: string): void {
    this.at += this.bytes.write(text, this.at);
  }

  /** A time: seconds (ten digits), then nanoseconds (nine). */
  time(seconds: number, nanos: number): void {
    const billions = Math.floor(seconds / 1_000_000_000);
    this.bytes[this.at++] = 48 + billions;
    this.#nineDigits(seconds - billions * 1_000_000_000);
    this.#nineDigits(nanos);
  }

  /** An integer from 0 to 2^53. */
  integer(value: number): void {
    if (value < 1000) return this.#upToThreeDigits(value);
    if (value < 1_000_000) {
      const thousands = (value / 1000) | 0;
      this.#upToThreeDigits(thousands);
      return this.#threeDigits(value - thousands * 1000);
    }
    const millions = Math.floor(value / 1_000_000);
    this.integer(millions);
    const rest = value - millions * 1_000_000;
    const thousands = (rest / 1000) | 0;
    this.#threeDigits(thousands);
    this.#threeDigits(rest - thousands * 1000);
  }

  /** A number between -10 and 10, with nine decimals. */
  decimal(value: number): void {
    if (value < 0) this.bytes[this.at++] = MINUS;
    const size = Math.floor(Math.abs(value) * 1e9);
    const whole = (size / 1e9) | 0;
    this.bytes[this.at++] = 48 + whole;
    this.bytes[this.at++] = POINT;
    this.#nineDigits(size - whole * 1e9);
  }

  #nineDigits(value: number): void {
    const high = (value / 1_000_000) | 0;
    const low = value - high * 1_000_000;
    const middle = (low / 1000) | 0;
    this.#threeDigits(high);
    this.#threeDigits(middle);
    this.#threeDigits(low - middle * 1000);
  }

  #threeDigits(value: number): void {
    const { bytes, at } = this;
    const from = value * 3;
    bytes[at] = TRIPLES[from]!;
    bytes[at + 1] = TRIPLES[from + 1]!;
    bytes[at + 2] = TRIPLES[from + 2]!;
    this.at = at + 3;
  }

  #upToThreeDigits(value: number): void {
    if (value >= 100) return this.#threeDigits(value);
    if (value >= 10) this.bytes[this.at++] = TRIPLES[value * 3 + 1]!;
    this.bytes[this.at++] = TRIPLES[value * 3 + 2]!;
  }
}
