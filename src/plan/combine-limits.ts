import { mapChildren } from "./resolved-walk.js";
import type { ResolvedPlan } from "./resolved.js";

/** Of limits one upon the other the smaller: one operator, as Spark's optimizer has it. */
export function combineLimits(plan: ResolvedPlan): ResolvedPlan {
  const over = mapChildren(plan, combineLimits);
  if (over.kind !== "limit" || over.child.kind !== "limit" || over.offset > 0 || over.child.offset > 0)
    return over;
  return { ...over.child, count: Math.min(over.count, over.child.count) };
}
