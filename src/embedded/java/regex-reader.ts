/** Raised for a pattern that Java does not take. */
export class PatternError extends Error {}

/** Which of Java's flags are on: i(gnore case), m(ultiline), s (dot takes all), x (comments), d (unix lines), u, U (Unicode). */
export type Flags = ReadonlySet<string>;

/** A pattern read character by character. */
export class PatternReader {
  readonly #chars: readonly string[];
  #at = 0;

  constructor(pattern: string) {
    this.#chars = [...pattern];
  }

  get done(): boolean {
    return this.#at >= this.#chars.length;
  }
  peek(ahead = 0): string {
    return this.#chars[this.#at + ahead] ?? "";
  }
  next(): string {
    if (this.done) throw new PatternError("the pattern ends too early");
    return this.#chars[this.#at++]!;
  }
  /** Whether this text comes next; if so it is read over. */
  take(text: string): boolean {
    const chars = [...text];
    if (!chars.every((char, i) => this.peek(i) === char)) return false;
    this.#at += chars.length;
    return true;
  }
  expect(text: string): void {
    if (!this.take(text)) throw new PatternError(`${text} is missing`);
  }
  until(end: string): string {
    let text = "";
    while (!this.take(end)) text += this.next();
    return text;
  }
  /** The longest run of at most `most` characters that match. */
  run(allowed: RegExp, most = Infinity): string {
    let text = "";
    while (text.length < most && allowed.test(this.peek())) text += this.next();
    return text;
  }
  skipComments(flags: Flags): void {
    if (!flags.has("x")) return;
    for (;;) {
      if (/^\s$/.test(this.peek())) this.next();
      else if (this.take("#")) while (!this.done && this.next() !== "\n");
      else return;
    }
  }

  /** The character that an escape stands for, its letter not read yet; null when it is no single character. */
  escapedChar(): string | null {
    const letter = this.peek();
    if (letter === "") throw new PatternError("the pattern ends in \\");
    if (!/^[a-zA-Z0-9]$/.test(letter)) return this.next();
    const control = { t: "\t", n: "\n", r: "\r", f: "\f", a: "\x07", e: "\x1b" }[letter];
    if (control !== undefined) return this.next() && control;
    if (this.take("0")) return this.#code(this.run(/^[0-7]$/, /^[0-3]$/.test(this.peek()) ? 3 : 2), 8);
    if (this.take("x"))
      return this.take("{") ? this.#code(this.until("}"), 16) : this.#code(this.#exactly(2), 16);
    if (this.take("u")) {
      const code = this.#code(this.#exactly(4), 16);
      if (!/^[\ud800-\udbff]$/.test(code) || !this.take("\\u")) return code;
      return code + this.#code(this.#exactly(4), 16);
    }
    if (this.take("c")) return String.fromCharCode(this.next().charCodeAt(0) ^ 64);
    return null;
  }

  #exactly(count: number): string {
    const digits = this.run(/^[0-9a-fA-F]$/, count);
    if (digits.length !== count) throw new PatternError("a hexadecimal escape is too short");
    return digits;
  }
  #code(digits: string, base: number): string {
    const code = Number.parseInt(digits, base);
    if (!(code <= 0x10ffff)) throw new PatternError("an escape names no character");
    return String.fromCodePoint(code);
  }

  /** `\p{…}`, `\P{…}`, `\pL`, the backslash read: its name, and whether it is negated. */
  property(): { readonly name: string; readonly negated: boolean } | null {
    if (this.peek() !== "p" && this.peek() !== "P") return null;
    const negated = this.next() === "P";
    return { name: this.take("{") ? this.until("}") : this.next(), negated };
  }
}

/** One character as JavaScript writes it, in a class and outside of one. */
export function quoted(char: string): string {
  const code = char.codePointAt(0)!;
  if (/^[a-zA-Z0-9]$/.test(char)) return char;
  return code < 256 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u{${code.toString(16)}}`;
}
