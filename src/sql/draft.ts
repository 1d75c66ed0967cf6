import type { Expr } from "../plan/expression.js";
import type { CallForm } from "./call-forms.js";
import type { Token } from "./token.js";
import type { Mode, Rewritten, WrittenCall, WrittenType } from "./written.js";

/** An open bracket, and what is going on directly inside it. */
export interface Bracket {
  readonly token: number;
  readonly call: WrittenCall | null;
  readonly form: CallForm | null;
  readonly isCast: boolean;
  openCases: number;
  /** A SELECT was read, its FROM not yet. */
  needsFrom: boolean;
  /** `VALUES 1, 2`: rows without brackets of their own. */
  hasBareRows: boolean;
}

/** The rewritten text as it grows, and where in the user's tokens the rewriting has got to. */
export class Draft {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly mode: Mode;
  readonly keywords = new Set<number>();
  readonly calls = new Map<number, WrittenCall>();
  readonly types = new Map<number, WrittenType>();
  readonly typed = new Map<number, Expr>();
  readonly brackets: Bracket[] = [bracket(-1)];
  /** The token to read next. */
  at = 0;
  /** What was written last can end a value. */
  afterValue = false;
  /** The keyword written last, if the last word was one. */
  previous: string | null = null;
  /** The call whose bracket was closed just before. */
  closed: WrittenCall | null = null;
  readonly #pieces: string[] = [];
  readonly #places: { at: number; token: number }[] = [];
  #length = 0;

  constructor(text: string, tokens: readonly Token[], mode: Mode) {
    this.text = text;
    this.tokens = tokens;
    this.mode = mode;
  }

  get token(): Token {
    return this.tokens[this.at]!;
  }

  get next(): Token | undefined {
    return this.tokens[this.at + 1];
  }

  get top(): Bracket {
    return this.brackets.at(-1)!;
  }

  get isTopLevel(): boolean {
    return this.brackets.length === 1;
  }

  get isEmpty(): boolean {
    return this.#pieces.length === 0;
  }

  get lastToken(): Token {
    return this.tokens[this.#places.at(-1)!.token]!;
  }

  /** Writes a piece that stands for a token; moves on by `count` tokens. */
  emit(piece: string, isValue: boolean, count = 1, keyword: string | null = null): void {
    this.#places.push({ at: this.#length, token: this.at });
    this.#pieces.push(piece);
    this.#length += piece.length + 1;
    this.afterValue = isValue;
    this.previous = keyword;
    this.at += count;
  }

  /** Writes the opening bracket that is the next token. */
  open(call: WrittenCall | null = null, form: CallForm | null = null, isCast = false): void {
    this.brackets.push(bracket(this.at, call, form, isCast));
    this.emit("(", false);
  }

  result(): Rewritten {
    const { text, tokens, keywords, calls, types, typed } = this;
    return { text, tokens, sql: this.#pieces.join(" "), places: this.#places, keywords, calls, types, typed };
  }
}

function bracket(
  token: number,
  call: WrittenCall | null = null,
  form: CallForm | null = null,
  isCast = false,
): Bracket {
  return { token, call, form, isCast, openCases: 0, needsFrom: false, hasBareRows: false };
}
