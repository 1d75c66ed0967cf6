import { StreambookError } from "../errors.js";
import type { OutputMode } from "./engine.js";
import { eventTimes } from "./event-time.js";
import { childrenOf, type ResolvedGroupState, type ResolvedPlan } from "./resolved.js";
import { hasStreamingAggregate } from "./streaming-rules.js";

interface Refusal {
  readonly rule: string;
  readonly cure: string;
}

/** Refuses state per key where Spark does, before any data flows: output modes, aggregations beside it, event time without a watermark. */
export function checkGroupState(plan: ResolvedPlan, mode: OutputMode): void {
  const all = groupStatesIn(plan);
  for (const node of all) {
    const refusal = refusalOf(node, plan, all.length, mode);
    if (refusal === null) continue;
    const { verb, outputMode, timeout } = node.definition;
    throw new StreambookError({
      code: "_LEGACY_ERROR_TEMP_3102",
      step: `start (${verb})`,
      rule: refusal.rule,
      got: `${verb} in ${outputMode} mode, timeout ${timeout}, in a query in ${mode} mode`,
      cure: refusal.cure,
    });
  }
}

function refusalOf(
  node: ResolvedGroupState,
  root: ResolvedPlan,
  count: number,
  mode: OutputMode,
): Refusal | null {
  const { verb, outputMode, timeout } = node.definition;
  const cure = `outputMode("${outputMode}"), or write the function for the other mode: { outputMode: "${mode}" }`;
  if (hasStreamingAggregate(root)) {
    if (outputMode === "update")
      return {
        rule: `${verb} in update mode is not supported with aggregation on a streaming DataFrame: its rows revise earlier ones.`,
        cure: 'outputMode: "append" for a function whose rows are final; or aggregate in foreachBatch',
      };
    if (hasStreamingAggregate(node))
      return {
        rule: `${verb} in append mode is not supported after aggregation on a streaming DataFrame.`,
        cure: "aggregate after it, or keep the aggregate in the state",
      };
  } else if (outputMode !== mode)
    return {
      rule: `${verb} in ${outputMode} mode is not supported with ${mode} output mode on a streaming DataFrame.`,
      cure: mode === "complete" ? 'outputMode("update")' : cure,
    };
  if (count > 1 && outputMode === "update")
    return {
      rule: `Several ${verb} are supported in append mode only.`,
      cure: 'outputMode: "append" for functions whose rows are final; or keep both states in one function',
    };
  if (timeout === "eventTime" && !node.child.output.some((a) => eventTimes(node.child).has(a.id)))
    return {
      rule: `Watermark must be specified in the query using withWatermark() for using event-time timeout in a ${verb}: without one event time does not pass.`,
      cure: '.withWatermark("time", "10 seconds") before groupBy; or timeout: "processingTime"',
    };
  return null;
}

function groupStatesIn(plan: ResolvedPlan): ResolvedGroupState[] {
  if (!plan.isStreaming) return [];
  const below = childrenOf(plan).flatMap(groupStatesIn);
  return plan.kind === "groupState" ? [plan, ...below] : below;
}
