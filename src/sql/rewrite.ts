import { Draft } from "./draft.js";
import { isKeyword } from "./keywords.js";
import { rewriteKeyword } from "./rewrite-keyword.js";
import { rewriteName } from "./rewrite-name.js";
import { refuseBrokenEnd, refuseDanglingComma, refuseLimit, refuseSecond } from "./rewrite-checks.js";
import { unbound } from "./parameters.js";
import { refusal, syntaxError } from "./syntax-error.js";
import { endOfType } from "./spans.js";
import { isSymbol, isWord, type Token } from "./token.js";
import type { Mode, Rewritten } from "./written.js";

/**
 * Replaces names by n12, strings by `'12'`, functions by `f12(`, types by `t12`, where 12 is the token's number, and settles
 * which words are keywords. Also writes the calls with words between their arguments (`extract(year FROM ts)`) with commas.
 */
export function rewrite(text: string, tokens: readonly Token[], mode: Mode): Rewritten {
  const draft = new Draft(text, tokens, mode);
  while (draft.token.kind !== "end") {
    const { closed } = draft;
    draft.closed = null;
    closeBareRow(draft);
    if (draft.token.kind === "symbol") rewriteSymbol(draft);
    else if (!skipNullTreatment(draft, closed)) rewriteWord(draft);
  }
  closeBareRow(draft);
  refuseBrokenEnd(draft);
  return draft.result();
}

function rewriteWord(draft: Draft): void {
  const { tokens, at, afterValue, previous, token } = draft;
  if (draft.top.form?.commas.includes(at)) draft.emit(",", false);
  else if (isKeyword({ tokens, at, afterValue, previous, openCases: draft.top.openCases }))
    rewriteKeyword(draft);
  else if (token.kind === "number" || token.kind === "string") rewriteLiteral(draft);
  else rewriteName(draft);
}

function rewriteLiteral(draft: Draft): void {
  const { token, tokens, at } = draft;
  if (draft.afterValue) {
    const isIn = isWord(tokens[at - 1], "in");
    const cure = isIn
      ? "IN takes its values in brackets: IN (1, 2)"
      : "put an operator or a comma between them";
    throw syntaxError(draft.text, token, "A value cannot follow a value directly.", cure);
  }
  if (token.kind === "number") return draft.emit(String(at), true);
  refuseLimit(draft);
  // Spark joins strings that stand side by side.
  let count = 1;
  while (tokens[at + count]!.kind === "string") count++;
  draft.emit(`'${at}'`, true, count);
}

/** `IGNORE NULLS`, inside the call's bracket or after it. */
function skipNullTreatment(draft: Draft, closed: Draft["closed"]): boolean {
  const call = closed ?? (draft.afterValue ? draft.top.call : null);
  if (!call || !isWord(draft.token, "ignore", "respect") || !isWord(draft.next, "nulls")) return false;
  call.ignoreNulls = draft.token.value === "ignore";
  draft.at += 2;
  return true;
}

function rewriteSymbol(draft: Draft): void {
  const { token, tokens, at } = draft;
  switch (token.value) {
    case "(":
      return draft.open();
    case ")":
      return closeBracket(draft);
    case "!":
      return draft.emit("NOT", false, 1, "not");
    case "::": {
      draft.emit("::", false);
      const end = endOfType(tokens, at + 1);
      const [first, last] = [tokens[at + 1]!, tokens[end - 1]!];
      if (first.kind === "end") return;
      draft.types.set(draft.at, { start: first.start, end: last.end, whole: null });
      return draft.emit(`t${draft.at}`, true, end - draft.at);
    }
    case "?":
    case ":":
      return refuseParameter(draft);
    case "]":
      if (isSymbol(tokens[at - 1], "["))
        throw syntaxError(draft.text, token, "An index is missing in these brackets.", "a[0], m['key']");
      return draft.emit("]", true);
    case ",":
    case ";":
      refuseDanglingComma(draft);
      refuseSecond(draft);
      return draft.emit(draft.top.hasBareRows ? ") , (" : token.value, false);
    case "*":
      return draft.emit("*", !draft.afterValue);
    // polyglot drops a plus sign and lacks `>>>`; what stood there is read again from the token before the operand.
    case "+":
      return draft.emit(draft.afterValue ? "+" : "-", false);
    case "-":
      if (draft.previous === "limit" || draft.previous === "offset") throw negativeLimit(draft);
      return draft.emit("-", false);
    case ">>>":
      return draft.emit(">>", false);
    default:
      return draft.emit(token.value, false);
  }
}

function negativeLimit({ text, token, previous }: Draft): Error {
  const clause = previous!.toUpperCase();
  const code = "INVALID_LIMIT_LIKE_EXPRESSION.IS_NEGATIVE";
  return refusal(code, text, token, `${clause} takes a whole number, 0 or more.`, `${clause} 10`);
}

function closeBracket(draft: Draft): void {
  if (draft.isTopLevel)
    throw syntaxError(
      draft.text,
      draft.token,
      "This bracket closes nothing.",
      "remove it, or open one before it",
    );
  refuseDanglingComma(draft);
  const { call, token } = draft.brackets.pop()!;
  if (call) call.end = draft.token.end;
  draft.emit(")", true);
  draft.closed = call;
  if (isQueryOfFrom(draft, token)) draft.emit("AS _values", true, 0);
}

/** `FROM (SELECT …) UNION …`: the parser would take the union into the brackets, unless the query in them has a name. `_values` is one for it alone. */
function isQueryOfFrom({ tokens, token }: Draft, open: number): boolean {
  return (
    isWord(token, "union", "except", "minus", "intersect") &&
    isWord(tokens[open - 1], "from", "join") &&
    isWord(tokens[open + 1], "select", "with", "values")
  );
}

/** Rows of `VALUES 1, 2` were given brackets: the last one is closed where the list ends. */
function closeBareRow(draft: Draft): void {
  const { token, top } = draft;
  if (!top.hasBareRows || !draft.afterValue) return;
  const isOver =
    token.kind === "end" || token.kind === "word" || token.kind === "name" || isSymbol(token, ")", ";");
  if (!isOver || isWord(token, "and", "or", "is", "in", "like", "between", "div", "not")) return;
  top.hasBareRows = false;
  draft.emit(")", true, 0);
}

/** What stands in the place of a parameter was put there before: here are those without a value, and signs that are none. */
function refuseParameter({ text, token, next, afterValue }: Draft): never {
  const isPlace = token.value === "?";
  if (!afterValue && (isPlace || next?.kind === "word" || next?.kind === "name"))
    throw unbound(text, { start: token.start, end: isPlace ? token.end : next!.end });
  const rule = `${token.value} means nothing in this place.`;
  const marker = isPlace ? "?" : ":name";
  throw syntaxError(
    text,
    token,
    rule,
    `write a.b for a field; a parameter (${marker}) stands where a value may stand`,
  );
}
