import {
  mapChildren,
  type NamedExpr,
  type ResolvedAggregate,
  type ResolvedPlan,
  type ResolvedWatermark,
} from "../../plan/resolved.js";

/** An aggregation that sees every row of the watermark below it, and so can look at the event times itself: the rows need not be kept for a second look. */
export interface WatchedAggregate {
  readonly aggregate: ResolvedAggregate;
  readonly watermark: ResolvedWatermark;
}

/** The aggregation with the watermark taken out from below it; null when rows are left out, or counted more than once, between the two. */
export function watchedAggregate(plan: ResolvedPlan): WatchedAggregate | null {
  if (plan.kind !== "aggregate" || plan.session !== undefined) return null;
  const found = passing(plan.child);
  return found && { aggregate: { ...plan, child: found.plan }, watermark: found.watermark };
}

/** The plan without its watermark, the event time among its columns. */
function passing(plan: ResolvedPlan): { plan: ResolvedPlan; watermark: ResolvedWatermark } | null {
  switch (plan.kind) {
    case "watermark":
      return { plan: plan.child, watermark: plan };
    case "timeWindow": {
      // A row in each of as many windows as the others counts as much as they; one without a time is in none, and is not looked at.
      const isTime = plan.time.kind === "attribute" && plan.size % plan.slide === 0n;
      const below = isTime ? passing(plan.child) : null;
      if (!below || plan.time.kind !== "attribute" || plan.time.id !== below.watermark.column) return null;
      return { ...below, plan: mapChildren(plan, () => below.plan) };
    }
    case "project": {
      const below = passing(plan.child);
      if (!below) return null;
      const time = below.watermark.output.find((a) => a.id === below.watermark.column)!;
      const kept = plan.columns.some((c) => c.attribute.id === time.id);
      if (kept) return { ...below, plan: mapChildren(plan, () => below.plan) };
      const column: NamedExpr = { attribute: time, expr: { ...time, kind: "attribute" } };
      const columns = [...plan.columns, column];
      const output = [...plan.output, time];
      return { ...below, plan: { ...plan, child: below.plan, columns, output } };
    }
    default:
      return null;
  }
}
