import { node, type Expr, type SortExpr } from "../plan/expression.js";
import { planNode, type LogicalPlan } from "../plan/logical-plan.js";
import { columnName, printExpr } from "../plan/print-expr.js";
import { sortKey } from "./calls.js";
import type { Tree } from "./polyglot.js";
import type { QueryContext } from "./query-context.js";
import type { Source } from "./source.js";
import { refusal } from "./syntax-error.js";
import { namesIn, replaceNames, some } from "./walk.js";

/** The keys of an ORDER BY with Spark's null order: nulls first going up, last going down. */
export function sortKeys(tree: unknown, to: QueryContext): SortExpr[] {
  if (tree === null || tree === undefined) return [];
  return (tree as { readonly expressions: readonly Tree[] }).expressions.map((key) =>
    sortKey(key, to.expressions),
  );
}

/** A sort over a query's own columns: by their names, or by their place (`ORDER BY 1`). */
export function sortAbove(
  child: LogicalPlan,
  keys: readonly SortExpr[],
  outputs: readonly Expr[] | null,
  source: Source,
): LogicalPlan {
  const order = keys.map((key) => aboveKey(key, outputs, source) ?? key);
  return planNode({ kind: "sort", child, order: Object.freeze(order) });
}

/**
 * A key in terms of a query's output, or null when it needs what is not put out.
 *
 * Spark looks a name up in the select list first and in its input after. Names are looked up later here, so the text decides: a key
 * made of output names sorts above the select list; any other becomes a hidden column of it (see `hiddenKey`), sorted by and dropped.
 */
export function aboveKey(
  key: SortExpr,
  outputs: readonly Expr[] | null,
  source: Source,
  isAggregate: (e: Expr) => boolean = () => false,
): SortExpr | null {
  const ordinal = ordinalOf(key.child);
  if (ordinal !== null) return byOrdinal(key, ordinal, outputs, source);
  if (outputs === null) return key;
  const aggregates = some(key.child, isAggregate);
  if (!aggregates && namesIn(key.child).every((name) => isUnique(name.parts[0]!, outputs))) return key;
  const same = outputs.find((e) => e.kind !== "star" && printExpr(unaliased(e)) === printExpr(key.child));
  if (same && hasPlainName(same) && isUnique(columnName(same), outputs))
    return withChild(key, outputName(same));
  // A star puts out whatever there is, so every name can be meant to be there.
  const everything = outputs.some((e) => e.kind === "star" && e.target === null);
  return everything && !aggregates ? key : null;
}

/** Whether the column's name says it all: a cast shows as its column, which may be another column's name. */
function hasPlainName(item: Expr): boolean {
  return item.kind === "alias" || item.kind === "name" || columnName(item) === printExpr(item);
}

/** The key over the select list's input: its aliases stand for what they name, except inside an aggregate. */
export function hiddenKey(expr: Expr, outputs: readonly Expr[], isAggregate: (e: Expr) => boolean): Expr {
  return replaceNames(
    expr,
    (name) => {
      const alias =
        name.parts.length === 1
          ? outputs.find((e) => e.kind === "alias" && e.name.toLowerCase() === name.parts[0]!.toLowerCase())
          : undefined;
      return alias?.kind === "alias" ? alias.child : name;
    },
    isAggregate,
  );
}

function byOrdinal(
  key: SortExpr,
  ordinal: number,
  outputs: readonly Expr[] | null,
  source: Source,
): SortExpr | null {
  // Behind a star only analysis can count: it reads a whole number as a column's place.
  const star = outputs?.findIndex((e) => e.kind === "star") ?? 0;
  if (outputs === null || (star >= 0 && ordinal > star)) return key;
  const item = outputs[ordinal - 1];
  if (!item) throw outOfRange("ORDER_BY_POS_OUT_OF_RANGE", "ORDER BY", ordinal, outputs.length, key, source);
  return isUnique(columnName(item), outputs) ? withChild(key, outputName(item)) : null;
}

export function outOfRange(
  code: string,
  clause: string,
  ordinal: number,
  count: number,
  at: Expr,
  source: Source,
): Error {
  const span = at.origin ?? { start: 0, end: source.text.length };
  return refusal(
    code,
    source.text,
    span,
    `${clause} position ${ordinal} is not in the select list (valid range is [1, ${count}]).`,
    count === 1 ? "use 1, or the column's name" : `use a number from 1 to ${count}, or the column's name`,
  );
}

/** A whole number as a key means the select item of that place. */
export function ordinalOf(expr: Expr): number | null {
  return expr.kind === "literal" && expr.type.kind === "int" ? Number(expr.value) : null;
}

export function unaliased(expr: Expr): Expr {
  return expr.kind === "alias" ? expr.child : expr;
}

function outputName(item: Expr): Expr {
  return node({
    kind: "name",
    parts: Object.freeze([columnName(item)]),
    ...(item.origin && { origin: item.origin }),
  });
}

function isUnique(name: string, outputs: readonly Expr[]): boolean {
  return outputs.filter((e) => columnName(e).toLowerCase() === name.toLowerCase()).length === 1;
}

function withChild(key: SortExpr, child: Expr): SortExpr {
  return node({ ...key, child });
}
