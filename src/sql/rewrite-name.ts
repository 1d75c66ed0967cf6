import { callForm, hasThreeArguments, unitCalls } from "./call-forms.js";
import type { Draft } from "./draft.js";
import { refuseLimit } from "./rewrite-checks.js";
import { isNameWithColumns } from "./spans.js";
import { refusal } from "./syntax-error.js";
import { isSymbol, isWord } from "./token.js";
import { readTypedLiteral } from "./typed-literal.js";
import type { WrittenCall } from "./written.js";

/** Functions that are called without brackets too. */
const literalFunctions = new Set(["current_date", "current_timestamp", "current_user"]);

/** Writes a word that is no keyword, or a name in backticks: a typed literal, a call, TRUE, or just a name. */
export function rewriteName(draft: Draft): void {
  const { token, tokens, at, next } = draft;
  const afterDot = isSymbol(tokens[at - 1], ".");
  const isFree = !draft.afterValue && !afterDot && draft.previous !== "as";
  if (isFree && isSymbol(next, "(") && !isNameWithColumns(tokens, at)) return rewriteCall(draft);
  if (token.kind === "word" && isFree) {
    const literal = readTypedLiteral(draft.text, tokens, at);
    if (literal) {
      draft.typed.set(at, literal.expr);
      return draft.emit(`'${at}'`, true, literal.next - at);
    }
    if (token.value === "time" && next?.kind === "string") {
      throw refusal(
        "UNSUPPORTED_TIME_TYPE",
        draft.text,
        token,
        "Literals of the type TIME are not supported.",
        "TIMESTAMP '2020-01-01 12:30:00'",
      );
    }
    if (next?.kind === "string") {
      throw refusal(
        "UNSUPPORTED_TYPED_LITERAL",
        draft.text,
        token,
        `Literals of the type ${token.value.toUpperCase()} are not supported.`,
        "DATE '…' and TIMESTAMP '…' are; another name stands in backticks, behind a comma or AS",
      );
    }
    if (isWord(token, "true", "false", "null")) refuseLimit(draft);
    if (isWord(token, "true", "false", "null")) return draft.emit(`'${at}'`, true);
    if (literalFunctions.has(token.value) && !isSymbol(next, ".")) {
      draft.calls.set(at, writtenCall(draft));
      return draft.emit(`f${at} ( )`, true);
    }
  }
  draft.emit(`n${at}`, true);
}

function rewriteCall(draft: Draft): void {
  const { token, tokens, at } = draft;
  const form = token.kind === "word" ? callForm(tokens, at) : null;
  if (!form) refuseUnit(draft);
  const call = { ...writtenCall(draft), ...(form && { name: form.name }) };
  draft.calls.set(at, call);
  draft.emit(`f${at}`, false);
  draft.open(call, form);
  for (const skipped of form?.skip ?? []) if (skipped === draft.at) draft.at++;
  if (form?.unit === draft.at) draft.emit(`'${draft.at}'`, true);
}

/** `timestampadd` and its like take a unit as a word: they are no functions otherwise. */
function refuseUnit({ text, token, tokens, at }: Draft): void {
  const isText = tokens[at + 2]?.kind === "string";
  const takesUnit = isWord(token, "timestampadd", "timestampdiff");
  if (!takesUnit && !(isText && isWord(token, ...unitCalls) && hasThreeArguments(tokens, at + 1))) return;
  throw refusal(
    isText ? "INVALID_PARAMETER_VALUE.DATETIME_UNIT" : "UNRESOLVED_ROUTINE",
    text,
    isText ? tokens[at + 2]! : token,
    `${token.value} takes its unit as a word without quotes.`,
    `${token.value}(HOUR, …): YEAR, QUARTER, MONTH, WEEK, DAY, HOUR, MINUTE, SECOND, MILLISECOND or MICROSECOND`,
  );
}

function writtenCall({ token }: Draft): WrittenCall {
  return { name: token.value.toLowerCase(), start: token.start, end: token.end, ignoreNulls: null };
}
