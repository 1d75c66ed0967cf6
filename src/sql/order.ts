import { node, type Expr, type SortExpr } from "../plan/expression.js";
import { planNode, type LogicalPlan } from "../plan/logical-plan.js";
import { sortKey } from "./calls.js";
import { unwrap, type Tree } from "./polyglot.js";
import type { QueryContext } from "./query-context.js";

/** The keys of an ORDER BY; a star stands for ALL. */
export function sortKeys(tree: unknown, to: QueryContext): SortExpr[] {
  if (tree === null || tree === undefined) return [];
  return (tree as { readonly expressions: readonly Tree[] }).expressions.map((key) => {
    if (!isAll(key.this)) return sortKey(key, to.expressions);
    const descending = key.desc === true;
    const nullsFirst = typeof key.nulls_first === "boolean" ? key.nulls_first : !descending;
    return node({ kind: "sort", child: all, descending, nullsFirst });
  });
}

const all: Expr = node({ kind: "star", target: null });

function isAll(tree: unknown): boolean {
  const [kind, fields] = unwrap(tree);
  return kind === "column" && (fields.name as Tree).name === "ALL";
}

/** A sort over a query's result, or over what is under its select list. */
export function sortAbove(child: LogicalPlan, keys: readonly SortExpr[]): LogicalPlan {
  return keys.length === 0 ? child : planNode({ kind: "sort", child, order: Object.freeze(keys) });
}
