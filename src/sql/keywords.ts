import { isSymbol, isWord, type Token } from "./token.js";

/** What has been read so far, as far as it decides whether a word is a keyword. */
export interface Surroundings {
  readonly tokens: readonly Token[];
  readonly at: number;
  /** The word before could end a value: a name, a literal, `)`, `]`, END. */
  readonly afterValue: boolean;
  /** The keyword just before, if the token before is one. */
  readonly previous: string | null;
  readonly openCases: number;
}

type Rule = (s: Surroundings) => boolean;

const always: Rule = () => true;
const next = (s: Surroundings, ...words: readonly string[]): boolean => isWord(s.tokens[s.at + 1], ...words);
const opens = (s: Surroundings): boolean => isSymbol(s.tokens[s.at + 1], "(");
const before =
  (...words: readonly string[]): Rule =>
  (s) =>
    next(s, ...words);
const after =
  (...keywords: readonly string[]): Rule =>
  (s) =>
    s.previous !== null && keywords.includes(s.previous);
const beforeBracket: Rule = opens;
const infix: Rule = (s) => s.afterValue && !isSymbol(s.tokens[s.at + 1], ",", ")", "]", "=", ".");
const suffix: Rule = (s) => s.afterValue && opens(s);
const queryInBrackets: Rule = (s) =>
  opens(s) && isWord(s.tokens[s.at + 2], "select", "with", "from", "values", "table");
const endsSortKey: Rule = (s) =>
  (s.afterValue || s.previous === "all") &&
  (["end", "symbol"].includes(s.tokens[s.at + 1]!.kind)
    ? s.tokens[s.at + 1]!.kind === "end" || isSymbol(s.tokens[s.at + 1], ",", ")", ";")
    : next(
        s,
        "nulls",
        "limit",
        "offset",
        "rows",
        "range",
        "union",
        "except",
        "intersect",
        "sort",
        "cluster",
        "distribute",
      ));
const endsClause: Rule = (s) => s.afterValue || after("asc", "desc", "first", "last", "all")(s);
/** A frame follows the keys of a window, or is all there is: `OVER (ROWS …)`, `WINDOW w AS (ROWS …)`. */
const frame: Rule = (s) =>
  (endsClause(s) || (isSymbol(s.tokens[s.at - 1], "(") && isWord(s.tokens[s.at - 2], "over", "as"))) &&
  (next(s, "between", "unbounded", "current") || s.tokens[s.at + 1]!.kind === "number");
const joins = ["join", "outer", "semi", "anti", "left", "right", "full", "inner", "cross"];

/**
 * Nearly every word of Spark SQL may also be a column's name: `timestamp`, `offset`, `left`, `end`. A word is a keyword only
 * where its rule says so; elsewhere it is a name.
 */
const rules: Readonly<Record<string, Rule>> = {
  select: always,
  from: always,
  table: (s) =>
    (s.at === 0 ||
      isSymbol(s.tokens[s.at - 1], "(") ||
      after("union", "intersect", "except", "minus", "all")(s)) &&
    ["word", "name"].includes(s.tokens[s.at + 1]!.kind) &&
    !isWord(s.tokens[s.at + 1], "as"),
  where: always,
  group: (s) => next(s, "by") || after("within")(s),
  order: before("by"),
  sort: before("by"),
  cluster: before("by"),
  distribute: before("by"),
  partition: before("by"),
  by: after("group", "order", "sort", "cluster", "distribute", "partition"),
  having: always,
  limit: endsClause,
  offset: (s) =>
    endsClause(s) &&
    (s.tokens[s.at + 1]!.kind === "number" ||
      isSymbol(s.tokens[s.at + 1], "-") ||
      (s.tokens[s.at + 1]!.kind === "word" && isSymbol(s.tokens[s.at + 2], "("))),
  union: always,
  intersect: always,
  except: always,
  minus: (s) => endsClause(s) && (next(s, "select", "all", "distinct") || opens(s)),
  distinct: always,
  all: (s) =>
    after(
      "union",
      "intersect",
      "except",
      "minus",
      "select",
      "group",
      "order",
      "by",
      "like",
      "ilike",
      "limit",
    )(s) ||
    (!opens(s) && !s.afterValue && isSymbol(s.tokens[s.at - 1], "(")),
  any: after("like", "ilike"),
  some: after("like", "ilike"),
  with: always,
  recursive: after("with"),
  as: always,
  on: always,
  using: always,
  join: (s) =>
    s.afterValue || after("left", "right", "full", "outer", "inner", "cross", "semi", "anti", "natural")(s),
  left: before("join", "outer", "semi", "anti"),
  right: before("join", "outer"),
  full: before("join", "outer"),
  inner: before("join"),
  cross: before("join"),
  natural: before(...joins),
  semi: before("join"),
  anti: before("join"),
  outer: (s) => next(s, "join") || after("view")(s),
  lateral: (s) => next(s, "view") || opens(s) || isSymbol(s.tokens[s.at + 2], "("),
  view: after("lateral"),
  values: (s) =>
    (opens(s) &&
      (s.at === 0 || after("from", "join", "as", "all", "union")(s) || isSymbol(s.tokens[s.at - 1], "("))) ||
    ((s.at === 0 || after("from", "join")(s)) && ["number", "string"].includes(s.tokens[s.at + 1]!.kind)),
  and: always,
  or: always,
  not: always,
  in: (s) => s.afterValue && opens(s),
  is: infix,
  between: (s) => infix(s) || after("rows", "range")(s),
  like: infix,
  ilike: infix,
  rlike: infix,
  regexp: infix,
  div: infix,
  escape: (s) => s.afterValue && s.tokens[s.at + 1]!.kind === "string",
  exists: queryInBrackets,
  case: (s) =>
    !s.afterValue && !isSymbol(s.tokens[s.at + 1], ",", ")", "=", ".") && s.tokens[s.at + 1]!.kind !== "end",
  when: (s) => s.openCases > 0,
  then: (s) => s.openCases > 0,
  else: (s) => s.openCases > 0,
  end: (s) => s.openCases > 0 && s.afterValue,
  true: after("is", "not"),
  false: after("is", "not"),
  null: after("is", "not"),
  unknown: after("is", "not"),
  asc: endsSortKey,
  desc: endsSortKey,
  nulls: (s) => next(s, "first", "last") || after("include", "exclude")(s),
  first: after("nulls"),
  last: after("nulls"),
  cast: beforeBracket,
  try_cast: beforeBracket,
  over: (s) => s.afterValue && (opens(s) || s.tokens[s.at + 1]!.kind === "word"),
  filter: (s) => s.afterValue && opens(s) && isWord(s.tokens[s.at + 2], "where"),
  within: (s) => s.afterValue && next(s, "group"),
  window: (s) => s.afterValue && isWord(s.tokens[s.at + 2], "as") && isSymbol(s.tokens[s.at + 3], "("),
  rows: (s) => frame(s) || (s.afterValue && isSymbol(s.tokens[s.at + 1], ")")),
  range: frame,
  unbounded: before("preceding", "following"),
  preceding: (s) => s.afterValue || after("unbounded")(s),
  following: (s) => s.afterValue || after("unbounded")(s),
  current: before("row"),
  row: after("current"),
  grouping: before("sets"),
  sets: after("grouping"),
  rollup: after("with"),
  cube: after("with"),
  tablesample: suffix,
  percent: (s) => s.afterValue && isSymbol(s.tokens[s.at + 1], ")"),
  include: before("nulls"),
  exclude: before("nulls"),
  for: (s) => s.afterValue,
  pivot: suffix,
  unpivot: (s) => s.afterValue && (opens(s) || next(s, "include", "exclude")),
  qualify: infix,
};

/** Whether the word here plays its part in the grammar; after a dot it never does. */
export function isKeyword(s: Surroundings): boolean {
  const token = s.tokens[s.at]!;
  if (token.kind !== "word" || isSymbol(s.tokens[s.at - 1], ".")) return false;
  if (s.previous === "as" && !opens(s)) return false;
  return rules[token.value]?.(s) ?? false;
}

/** Words that begin or join the clauses of a query, so have no place in a single expression. */
export const clauseWords = new Set(
  "select from where group order sort cluster distribute having limit offset union intersect except minus with join on using lateral window".split(
    " ",
  ),
);
