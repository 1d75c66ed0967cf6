import type { JoinType } from "../plan/logical-plan.js";
import { childrenOf, type ResolvedPlan } from "../plan/resolved.js";
import { eventTimes } from "../plan/event-time.js";
import { hasStreamingAggregate } from "../plan/streaming-rules.js";
import type { QueryShape } from "./output-modes.js";

/** What a plan is to the rules of output modes. */
export function queryShape(plan: ResolvedPlan): QueryShape {
  if (hasStreamingAggregate(plan)) {
    const hasSessions = has(plan, (node) => node.kind === "aggregate" && node.session !== undefined);
    if (!isWatermarked(plan))
      return hasSessions ? "session window aggregation without watermark" : "aggregation";
    return hasSessions ? "session window aggregation" : "watermarked aggregation";
  }
  const joins = (test: (type: JoinType) => boolean): boolean =>
    has(plan, (n) => n.kind === "join" && n.left.isStreaming && n.right.isStreaming && test(n.type));
  if (joins((type) => /left|right|full/.test(type))) return "stream-stream outer join";
  if (joins(() => true)) return "stream-stream join";
  return has(plan, (node) => node.kind === "distinct" || node.kind === "distinctOn")
    ? "deduplication"
    : "stateless";
}

/** Every aggregation groups by the event time or windows over it. */
function isWatermarked(plan: ResolvedPlan): boolean {
  if (!plan.isStreaming) return true;
  if (plan.kind === "distinct" && !plan.deduplicates)
    return plan.output.some((a) => eventTimes(plan).has(a.id));
  if (plan.kind === "aggregate" && !plan.keys.some((k) => eventTimes(plan).has(k.attribute.id))) return false;
  return childrenOf(plan).every(isWatermarked);
}

function has(plan: ResolvedPlan, test: (node: ResolvedPlan) => boolean): boolean {
  return plan.isStreaming && (test(plan) || childrenOf(plan).some((child) => has(child, test)));
}
