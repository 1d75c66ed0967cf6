import { substituted } from "./lower-filters.js";
import { isRepeatable, references } from "./references.js";
import { mapChildren, type ResolvedExpr, type ResolvedJoin, type ResolvedPlan } from "./resolved.js";

/**
 * A semi or anti join of an aggregated stream with a table that looks at the groups' keys only is done below the aggregation, as Spark's optimizer has
 * it: groups that it takes out are not kept.
 */
export function lowerSemiJoins(plan: ResolvedPlan): ResolvedPlan {
  if (!plan.isStreaming) return plan;
  const lowered = mapChildren(plan, lowerSemiJoins);
  if (lowered.kind !== "join" || (lowered.type !== "semi" && lowered.type !== "anti")) return lowered;
  if (lowered.right.isStreaming || !lowered.condition || !isRepeatable(lowered.condition)) return lowered;
  return below(lowered, lowered.left, lowered.condition) ?? lowered;
}

function below(join: ResolvedJoin, left: ResolvedPlan, condition: ResolvedExpr): ResolvedPlan | null {
  const known = (plan: ResolvedPlan, expr: ResolvedExpr): boolean =>
    [...references(expr)].every((id) => [...plan.output, ...join.right.output].some((a) => a.id === id));
  if (left.kind === "project") {
    const child = below(join, left.child, substituted(condition, left.columns));
    return child && { ...left, child };
  }
  if (left.kind !== "aggregate" || left.keys.length === 0) return null;
  const keys = left.keys.filter((_, i) => i !== left.session);
  const lowered = substituted(condition, keys);
  if (!known(left.child, lowered)) return null;
  const { child } = left;
  return { ...left, child: { ...join, left: child, condition: lowered, output: child.output } };
}
