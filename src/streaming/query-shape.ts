import { childrenOf, type ResolvedPlan } from "../plan/resolved.js";
import { hasStreamingAggregate } from "../plan/streaming-rules.js";
import type { QueryShape } from "./output-modes.js";

/** What a plan is to the rules of output modes. */
export function queryShape(plan: ResolvedPlan): QueryShape {
  if (hasStreamingAggregate(plan)) return "aggregation";
  return has(plan, (node) => node.kind === "distinct") ? "deduplication" : "stateless";
}

function has(plan: ResolvedPlan, test: (node: ResolvedPlan) => boolean): boolean {
  return plan.isStreaming && (test(plan) || childrenOf(plan).some((child) => has(child, test)));
}
