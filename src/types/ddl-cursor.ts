import { ddlError, ddlTokens, type Token } from "./ddl-tokens.js";

/** The words and signs of a schema, read one after the other; an error points at its place in the text. */
export class DDLCursor {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = ddlTokens(text);
  }

  /** The last token is the end of the text. */
  get next(): Token {
    return this.#tokens[Math.min(this.#at, this.#tokens.length - 1)]!;
  }

  get second(): Token | undefined {
    return this.#tokens[this.#at + 1];
  }

  take(): Token {
    const token = this.next;
    this.#at++;
    return token;
  }

  isSign(sign: string): boolean {
    return this.next.kind === "sign" && this.next.text === sign;
  }

  expectSign(sign: string): Token {
    if (!this.isSign(sign)) throw this.unexpected(`"${sign}"`);
    return this.take();
  }

  takeWord(word: string): boolean {
    const found = this.next.kind === "word" && this.next.text.toLowerCase() === word;
    if (found) this.#at++;
    return found;
  }

  /** `(10, 2)`, if it is there. */
  sizes(): number[] {
    const sizes: number[] = [];
    if (!this.isSign("(")) return sizes;
    do {
      this.take();
      if (this.next.kind !== "number") throw this.unexpected("a whole number");
      sizes.push(Number(this.take().text));
    } while (this.isSign(","));
    this.expectSign(")");
    return sizes;
  }

  /** What was written from a token up to the last one that was taken. */
  textFrom({ start }: Token): string {
    return this.#text.slice(start, this.#tokens[this.#at - 1]!.end);
  }

  unexpected(wanted: string): Error {
    const { start, end, kind, text } = this.next;
    const found = kind === "end" ? "the text ends" : `there is ${JSON.stringify(text)}`;
    return this.error(start, end, `Here ${wanted} is expected, but ${found}.`);
  }

  error(start: number, end: number, rule: string, cure?: string, code?: string): Error {
    return ddlError(this.#text, start, end, rule, cure, code);
  }
}
