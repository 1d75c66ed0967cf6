import type { JoinType } from "../plan/logical-plan.js";
import { childrenOf, type ResolvedPlan } from "../plan/resolved.js";
import { isStreamingAggregate, isWatermarked } from "../plan/event-time-rules.js";
import type { QueryShape } from "./output-modes.js";

/** What a plan is to the rules of output modes. Of several aggregations the uppermost says it. */
export function queryShape(plan: ResolvedPlan): QueryShape {
  const top = uppermost(plan);
  if (top) {
    const isSession = top.kind === "aggregate" && top.session !== undefined;
    if (!isWatermarked(top))
      return isSession ? "session window aggregation without watermark" : "aggregation";
    return isSession ? "session window aggregation" : "watermarked aggregation";
  }
  const joins = (test: (type: JoinType) => boolean): boolean =>
    has(plan, (n) => n.kind === "join" && n.left.isStreaming && n.right.isStreaming && test(n.type));
  if (joins((type) => /left|right|full/.test(type))) return "stream-stream outer join";
  if (joins(() => true)) return "stream-stream join";
  return has(plan, (node) => node.kind === "distinct" || node.kind === "distinctOn")
    ? "deduplication"
    : "stateless";
}

function uppermost(plan: ResolvedPlan): ResolvedPlan | null {
  if (isStreamingAggregate(plan)) return plan;
  for (const child of childrenOf(plan)) {
    const found = uppermost(child);
    if (found) return found;
  }
  return null;
}

function has(plan: ResolvedPlan, test: (node: ResolvedPlan) => boolean): boolean {
  return plan.isStreaming && (test(plan) || childrenOf(plan).some((child) => has(child, test)));
}
