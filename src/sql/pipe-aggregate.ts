import type { Expr } from "../plan/expression.js";
import { planNode } from "../plan/logical-plan.js";
import { bounded, holdsAggregate, listed, type Operator, type PipeContext } from "./pipe-lists.js";
import { made, split, topLevel } from "./pipe-tokens.js";
import { refusal, syntaxError } from "./syntax-error.js";
import { isWord, type Token } from "./token.js";

/** `AGGREGATE sum(x) AS n GROUP BY k`: the keys come out before the aggregates. */
export const aggregated: Operator = ([first, ...list], before, to) => {
  const group = topLevel(list).findIndex((at) => isWord(list[at], "group") && isWord(list[at + 1], "by"));
  const by = group < 0 ? list.length - 1 : topLevel(list)[group]!;
  const items = list.slice(0, by);
  const keys = group < 0 ? [] : list.slice(by + 2, -1);
  const extra = topLevel(keys).find((at) => isWord(keys[at], "having", "where", "order", "limit"));
  if (extra !== undefined)
    throw syntaxError(
      to.text,
      keys[extra]!,
      "One operator of a pipe is one clause.",
      "put |> WHERE before it",
    );
  const sets = keys.find(
    (t, i) => isWord(t, "cube", "rollup") || (isWord(t, "grouping") && isWord(keys[i + 1], "sets")),
  );
  if (sets)
    throw refusal(
      "UNSUPPORTED_FEATURE.PIPE_OPERATOR_AGGREGATE_UNSUPPORTED_CASE",
      to.text,
      sets,
      "AGGREGATE behind a pipe has no CUBE, ROLLUP or GROUPING SETS.",
      "SELECT a, count(*) FROM t GROUP BY CUBE (a)",
    );
  if (items.length + keys.length === 0)
    throw refusal(
      "_LEGACY_ERROR_TEMP_0035",
      to.text,
      first!,
      "AGGREGATE needs aggregate functions, columns to group by, or both.",
      "AGGREGATE count(*) AS n GROUP BY k",
    );
  const count = group < 0 ? 0 : split(keys).length;
  const comma = count > 0 && items.length > 0 ? [made(first!, "symbol", ",")] : [];
  const { exprs } = listed([...keys, ...comma, ...items], first!, to);
  for (const [i, expr] of exprs.entries()) checkAggregate(expr, i < count, first!, to);
  const grouping = exprs.slice(0, count).map((e) => (e.kind === "alias" ? e.child : e));
  return bounded(
    planNode({
      kind: "aggregate",
      child: before,
      grouping: Object.freeze(grouping),
      exprs,
      groupsByPlace: true,
    }),
  );
};

function checkAggregate(expr: Expr, isKey: boolean, at: Token, to: PipeContext): void {
  const place = expr.origin ?? at;
  if (isKey || holdsAggregate(expr, to)) return;
  throw refusal(
    "PIPE_OPERATOR_AGGREGATE_EXPRESSION_CONTAINS_NO_AGGREGATE_FUNCTION",
    to.text,
    place,
    "AGGREGATE takes aggregate functions; the columns to group by stand behind GROUP BY, and come out by themselves.",
    "AGGREGATE count(*) AS n GROUP BY k",
  );
}
