import type { Draft } from "./draft.js";
import { refusal, syntaxError } from "./syntax-error.js";
import { isSymbol, isWord } from "./token.js";

/** Keywords a text may end with. */
const mayEnd = new Set(
  "end asc desc first last all true false null unknown rollup cube row preceding following".split(" "),
);

/** A comma before a bracket, a clause or the end: polyglot would pass over it. */
export function refuseDanglingComma({ text, tokens, at }: Draft): void {
  const isComma = isSymbol(tokens[at], ",");
  const comma = isComma ? tokens[at]! : tokens[at - 1]!;
  const following = isComma ? tokens[at + 1]! : tokens[at]!;
  if (!isSymbol(comma, ",")) return;
  if (following.kind === "end" || isSymbol(following, ")", ",", ";") || isWord(following, "from", "where")) {
    throw refusal(
      isWord(following, "from") ? "TRAILING_COMMA_IN_SELECT" : "PARSE_SYNTAX_ERROR",
      text,
      comma,
      "Nothing follows this comma.",
      "remove the comma, or write what is missing",
    );
  }
}

/** A limit that is no number. */
export function refuseLimit({ text, token, previous }: Draft): void {
  if (previous !== "limit" && previous !== "offset") return;
  const clause = previous.toUpperCase();
  throw refusal(
    "INVALID_LIMIT_LIKE_EXPRESSION.DATA_TYPE",
    text,
    token,
    `${clause} takes a whole number, 0 or more.`,
    `${clause} 10`,
  );
}

/** One expression has no comma outside brackets, and no semicolon. */
export function refuseSecond({ text, token, mode, isTopLevel }: Draft): void {
  if (mode !== "expression" || !isTopLevel) return;
  if (token.value === ",") {
    const rule = "One expression is expected, and this comma begins another.";
    throw syntaxError(text, token, rule, "give each expression as its own argument");
  }
  const rule = "An expression ends without a semicolon.";
  throw syntaxError(text, token, rule, "remove it; whole statements go to session.sql(…)");
}

/** A text that stops after an operator, or with a bracket open. */
export function refuseBrokenEnd(draft: Draft): void {
  const { text, token } = draft;
  if (
    !draft.afterValue &&
    !draft.isEmpty &&
    !mayEnd.has(draft.previous ?? "") &&
    !isSymbol(draft.lastToken, ";")
  ) {
    const last = text.slice(draft.lastToken.start, draft.lastToken.end);
    throw syntaxError(
      text,
      token,
      `Something is missing after ${last}.`,
      "write what belongs there, or remove it",
    );
  }
  if (draft.isTopLevel) return;
  throw syntaxError(text, draft.tokens[draft.top.token]!, "This bracket is not closed.", "add the missing )");
}
