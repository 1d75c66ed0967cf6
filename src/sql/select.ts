import { planNode, type LogicalPlan } from "../plan/logical-plan.js";
import { groupingOf } from "./grouping.js";
import { sortAbove, sortKeys } from "./order.js";
import type { Tree } from "./polyglot.js";
import type { QueryContext, Scope } from "./query-context.js";
import { lateralViews } from "./lateral.js";
import { fromClause } from "./relations.js";
import { some } from "./walk.js";

/** SELECT … FROM … WHERE … GROUP BY … HAVING … QUALIFY … ORDER BY, without LIMIT. Names and places are looked up by analysis. */
export function selectCore(fields: Tree, scope: Scope, to: QueryContext): LogicalPlan {
  let input = lateralViews(fromClause(fields, scope, to), fields, to);
  if (fields.where_clause) {
    const condition = to.expressions.convert((fields.where_clause as Tree).this);
    input = planNode({ kind: "filter", child: input, condition });
  }
  const items = to.expressions.all(fields.expressions);
  if (items.length === 0) throw to.source.misplaced(fields.from ?? fields);
  const having = fields.having ? to.expressions.convert((fields.having as Tree).this) : null;
  const isAggregation =
    Boolean(fields.group_by) || having !== null || items.some((e) => some(e, to.isAggregate));
  const exprs = Object.freeze(items);
  const grouping = Object.freeze(groupingOf(fields.group_by as Tree | null, to));
  let plan: LogicalPlan = isAggregation
    ? planNode({ kind: "aggregate", child: input, grouping, exprs })
    : planNode({ kind: "project", child: input, exprs });
  if (having) plan = planNode({ kind: "having", child: plan, condition: having, clause: "having" });
  if (fields.qualify) {
    const condition = to.expressions.convert((fields.qualify as Tree).this);
    plan = planNode({ kind: "having", child: plan, condition, clause: "qualify" });
  }
  if (fields.distinct === true) plan = planNode({ kind: "distinct", child: plan });
  return sortAbove(plan, [
    ...sortKeys(fields.order_by, to),
    ...sortKeys(fields.sort_by ?? fields.cluster_by, to),
  ]);
}
