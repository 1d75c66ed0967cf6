import type { Expr } from "../plan/expression.js";
import { clauseWords, isKeyword, type Surroundings } from "./keywords.js";
import { callForm, type CallForm } from "./call-forms.js";
import { syntaxError, type Span } from "./syntax-error.js";
import { isSymbol, isWord, type Token } from "./token.js";
import { readTypedLiteral } from "./typed-literal.js";

/** A function call as it was written: polyglot sees only `f<token>`, so its own idea of the function never comes into it. */
export interface WrittenCall extends Span {
  readonly name: string;
  ignoreNulls: boolean;
  /** `ANY (…)` or `ALL (…)` after LIKE, which is no call. */
  readonly isQuantifier?: boolean;
  end: number;
}

/** A type as it was written; `whole` is `CAST(… AS …)`, null after `::`. */
export interface WrittenType extends Span {
  readonly whole: Span | null;
}

/** SQL text made unambiguous for the parser, and what its placeholders stand for. */
export interface Rewritten {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** What polyglot is given: ASCII only, every name, literal, function and type replaced by the number of its token. */
  readonly sql: string;
  /** Where each token begins in `sql`, in order, to find the way back from an error. */
  readonly places: readonly { readonly at: number; readonly token: number }[];
  /** The tokens that were read as keywords. */
  readonly keywords: ReadonlySet<number>;
  readonly calls: ReadonlyMap<number, WrittenCall>;
  readonly types: ReadonlyMap<number, WrittenType>;
  readonly typed: ReadonlyMap<number, Expr>;
}

export type Mode = "expression" | "query";

/** Functions that are called without brackets too. */
const literalFunctions = new Set(["current_date", "current_timestamp", "localtimestamp", "current_time"]);

const afterSelectList = new Set(["where", "group", "having", "order", "sort", "limit", "offset"]);
/** Keywords a text may end with. */
const mayEnd = new Set(
  "end asc desc first last all true false null unknown rollup cube row preceding following".split(" "),
);

interface Bracket {
  readonly token: number;
  readonly call: WrittenCall | null;
  readonly form: CallForm | null;
  readonly isCast: boolean;
  openCases: number;
  needsFrom: boolean;
}

/**
 * Replaces names by n12, strings by `'12'`, functions by `f12(`, types by `t12`, where 12 is the token's number, and settles
 * which words are keywords. Also writes the calls with words between their arguments (`extract(year FROM ts)`) with commas.
 */
export function rewrite(text: string, tokens: readonly Token[], mode: Mode): Rewritten {
  const pieces: string[] = [];
  const places: { at: number; token: number }[] = [];
  const keywords = new Set<number>();
  const calls = new Map<number, WrittenCall>();
  const types = new Map<number, WrittenType>();
  const typed = new Map<number, Expr>();
  const brackets: Bracket[] = [
    { token: -1, call: null, form: null, isCast: false, openCases: 0, needsFrom: false },
  ];
  let length = 0;
  let afterValue = false;
  let previous: string | null = null;
  let closed: WrittenCall | null = null;
  let at = 0;

  const emit = (piece: string, token: number, value: boolean, keyword: string | null = null): void => {
    places.push({ at: length, token });
    pieces.push(piece);
    length += piece.length + 1;
    afterValue = value;
    previous = keyword;
  };
  const open = (token: number, call: WrittenCall | null, form: CallForm | null, isCast: boolean): void => {
    emit("(", token, false);
    brackets.push({ token, call, form, isCast, openCases: 0, needsFrom: false });
  };
  const top = (): Bracket => brackets.at(-1)!;

  const keyword = (token: Token): void => {
    const bracket = top();
    const word = token.value;
    keywords.add(at);
    if (
      mode === "expression" &&
      brackets.length === 1 &&
      clauseWords.has(word) &&
      !(word === "from" && previous === "distinct")
    ) {
      throw syntaxError(
        text,
        token,
        `An expression is expected, without ${word.toUpperCase()}.`,
        "whole queries go to session.sql(…); if it is a column's name, write it in backticks",
      );
    }
    if (word === "case") bracket.openCases++;
    if (word === "end") bracket.openCases--;
    if (word === "select") bracket.needsFrom = true;
    if (word === "from" && previous !== "distinct") bracket.needsFrom = false;
    if (word === "as" && bracket.isCast) {
      const end = closingBracket(text, tokens, bracket.token);
      emit("AS", at, false);
      emit(`t${at}`, at, true);
      const whole = { start: tokens[bracket.token - 1]!.start, end: tokens[end]!.end };
      types.set(at, { start: tokens[at + 1]!.start, end: tokens[end - 1]!.end, whole });
      at = end;
      return;
    }
    if (word === "as" && bracket.call) {
      // An alias inside a call, struct(a AS x), which polyglot would refuse.
      emit(`, f${at} ( n${at + 1} )`, at, true);
      at += 2;
      return;
    }
    if (word === "all" && isSymbol(tokens[at - 1], "(")) {
      at++;
      return;
    }
    if (
      word === "any" ||
      word === "some" ||
      (word === "all" && (previous === "like" || previous === "ilike"))
    ) {
      const call = {
        name: word === "all" ? "all" : "any",
        start: token.start,
        end: token.end,
        ignoreNulls: false,
        isQuantifier: true,
      };
      calls.set(at, call);
      emit(`f${at}`, at, false);
      open(++at, call, null, false);
      at++;
      return;
    }
    if (word === "escape") {
      at += 2;
      return;
    }
    // Without a FROM before it, polyglot takes LIMIT for an alias.
    if (bracket.needsFrom && afterSelectList.has(word)) {
      emit("FROM none", at, false);
      bracket.needsFrom = false;
    }
    const endsValue =
      word === "end" ||
      (word === "not" && afterValue) ||
      ["true", "false", "null", "unknown", "row", "preceding", "following"].includes(word);
    emit(parserWord(word), at, endsValue, word);
    at++;
    if ((word === "cast" || word === "try_cast") && isSymbol(tokens[at], "(")) {
      open(at, null, null, true);
      at++;
    }
  };

  const call = (token: Token): void => {
    const written: WrittenCall = {
      name: token.value.toLowerCase(),
      start: token.start,
      end: token.end,
      ignoreNulls: false,
    };
    const form = token.kind === "word" ? callForm(tokens, at) : null;
    const info = form ? { ...written, name: form.name } : written;
    calls.set(at, info);
    emit(`f${at}`, at, false);
    open(at + 1, info, form, false);
    at += 2;
    for (const skipped of form?.skip ?? []) if (skipped === at) at++;
    if (form?.unit === at) {
      emit(`'${at}'`, at, true);
      at++;
    }
  };

  while (tokens[at]!.kind !== "end") {
    const token = tokens[at]!;
    const here: Surroundings = { tokens, at, afterValue, previous, openCases: top().openCases };
    const wasClosed: WrittenCall | null = closed;
    closed = null;
    if (token.kind === "symbol") {
      if (token.value === "(") {
        open(at, null, null, false);
        at++;
      } else if (token.value === ")") {
        const bracket = brackets.pop()!;
        if (brackets.length === 0)
          throw syntaxError(text, token, "This bracket closes nothing.", "remove it, or open one before it");
        refuseDanglingComma(text, tokens, at);
        emit(")", at, true);
        if (bracket.call) {
          bracket.call.end = token.end;
          closed = bracket.call;
        }
        at++;
      } else if (token.value === "!") {
        emit("NOT", at, false, "not");
        at++;
      } else if (token.value === "::") {
        emit("::", at, false);
        const end = endOfType(tokens, at + 1);
        emit(`t${at}`, at, true);
        types.set(at, { start: tokens[at + 1]!.start, end: tokens[end - 1]!.end, whole: null });
        at = end;
      } else {
        if (token.value === ",") refuseDanglingComma(text, tokens, at);
        if (mode === "expression" && brackets.length === 1) refuseSecond(text, token);
        emit(
          plainer(token.value, afterValue),
          at,
          token.value === "]" || (token.value === "*" && !afterValue),
        );
        at++;
      }
    } else if (
      isWord(token, "ignore", "respect") &&
      isWord(tokens[at + 1], "nulls") &&
      (wasClosed ?? (afterValue && top().call))
    ) {
      (wasClosed ?? top().call!).ignoreNulls = token.value === "ignore";
      at += 2;
    } else if (top().form?.commas.includes(at)) {
      emit(",", at, false);
      at++;
    } else if (isKeyword(here)) {
      keyword(token);
    } else if (token.kind === "number" || token.kind === "string") {
      if (afterValue)
        throw syntaxError(
          text,
          token,
          "A value cannot follow a value directly.",
          "put an operator or a comma between them",
        );
      // Spark joins strings that stand side by side.
      let end = at + 1;
      while (token.kind === "string" && tokens[end]!.kind === "string") end++;
      emit(token.kind === "number" ? String(at) : `'${at}'`, at, true);
      at = end;
    } else {
      const literal =
        token.kind === "word" && !isSymbol(tokens[at - 1], ".") ? readTypedLiteral(text, tokens, at) : null;
      if (literal) {
        typed.set(at, literal.expr);
        emit(`'${at}'`, at, true);
        at = literal.next;
      } else if (
        isSymbol(tokens[at + 1], "(") &&
        !afterValue &&
        previous !== "as" &&
        !isSymbol(tokens[at - 1], ".") &&
        !isCte(tokens, at)
      ) {
        call(token);
      } else if (
        token.kind === "word" &&
        literalFunctions.has(token.value) &&
        !afterValue &&
        previous !== "as" &&
        !isSymbol(tokens[at - 1], ".") &&
        !isSymbol(tokens[at + 1], ".")
      ) {
        calls.set(at, { name: token.value, start: token.start, end: token.end, ignoreNulls: false });
        emit(`f${at} ( )`, at, true);
        at++;
      } else if (
        token.kind === "word" &&
        ["true", "false", "null"].includes(token.value) &&
        !isSymbol(tokens[at - 1], ".") &&
        previous !== "as" &&
        !afterValue
      ) {
        emit(`'${at}'`, at, true);
        at++;
      } else {
        emit(`n${at}`, at, true);
        at++;
      }
    }
  }
  if (!afterValue && pieces.length > 0 && !mayEnd.has(previous ?? "")) {
    const last = tokens[places.at(-1)!.token]!;
    const rule = `Something is missing after ${text.slice(last.start, last.end)}.`;
    throw syntaxError(text, tokens.at(-1)!, rule, "write what belongs there, or remove it");
  }
  const unclosed = brackets.length > 1 ? tokens[brackets[1]!.token]! : null;
  if (unclosed)
    throw syntaxError(
      text,
      tokens[brackets.at(-1)!.token]!,
      "This bracket is not closed.",
      "add the missing )",
    );
  return { text, tokens, sql: pieces.join(" "), places, keywords, calls, types, typed };
}

/** polyglot keeps `NOT a LIKE b` as raw text, but not `NOT a RLIKE b`. */
function parserWord(word: string): string {
  return ["like", "ilike", "regexp"].includes(word) ? "RLIKE" : word.toUpperCase();
}

/** polyglot drops a plus sign and lacks `>>>`; what stood there is read again from the token before the operand. */
function plainer(symbol: string, afterValue: boolean): string {
  if (symbol === ">>>") return ">>";
  return symbol === "+" && !afterValue ? "-" : symbol;
}

/** `WITH t (a, b) AS (`: a name with columns, not a call. */
function isCte(tokens: readonly Token[], at: number): boolean {
  let depth = 0;
  for (let i = at + 1; tokens[i]!.kind !== "end"; i++) {
    if (isSymbol(tokens[i], "(")) depth++;
    else if (isSymbol(tokens[i], ")") && --depth === 0) {
      return (
        isWord(tokens[i + 1], "as") &&
        isSymbol(tokens[i + 2], "(") &&
        isWord(tokens[i + 3], "select", "with", "values", "from")
      );
    }
  }
  return false;
}

function closingBracket(text: string, tokens: readonly Token[], opening: number): number {
  let depth = 0;
  for (let i = opening; tokens[i]!.kind !== "end"; i++) {
    if (isSymbol(tokens[i], "(")) depth++;
    else if (isSymbol(tokens[i], ")") && --depth === 0) return i;
  }
  throw syntaxError(text, tokens[opening]!, "This bracket is not closed.", "add the missing )");
}

/** A type after `::` is a word with whatever brackets follow it. */
function endOfType(tokens: readonly Token[], start: number): number {
  let at = start + 1;
  const opening = isWord(tokens[start], "array", "map", "struct") ? "<" : "(";
  const hasLength = isWord(tokens[start], "decimal", "dec", "numeric", "char", "character", "varchar");
  if (!isSymbol(tokens[at], opening) || (opening === "(" && !hasLength)) return at;
  let depth = 0;
  for (; tokens[at]!.kind !== "end"; at++) {
    const { value, kind } = tokens[at]!;
    if (kind !== "symbol") continue;
    if (value === "(" || value === "<") depth++;
    else if (value === ")" || /^>+$/.test(value)) depth -= value.length;
    if (depth <= 0) return at + 1;
  }
  return at;
}

function refuseDanglingComma(text: string, tokens: readonly Token[], at: number): void {
  const [comma, following] = isSymbol(tokens[at], ",")
    ? [tokens[at]!, tokens[at + 1]!]
    : [tokens[at - 1]!, tokens[at]!];
  const dangling =
    isSymbol(comma, ",") &&
    (following.kind === "end" || isSymbol(following, ")", ",", ";") || isWord(following, "from", "where"));
  if (dangling)
    throw syntaxError(
      text,
      comma,
      "Nothing follows this comma.",
      "remove the comma, or write what is missing",
    );
}

function refuseSecond(text: string, token: Token): void {
  if (token.value === ",") {
    throw syntaxError(
      text,
      token,
      "One expression is expected, and this comma begins another.",
      "give each expression as its own argument",
    );
  }
  if (token.value === ";") {
    throw syntaxError(
      text,
      token,
      "An expression ends without a semicolon.",
      "remove it; whole statements go to session.sql(…)",
    );
  }
}
