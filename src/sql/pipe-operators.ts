import type { Expr } from "../plan/expression.js";
import { planNode, type LogicalPlan } from "../plan/logical-plan.js";
import { aggregated } from "./pipe-aggregate.js";
import { bounded, HOLE, listed, refuseAggregates, type Operator, type PipeContext } from "./pipe-lists.js";
import { clauseAt, fromHole, made, selectAll, split, topLevel } from "./pipe-tokens.js";
import { refusal, syntaxError } from "./syntax-error.js";
import { isSymbol, isWord, type Token } from "./token.js";

/** What stands behind `|>`, over the plan before it. */
export function operated(tokens: readonly Token[], before: LogicalPlan, to: PipeContext): LogicalPlan {
  const first = tokens[0]!;
  // As Spark reads it, a pipe that leads nowhere changes nothing.
  if (first.kind === "end") return before;
  const operator = first.kind === "word" ? OPERATORS[first.value] : undefined;
  const rest = operator && to.isLast ? resultAt(tokens) : null;
  if (rest !== null) {
    const own = [...tokens.slice(0, rest), made({ ...tokens[rest]!, end: tokens[rest]!.start }, "end", "")];
    const child = operated(own, before, { ...to, isLast: false });
    return appended(tokens.slice(rest), child, to.over(child));
  }
  if (operator) return operator(tokens, before, to);
  throw syntaxError(
    to.text,
    first,
    "No operator of a pipe begins so.",
    "SELECT, EXTEND, SET, DROP, AS, WHERE, AGGREGATE … GROUP BY, ORDER BY, LIMIT, JOIN, UNION, PIVOT",
  );
}

/** ORDER BY and LIMIT behind the last operator belong to the whole pipeline. */
function resultAt(tokens: readonly Token[]): number | null {
  const isResult = (at: number): boolean =>
    isWord(tokens[at], "limit") || (isWord(tokens[at], ...SORTS) && isWord(tokens[at + 1], "by"));
  if (isWord(tokens[0], ...SORTS, "offset")) return null;
  return topLevel(tokens).find((at) => at > 0 && isResult(at)) ?? null;
}

const SORTS = ["order", "sort", "cluster", "distribute"];

/** Whatever may follow `SELECT * FROM t`. */
const appended: Operator = (tokens, _, to) => to.read([...selectAll(tokens[0]!, HOLE), ...tokens], HOLE);

/** One clause, behind which no other may stand. */
const alone: Operator = (tokens, before, to) => {
  const next = clauseAt(tokens, 1);
  if (next === null) return appended(tokens, before, to);
  throw syntaxError(to.text, tokens[next]!, "One operator of a pipe is one clause.", "put |> before it");
};

const named: Operator = (tokens, before, to) => {
  const next = tokens[2];
  if (next === undefined || next.kind === "end") return appended(tokens, before, to);
  throw syntaxError(to.text, next, "AS takes one name.", "FROM t |> AS x |> …");
};

/** ORDER BY, LIMIT and their like. */
const resulting: Operator = (tokens, before, to) => {
  const next = clauseAt(tokens, 1);
  if (next === null || isWord(tokens[0], "limit")) return appended(tokens, before, to);
  throw refusal(
    "MULTIPLE_QUERY_RESULT_CLAUSES_WITH_PIPE_OPERATORS",
    to.text,
    tokens[next]!,
    `${tokens[0]!.value.toUpperCase()} and ${tokens[next]!.value.toUpperCase()} cannot stand behind one pipe.`,
    "put |> between them",
  );
};

const selected: Operator = (tokens, _, to) => {
  const next = clauseAt(tokens, 1) ?? tokens.length - 1;
  if (tokens[next]!.kind !== "end" && !isWord(tokens[next], "group", "window"))
    throw syntaxError(
      to.text,
      tokens[next]!,
      "A SELECT behind a pipe has no such clause.",
      "put |> before it",
    );
  const from = fromHole(tokens[0]!, HOLE);
  return bounded(to.read([...tokens.slice(0, next), ...from, ...tokens.slice(next)], HOLE));
};

const extended: Operator = ([first, ...list], before, to) => {
  const { exprs } = listed(list, first!, to);
  refuseAggregates(exprs, first!, to);
  const star = exprs.find((e) => e.kind === "star");
  if (star)
    throw refusal(
      "INVALID_USAGE_OF_STAR_OR_REGEX",
      to.text,
      star.origin ?? first!,
      "EXTEND keeps all columns by itself, and adds those that it names.",
      "EXTEND a + b AS c",
    );
  const all: Expr = { kind: "star", target: null };
  return planNode({ kind: "project", child: before, exprs: Object.freeze([all, ...exprs]) });
};

/** Each assignment sees those before it. */
const assigned: Operator = ([first, ...list], before, to) => {
  const parts = split(list.at(-1)!.kind === "end" ? list.slice(0, -1) : list);
  return parts.reduce<LogicalPlan>((child, [name, sign, ...value]) => {
    if (name === undefined || !["word", "name"].includes(name.kind) || !isSymbol(sign, "="))
      throw syntaxError(to.text, name ?? first!, "SET takes assignments.", "SET a = a + 1, b = upper(b)");
    const { exprs } = listed(value, name, to);
    refuseAggregates(exprs, first!, to);
    const written = name.kind === "name" ? name.value : to.text.slice(name.start, name.end);
    const origin = Object.freeze({ text: to.text, start: name.start, end: name.end });
    const columns = Object.freeze([{ name: written, expr: exprs[0]!, replaces: origin }]);
    return bounded(planNode({ kind: "withColumns", child, columns }));
  }, before);
};

const dropped: Operator = ([first, ...list], _, to) => {
  const at = first!;
  const names = list.slice(0, -1);
  const except = [made(at, "word", "except"), made(at, "symbol", "("), ...names, made(at, "symbol", ")")];
  const all = [made(at, "word", "select"), made(at, "symbol", "*"), ...except];
  return bounded(to.read([...all, ...fromHole(at, HOLE), list.at(-1)!], HOLE));
};

const withoutWindow: Operator = (tokens, _, to) => {
  throw refusal(
    "UNSUPPORTED_FEATURE.CLAUSE_WITH_PIPE_OPERATORS",
    to.text,
    tokens[0]!,
    "WINDOW cannot stand behind a pipe by itself.",
    "SELECT …, sum(x) OVER w WINDOW w AS (…)",
  );
};

const each = (words: string, operator: Operator): [string, Operator][] =>
  words.split(" ").map((word) => [word, operator]);

const OPERATORS: Readonly<Record<string, Operator>> = Object.fromEntries([
  ...each("select", selected),
  ...each("extend", extended),
  ...each("set", assigned),
  ...each("drop", dropped),
  ...each("aggregate", aggregated),
  ...each("as", named),
  ...each("where", alone),
  ...each("order sort cluster distribute limit offset", resulting),
  ...each("join inner left right full cross semi anti natural", alone),
  ...each("union except intersect minus pivot unpivot tablesample", appended),
  ...each("window", withoutWindow),
]);
