import { childrenOf, type ResolvedExpr, type ResolvedPlan } from "./resolved.js";

/** The columns of a plan that carry the event time of a watermark, by id: the column itself passed through, and windows over it. */
export function eventTimes(plan: ResolvedPlan): ReadonlySet<number> {
  if (!plan.isStreaming) return new Set();
  const below = new Set(childrenOf(plan).flatMap((child) => [...eventTimes(child)]));
  const carries = (expr: ResolvedExpr): boolean => expr.kind === "attribute" && below.has(expr.id);
  const carried = (columns: readonly { attribute: { id: number }; expr: ResolvedExpr }[]): Set<number> =>
    new Set(columns.filter((c) => carries(c.expr)).map((c) => c.attribute.id));
  switch (plan.kind) {
    case "watermark":
      return new Set([...below, plan.column]);
    case "project":
      return carried(plan.columns);
    case "aggregate":
      return carried(plan.keys);
    case "groupState":
      return new Set();
    case "expand":
      return new Set([...below, ...carried(plan.keys)]);
    case "timeWindow":
      return carries(plan.time) ? new Set([...below, plan.window.id]) : below;
    case "union":
      return new Set(
        plan.output
          .filter((_, i) => plan.children.some((c) => eventTimes(c).has(c.output[i]!.id)))
          .map((a) => a.id),
      );
    default:
      return below;
  }
}

/** A watermark stands in this plan. */
export function hasWatermark(plan: ResolvedPlan): boolean {
  return plan.kind === "watermark" || childrenOf(plan).some(hasWatermark);
}
