import { node, type Expr, type LiteralExpr, type NameExpr, type Origin } from "../plan/expression.js";
import { atomic } from "../types/t.js";
import { numberLiteral } from "./number-literal.js";
import type { Tree } from "./polyglot.js";
import type { Rewritten, WrittenCall, WrittenType } from "./written.js";
import { refusal, syntaxError, unsupported, type Span } from "./syntax-error.js";
import { isSymbol, isWord, type Token } from "./token.js";

/** The user's text as the tree's placeholders refer to it. */
export class Source {
  readonly #written: Rewritten;

  constructor(written: Rewritten) {
    this.#written = written;
  }

  get text(): string {
    return this.#written.text;
  }

  origin(span: Span): Origin {
    return Object.freeze({ text: this.text, start: span.start, end: span.end });
  }

  /** From the first to the last of several expressions. */
  around(exprs: readonly Expr[]): Origin | undefined {
    const origins = exprs.flatMap((e) => (e.origin ? [e.origin] : []));
    if (origins.length === 0) return undefined;
    return this.origin({
      start: Math.min(...origins.map((o) => o.start)),
      end: Math.max(...origins.map((o) => o.end)),
    });
  }

  /** The token a placeholder name (n12, f12, t12) stands for. */
  token(placeholder: string): number {
    return Number(/\d+/.exec(placeholder)?.[0] ?? -1);
  }

  /** A name part as the user wrote it, case kept. */
  name(identifier: Tree): string {
    const token = this.nameToken(identifier);
    return token.kind === "name" ? token.value : this.text.slice(token.start, token.end);
  }

  nameToken(identifier: Tree): Token {
    const token = this.#written.tokens[this.token(String(identifier.name))];
    if (token?.kind === "string") throw quotedName(this.text, token);
    if (token) return token;
    throw syntaxError(
      this.text,
      this.spanOf({ identifier }),
      `${String(identifier.name)} cannot stand in this place.`,
    );
  }

  nameExpr(identifiers: readonly Tree[]): NameExpr {
    const tokens = identifiers.map((i) => this.nameToken(i));
    const origin = this.origin({ start: tokens[0]!.start, end: tokens.at(-1)!.end });
    return node({ kind: "name", parts: Object.freeze(identifiers.map((i) => this.name(i))), origin });
  }

  call(placeholder: string): WrittenCall | undefined {
    return this.#written.calls.get(this.token(placeholder));
  }

  writtenType(placeholder: string): WrittenType | undefined {
    return this.#written.types.get(this.token(placeholder));
  }

  /** The operator that stands just before an expression, brackets passed over. */
  operatorBefore(expr: Expr): Token | undefined {
    return expr.origin ? this.tokenBefore(expr.origin.start) : undefined;
  }

  /** The token that comes next in the text: a pipeline has its tokens in another order. */
  #after(end = Infinity): number {
    let found = -1;
    for (const [at, { start }] of this.#written.tokens.entries())
      if (start >= end && (found < 0 || start < this.#written.tokens[found]!.start)) found = at;
    return found;
  }

  tokenBefore(start: number): Token | undefined {
    const { tokens } = this.#written;
    let at = tokens.findIndex((t) => t.start === start) - 1;
    while (isSymbol(tokens[at], "(")) at--;
    return tokens[at];
  }

  /** The end of the first symbol of this kind after an expression, closing brackets passed over: `]` after `a[(1)`. */
  endOfNext(symbol: string, expr: Expr): number | undefined {
    const { tokens } = this.#written;
    let at = this.#after(expr.origin?.end);
    while (isSymbol(tokens[at], ")")) at++;
    return isSymbol(tokens[at], symbol) ? tokens[at]!.end : undefined;
  }

  /** `IS [NOT] UNKNOWN` after an expression, its brackets passed over. */
  saysUnknown(expr: Expr): boolean {
    const { tokens } = this.#written;
    const says = (at: number, what: string): boolean =>
      isWord(tokens[at], "is") &&
      (isWord(tokens[at + 1], what) || (isWord(tokens[at + 1], "not") && isWord(tokens[at + 2], what)));
    // The parser keeps no place of TRUE and FALSE: there a text has one of the two.
    if (!expr.origin) {
      const places = [...tokens.keys()];
      return places.some((at) => says(at, "unknown")) && !places.some((at) => says(at, "null"));
    }
    let at = this.#after(expr.origin.end);
    // Of NOT only its first word has a place.
    while (isSymbol(tokens[at], ")") || isWord(tokens[at], "not", "true", "false")) at++;
    return says(at, "unknown");
  }

  /** `GROUP BY a, b GROUPING SETS (…)`, without a comma before GROUPING. */
  setsFollowKeys(): boolean {
    const { tokens } = this.#written;
    return tokens.some(
      (t, i) =>
        isWord(t, "grouping") &&
        isWord(tokens[i + 1], "sets") &&
        !isSymbol(tokens[i - 1], ",") &&
        !isWord(tokens[i - 1], "by"),
    );
  }

  /** From CASE to END, around its first and last part. */
  caseSpan(first: Expr, last: Expr): Span {
    const { tokens } = this.#written;
    let from = tokens.findIndex((t) => t.start === first.origin?.start) - 1;
    while (isSymbol(tokens[from], "(") || isWord(tokens[from], "when")) from--;
    let to = this.#after(last.origin?.end);
    while (isSymbol(tokens[to], ")")) to++;
    return { start: tokens[from]!.start, end: tokens[to]!.end };
  }

  /** The character of `LIKE pattern ESCAPE '/'`, which the parser was not shown. */
  escapeAfter(pattern: Expr): Expr | null {
    const { tokens } = this.#written;
    let from = tokens.findIndex((t) => t.start === pattern.origin?.start) - 1;
    let at = this.#after(pattern.origin?.end);
    // Only the pattern's own brackets: a bracket opened before LIKE ends the condition.
    for (; isSymbol(tokens[from], "(") && isSymbol(tokens[at], ")"); from--) at++;
    return isWord(tokens[at], "escape") && tokens[at + 1]?.kind === "string" ? this.literal(at + 1) : null;
  }

  /** The number with the minus right before it, which belongs to it as in Spark; null when it is not a minus. */
  signedNumber(index: number): LiteralExpr | null {
    const sign = this.#written.tokens[index - 1]!;
    const number = this.#written.tokens[index]!;
    if (!isSymbol(sign, "-")) return null;
    return numberLiteral(`-${number.value}`, this.origin({ start: sign.start, end: number.end }));
  }

  /** Whatever stands at a literal's token: a string, a number, TRUE, NULL, `DATE '…'`, an interval. */
  literal(index: number): Expr {
    const typed = this.#written.typed.get(index);
    if (typed) return typed;
    const token = this.#written.tokens[index]!;
    if (token.kind === "number") return numberLiteral(token.value, this.origin(token));
    if (token.kind === "string") return this.#joined(index);
    const origin = this.origin(token);
    if (token.value === "null") return node({ kind: "literal", value: null, type: atomic("null"), origin });
    if (token.value === "true" || token.value === "false") {
      return node({ kind: "literal", value: token.value === "true", type: atomic("boolean"), origin });
    }
    // The unit or field of extract(year FROM …), timestampadd(day, …).
    return node({
      kind: "literal",
      value: this.text.slice(token.start, token.end),
      type: atomic("string"),
      origin,
    });
  }

  /** Strings side by side are one string. */
  #joined(index: number): LiteralExpr {
    const { tokens } = this.#written;
    let last = index;
    let value = "";
    for (; tokens[last]!.kind === "string"; last++) value += tokens[last]!.value;
    const origin = this.origin({ start: tokens[index]!.start, end: tokens[last - 1]!.end });
    return node({ kind: "literal", value, type: atomic("string"), origin });
  }

  /** An error at the first token found in a part of the tree. */
  /** A function of a catalog or schema: there are none but the built-in ones. */
  unresolvedRoutine(tree: unknown): Error {
    const rule = "Cannot resolve this routine: functions have no catalog or schema here.";
    return refusal("UNRESOLVED_ROUTINE", this.text, this.spanOf({ tree }), rule, "call it by its bare name");
  }

  refuse(tree: unknown, feature: string, what: string, cure?: string): Error {
    return unsupported(this.text, this.spanOf(tree), feature, what, cure);
  }

  /** What the parser let pass and Spark would not. */
  misplaced(tree: unknown): Error {
    return syntaxError(this.text, this.spanOf(tree), "Syntax error at or near this place.");
  }

  /** From the first to the last token found in a part of the tree, brackets closed. */
  spanOf(tree: unknown): Span {
    const { tokens } = this.#written;
    const indexes: number[] = [];
    collect(tree, indexes);
    const found = indexes.filter((i) => tokens[i] !== undefined);
    if (found.length === 0) return { start: 0, end: this.text.length };
    const first = Math.min(...found);
    let last = Math.max(...found);
    let depth = 0;
    for (let i = first; i <= last || (depth > 0 && tokens[i]!.kind !== "end"); i++) {
      if (isSymbol(tokens[i], "(")) depth++;
      if (isSymbol(tokens[i], ")")) depth--;
      last = Math.max(last, i);
    }
    return { start: tokens[first]!.start, end: tokens[last]!.end };
  }
}

function quotedName(text: string, token: Token): Error {
  const bare = /^[A-Za-z_]\w*$/.test(token.value) ? `${token.value}, or ` : "";
  const rule = "A name is expected here, and quotes make text.";
  return syntaxError(text, token, rule, `${bare}\`${token.value}\` in backticks`);
}

/** The tokens of all placeholders below a node. */
function collect(tree: unknown, into: number[]): void {
  if (Array.isArray(tree)) for (const item of tree) collect(item, into);
  else if (typeof tree === "object" && tree !== null) {
    for (const [key, value] of Object.entries(tree)) {
      const placeholder =
        (key === "name" || key === "value") && typeof value === "string"
          ? /^[nft]?(\d+)$/i.exec(value)
          : null;
      if (placeholder) into.push(Number(placeholder[1]));
      else collect(value, into);
    }
  }
}
