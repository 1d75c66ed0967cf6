import { StreambookError } from "../errors.js";
import { editDistance } from "../types/names.js";
import { tokenize } from "./lexer.js";
import { placeOf, syntaxError, type Span } from "./syntax-error.js";
import { isWord, type Token } from "./token.js";

const keywords =
  "select distinct from where group by order having limit offset union intersect except join inner left right full outer cross on using with as and or not in is between like rlike null case when then else end over partition rows desc asc nulls first last cast lateral view values sort".split(
    " ",
  );

/** A change of the text that may be what was meant. */
interface Change {
  readonly at: Span;
  readonly to: string;
  readonly cure: string;
  /** How much of the word is changed. */
  readonly cost: number;
}

/** Tokens before the place of an error that may be its cause: `a FORM t` fails at `t`, `order ba a desc` two words on. */
const BEFORE = 3;

/**
 * Reads a text. When it cannot be read, a misspelt or missing keyword near the place is tried: one with which the reader gets further
 * is named in the error instead.
 */
export function readSpelled<T>(text: string, read: (text: string) => T): T {
  try {
    return read(text);
  } catch (error) {
    throw misspelling(text, error, read) ?? error;
  }
}

function misspelling(text: string, error: unknown, read: (text: string) => unknown): Error | null {
  const place = syntaxPlace(error);
  if (place === null) return null;
  const tried = changes(text, place).map((change) => {
    const { at, to } = change;
    return { change, reached: reach(text.slice(0, at.start) + to + text.slice(at.end), read) - to.length };
  });
  // An error that knows a cure gives way only to a text that can be read to its end.
  const least = (error as StreambookError).cure === undefined ? place.start : Number.MAX_VALUE;
  const [best] = tried
    .filter(({ change, reached }) => reached > least - (change.at.end - change.at.start))
    .sort((a, b) => b.reached - a.reached || a.change.cost - b.change.cost);
  if (best === undefined) return null;
  return syntaxError(text, best.change.at, "Syntax error at or near this place.", best.change.cure);
}

function syntaxPlace(error: unknown): Span | null {
  if (!(error instanceof StreambookError) || error.code !== "PARSE_SYNTAX_ERROR") return null;
  return placeOf(error);
}

/** How far a text can be read. */
function reach(text: string, read: (text: string) => unknown): number {
  try {
    read(text);
    return Infinity;
  } catch (error) {
    // What is refused for another reason has been read to its end.
    return syntaxPlace(error)?.start ?? Infinity;
  }
}

function changes(text: string, place: Span): Change[] {
  const tokens = tokenize(text);
  const last = tokens.findIndex((t) => t.end >= place.end || t.kind === "end");
  const first = tokens.findIndex((t) => t.end > place.start || t.kind === "end");
  const near = tokens.slice(Math.max(0, first - BEFORE), last + 1);
  return near.flatMap((token) => [
    ...respelled(token),
    ...completed(token, tokens[tokens.indexOf(token) + 1]),
  ]);
}

function respelled(token: Token): Change[] {
  // A name of one letter is near to every short keyword.
  if (token.kind !== "word" || token.value.length < 2 || keywords.includes(token.value)) return [];
  const most = token.value.length <= 3 ? 1 : 2;
  return keywords.flatMap((word) => {
    const cost = editDistance(token.value, word);
    const cure = `did you mean ${word.toUpperCase()}?`;
    return cost > most ? [] : [{ at: token, to: word, cure, cost }];
  });
}

/** `GROUP gt`, `SELECT FROM t`, `SELECT TOP 5`. */
function completed(token: Token, next: Token | undefined): Change[] {
  if (next === undefined) return [];
  const { value: word, end } = token;
  const change = (to: string, cure: string, until = end): Change[] => [
    { at: { start: token.start, end: until }, to, cure, cost: 1 },
  ];
  if (isWord(token, "group", "order", "sort", "partition") && !isWord(next, "by"))
    return change(`${word} by`, `write ${word.toUpperCase()} BY`);
  if (isWord(token, "select") && isWord(next, "from"))
    return change("select *", "name the columns, or take all: SELECT * FROM …");
  if (isWord(token, "top") && next.kind === "number")
    return change("", `LIMIT ${next.value} at the end takes the first rows`, next.end);
  return [];
}
