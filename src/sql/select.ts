import { node, type Expr, type SortExpr } from "../plan/expression.js";
import { planNode, type LogicalPlan } from "../plan/logical-plan.js";
import { groupingOf } from "./grouping.js";
import { aboveKey, hiddenKey, ordinalOf, sortAbove, sortKeys, unaliased } from "./order.js";
import type { Tree } from "./polyglot.js";
import type { QueryContext, Scope } from "./query-context.js";
import { fromClause } from "./relations.js";
import { refusal } from "./syntax-error.js";
import { some } from "./walk.js";

/**
 * SELECT … FROM … WHERE … GROUP BY … HAVING … ORDER BY, without LIMIT.
 *
 * HAVING and those sort keys that are not made of output names become columns of the select list, named `__h0`, `__h1`, …, so that
 * they are computed with the aggregates in reach; the filter and the sort use them by name, and a drop takes them away.
 */
export function selectCore(fields: Tree, scope: Scope, to: QueryContext): LogicalPlan {
  const { source, isAggregate } = to;
  const aggregates = (e: Expr): boolean => some(e, isAggregate);
  let input = fromClause(fields, scope, to);
  if (fields.where_clause) {
    const condition = to.expressions.convert((fields.where_clause as Tree).this);
    refuseAggregates(condition, to);
    input = planNode({ kind: "filter", child: input, condition });
  }
  const items = to.expressions.all(fields.expressions);
  const keys = sortKeys(fields.order_by, to);
  const having = fields.having ? to.expressions.convert((fields.having as Tree).this) : null;
  const isAggregation =
    Boolean(fields.group_by) || having !== null || items.some(aggregates) || keys.some(aggregates);
  const grouping = groupingOf(fields.group_by as Tree | null, items, to);

  const hidden: Expr[] = [];
  const hide = (expr: Expr): Expr => {
    const name = `__h${hidden.length}`;
    hidden.push(node({ kind: "alias", child: expr, name }));
    return node({ kind: "name", parts: Object.freeze([name]) });
  };
  const condition = having && hide(hiddenKey(having, items, isAggregate));
  const isDistinct = fields.distinct === true;
  const order = keys.map((key): SortExpr => {
    const above = aboveKey(key, items, source, isAggregate);
    // Under DISTINCT there is nothing to hide behind: analysis reports the name.
    if (above !== null || isDistinct) return above ?? key;
    const ordinal = ordinalOf(key.child);
    const expr = ordinal === null ? hiddenKey(key.child, items, isAggregate) : unaliased(items[ordinal - 1]!);
    return node({ ...key, child: hide(expr) });
  });

  const exprs = Object.freeze([...items, ...hidden]);
  let plan: LogicalPlan = isAggregation
    ? planNode({ kind: "aggregate", child: input, grouping: Object.freeze(grouping), exprs })
    : planNode({ kind: "project", child: input, exprs });
  if (condition) plan = planNode({ kind: "filter", child: plan, condition });
  if (isDistinct) plan = planNode({ kind: "distinct", child: without(plan, hidden) });
  if (order.length > 0) plan = sortAbove(plan, order, null, source);
  return isDistinct ? plan : without(plan, hidden);
}

function without(child: LogicalPlan, hidden: readonly Expr[]): LogicalPlan {
  const names = hidden.flatMap((e) => (e.kind === "alias" ? [e.name] : []));
  return names.length === 0 ? child : planNode({ kind: "drop", child, names: Object.freeze(names) });
}

function refuseAggregates(condition: Expr, { source, isAggregate }: QueryContext): void {
  if (!some(condition, isAggregate)) return;
  const span = condition.origin ?? { start: 0, end: source.text.length };
  const rule = "WHERE looks at one row at a time, so it cannot hold an aggregate function.";
  throw refusal("INVALID_WHERE_CONDITION", source.text, span, rule, "filter the groups with HAVING");
}
