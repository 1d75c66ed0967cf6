import { StreambookError } from "../errors.js";
import type { OutputMode } from "./engine.js";
import { eventTimes } from "./event-time.js";
import { childrenOf, type ResolvedPlan } from "./resolved.js";

/** An aggregation of a stream; DISTINCT of SQL is one, by all columns. */
export function isStreamingAggregate(plan: ResolvedPlan): boolean {
  return plan.isStreaming && (plan.kind === "aggregate" || (plan.kind === "distinct" && !plan.deduplicates));
}

/** An aggregation groups by the event time or windows over it. */
export function isWatermarked(aggregation: ResolvedPlan): boolean {
  const times = eventTimes(aggregation);
  const keys =
    aggregation.kind === "aggregate" ? aggregation.keys.map((k) => k.attribute) : aggregation.output;
  return keys.some((key) => times.has(key.id));
}

/**
 * Refuses what the event time of a stateful operator does not allow: two of them, none where rows come out when it has passed, and sessions of nobody.
 * Spark does so at the first batch.
 */
export function checkEventTime(plan: ResolvedPlan, mode: OutputMode): void {
  if (!plan.isStreaming) return;
  if (mode === "append" && isStreamingAggregate(plan) && !isWatermarked(plan))
    throw new StreambookError({
      code: "UNSUPPORTED_STREAMING_OPERATOR_WITHOUT_WATERMARK",
      step: `start (${plan.kind})`,
      rule: "Append mode writes a group once, when it is final: an aggregation without a watermark among its grouping keys has no final group.",
      got: "an aggregation without a watermark below or beside one that has it",
      cure: 'withWatermark("time", "10 seconds") on its input, and groupBy(window("time", …))',
    });
  if (plan.kind === "aggregate" && plan.session !== undefined && plan.keys.length === 1)
    throw new StreambookError({
      code: "_LEGACY_ERROR_TEMP_3068",
      step: "start (aggregate)",
      rule: "Global aggregation with session window in streaming query is not supported: a session is somebody's.",
      got: "a grouping by session_window alone",
      cure: 'groupBy(sessionWindow("time", "5 minutes"), "user")',
    });
  const times = timesOf(plan);
  if (times.length > 1)
    throw new StreambookError({
      code: "MULTIPLE_EVENT_TIME_COLUMNS",
      step: `start (${plan.kind})`,
      rule: "More than one event time columns are available. Please ensure there is at most one event time column per stream.",
      got: times.join(", "),
      cure: "keep one of them: .drop(…) or select the columns that are needed below it",
    });
  for (const child of childrenOf(plan)) checkEventTime(child, mode);
}

/** Names of the columns with an event time that a stateful operator is given. */
function timesOf(plan: ResolvedPlan): string[] {
  if (plan.kind === "aggregate") {
    const carrying = eventTimes(plan);
    return plan.keys.filter((k) => carrying.has(k.attribute.id)).map((k) => k.attribute.name);
  }
  if (plan.kind !== "distinct" && plan.kind !== "distinctOn") return [];
  const carrying = eventTimes(plan.child);
  return plan.child.output.filter((a) => carrying.has(a.id)).map((a) => a.name);
}
