import type { Draft } from "./draft.js";
import { clauseWords } from "./keywords.js";
import { closingBracket } from "./spans.js";
import { syntaxError } from "./syntax-error.js";
import { isSymbol, isWord } from "./token.js";
import type { WrittenCall } from "./written.js";

const afterSelectList = new Set(["where", "group", "having", "order", "sort", "limit", "offset"]);
const endsValue = new Set(["end", "true", "false", "null", "unknown", "row", "preceding", "following"]);

/** Writes a word that plays its part in the grammar, and keeps account of what it opens and closes. */
export function rewriteKeyword(draft: Draft): void {
  const { top, token, at, previous } = draft;
  const word = token.value;
  draft.keywords.add(at);
  refuseClause(draft);
  switch (word) {
    case "case":
      top.openCases++;
      break;
    case "end":
      top.openCases--;
      break;
    case "select":
      top.needsFrom = !(draft.isTopLevel && isWord(draft.tokens[0], "from"));
      break;
    // polyglot knows no query that begins with its FROM alone.
    case "table":
      return draft.emit("SELECT * FROM", false, 1, word);
    case "from":
      if (draft.isEmpty && !draft.tokens.some((t) => isWord(t, "select"))) {
        draft.emit("SELECT * FROM", false, 1, word);
        return;
      }
      if (previous !== "distinct") top.needsFrom = false;
      break;
    case "as":
      if (top.isCast) return castType(draft);
      if (top.call) return aliasInCall(draft);
      break;
    case "any":
    case "some":
    case "all":
      if (previous === "like" || previous === "ilike") return quantifier(draft);
      if (isSymbol(draft.tokens[at - 1], "(")) return skip(draft, 1);
      break;
    case "escape":
      // Found again from the pattern: the parser knows it after LIKE only.
      return skip(draft, 2);
    case "cast":
    case "try_cast":
      draft.emit(word.toUpperCase(), false);
      return draft.open(null, null, true);
    case "values":
      draft.emit("VALUES", false, 1, word);
      if (!isSymbol(draft.token, "(")) {
        draft.emit("(", false, 0);
        top.hasBareRows = true;
      }
      return;
    // polyglot keeps `NOT a LIKE b` as raw text, but not `NOT a RLIKE b`.
    case "like":
    case "ilike":
    case "regexp":
      return draft.emit("RLIKE", false, 1, word);
    case "and":
    case "or":
      if (!draft.afterValue)
        throw syntaxError(
          draft.text,
          token,
          `Something is missing before ${word.toUpperCase()}.`,
          "write a condition there",
        );
  }
  // Without a FROM before it, polyglot takes LIMIT for an alias.
  if (top.needsFrom && afterSelectList.has(word) && draft.previous !== "within") {
    draft.emit("FROM none", false, 0);
    top.needsFrom = false;
  }
  draft.emit(word.toUpperCase(), endsValue.has(word) || (word === "not" && draft.afterValue), 1, word);
}

/** A single expression holds no clause of a query. */
function refuseClause({ mode, isTopLevel, token, tokens, at, previous, text }: Draft): void {
  if (mode !== "expression" || !isTopLevel || !clauseWords.has(token.value)) return;
  // IS DISTINCT FROM, WITHIN GROUP, * EXCEPT (…) are no clauses.
  const isPart: Readonly<Record<string, boolean>> = {
    from: previous === "distinct",
    group: previous === "within",
    except: isSymbol(tokens[at - 1], "*"),
  };
  if (isPart[token.value] === true) return;
  throw syntaxError(
    text,
    token,
    `An expression is expected, without ${token.value.toUpperCase()}.`,
    "whole queries go to session.sql(…); if it is a column's name, write it in backticks",
  );
}

function castType(draft: Draft): void {
  const { text, tokens, at, top } = draft;
  const end = closingBracket(text, tokens, top.token);
  const [first, last] = [tokens[at + 1]!, tokens[end - 1]!];
  if (end === at + 1) throw syntaxError(text, first, "A type is missing after AS.", "CAST(a AS INT)");
  draft.types.set(at, {
    start: first.start,
    end: last.end,
    whole: { start: tokens[top.token - 1]!.start, end: tokens[end]!.end },
  });
  draft.emit("AS", false, 0);
  draft.emit(`t${at}`, true, end - at);
}

/** An alias inside a call, struct(a AS x), which polyglot would refuse: it becomes one more argument, f7(n8). */
function aliasInCall(draft: Draft): void {
  const { text, next } = draft;
  if (next?.kind !== "word" && next?.kind !== "name")
    throw syntaxError(text, next ?? draft.token, "A name is missing after AS.", "struct(a AS x)");
  draft.emit(`, f${draft.at} ( n${draft.at + 1} )`, true, 2);
}

function quantifier(draft: Draft): void {
  const { start, end, value } = draft.token;
  const call: WrittenCall = {
    name: value === "all" ? "all" : "any",
    start,
    end,
    ignoreNulls: null,
    isQuantifier: true,
  };
  draft.calls.set(draft.at, call);
  draft.emit(`f${draft.at}`, false);
  if (!isSymbol(draft.token, "("))
    throw syntaxError(
      draft.text,
      draft.token,
      "ANY and ALL take their patterns in brackets.",
      "LIKE ANY ('a%', 'b%')",
    );
  draft.open(call);
}

function skip(draft: Draft, count: number): void {
  draft.at += count;
}
