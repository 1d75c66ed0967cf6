import type { Span } from "./syntax-error.js";

/**
 * What the SQL text is made of. `name` is a name in backticks; a `literal` keeps its text until the tree says whether a minus
 * belongs to it; `typed` is `DATE '…'`, `X'…'` and INTERVAL in their many spellings, read whole.
 */
export type TokenKind = "word" | "name" | "string" | "number" | "typed" | "symbol" | "end";

export interface Token extends Span {
  readonly kind: TokenKind;
  /** A word in lower case, a name or string without its quotes and escapes, a symbol as Spark's canonical one (`==` is `=`). */
  readonly value: string;
}

export function isWord(token: Token | undefined, ...values: readonly string[]): boolean {
  return token?.kind === "word" && values.includes(token.value);
}

export function isSymbol(token: Token | undefined, ...values: readonly string[]): boolean {
  return token?.kind === "symbol" && values.includes(token.value);
}
