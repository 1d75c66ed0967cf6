import { StreambookError } from "../errors.js";
import type { OutputMode } from "./engine.js";
import { eventTimes } from "./event-time.js";
import { isStreamingAggregate } from "./event-time-rules.js";
import { joinRefusal, type Refusal } from "./join-rules.js";
import {
  childrenOf,
  expressionsOf,
  subqueriesOf,
  type Attribute,
  operandsOf,
  type NamedExpr,
  type ResolvedExpr,
  type ResolvedPlan,
} from "./resolved.js";

type Node<K extends ResolvedPlan["kind"]> = Extract<ResolvedPlan, { readonly kind: K }>;

/** A streaming aggregation stands in this plan. */
export function hasStreamingAggregate(plan: ResolvedPlan): boolean {
  return isStreamingAggregate(plan) || childrenOf(plan).some(hasStreamingAggregate);
}

/** What cannot stream, operator by operator, as Spark's UnsupportedOperationChecker has it: null where it can. */
function refusalOf(plan: ResolvedPlan, mode: OutputMode): Refusal | null {
  switch (plan.kind) {
    case "sort":
      return mode === "complete" && hasStreamingAggregate(plan.child)
        ? null
        : {
            rule: "Sorting is not supported on streaming DataFrames, unless it is on an aggregated one in complete output mode: a stream has no last row.",
            cure: 'outputMode("complete") when it stands above groupBy(…); else write to a memory table and sort when you read it: session.sql("SELECT * FROM name ORDER BY …")',
          };
    case "limit":
      return limitRefusal(plan, mode);
    case "aggregate":
      return aggregateRefusal(plan.child, plan.aggregates, mode);
    case "distinct":
      return plan.deduplicates
        ? deduplicationRefusal(plan, plan.child.output, mode)
        : aggregateRefusal(plan.child, [], mode);
    case "distinctOn":
      if (plan.withinWatermark && eventTimes(plan.child).size === 0) return noWatermark;
      return deduplicationRefusal(plan, plan.withinWatermark ? plan.child.output : plan.keys, mode);
    case "union":
      return plan.children.some((c) => !c.isStreaming)
        ? {
            rule: "Union between streaming and batch DataFrames is not supported.",
            cure: "stream both sides, or union in foreachBatch",
          }
        : null;
    case "join":
      return joinRefusal(plan, mode) ?? revisedRefusal(plan, mode);
    case "sample":
      return {
        rule: "Sampling is not supported on streaming DataFrames.",
        cure: 'keep a part by a column: where("hash(id) % 10 = 0")',
      };
    case "set":
      return setRefusal(plan);
    default:
      return null;
  }
}

const noWatermark: Refusal = {
  rule: "dropDuplicatesWithinWatermark is not supported on streaming DataFrames without watermark: the delay says for how long a key is remembered.",
  cure: 'withWatermark("time", "10 minutes") first, with the time column still there; or dropDuplicates(…), which remembers every key',
};

/** A deduplication by keys of which none is an event time keeps them for ever: nothing below it can come too late. */
function deduplicationRefusal(
  { child }: Node<"distinct" | "distinctOn">,
  keys: readonly (ResolvedExpr | Attribute)[],
  mode: OutputMode,
): Refusal | null {
  if (mode === "append" || !hasStreamingAggregate(child)) return null;
  const times = eventTimes(child);
  if (!keys.some((key) => "id" in key && times.has(key.id))) return null;
  return {
    rule: "Deduplication of an aggregated stream works in append output mode only: in other modes groups come again whenever they change.",
    cure: 'outputMode("append") with a watermark; or deduplicate before the aggregation',
  };
}

/** Counts that are still revised cannot wait for partners; a table that stands still has them at once. */
function revisedRefusal({ left, right }: Node<"join">, mode: OutputMode): Refusal | null {
  const areStreams = left.isStreaming && right.isStreaming;
  if (mode === "append" || !areStreams || ![left, right].some(hasStreamingAggregate)) return null;
  return {
    rule: "A join of an aggregated stream with another stream works in append output mode only, with a watermark: in other modes the rows below are revised after they were joined above.",
    cure: 'outputMode("append") with a watermark and window(…) among the grouping keys; or write the counts to a memory table and join it when you read it',
  };
}

function limitRefusal({ offset }: Node<"limit">, mode: OutputMode): Refusal | null {
  const cure =
    'write to a memory table and limit when you read it: session.sql("SELECT * FROM name LIMIT 10")';
  if (offset > 0) return { rule: "Offset is not supported on streaming DataFrames.", cure };
  if (mode === "update")
    return {
      rule: "Limits are not supported on streaming DataFrames in update output mode: the rows that are in may change, those that are out as well.",
      cure: `outputMode("append"), or "complete" above an aggregation; or ${cure}`,
    };
  return null;
}

function aggregateRefusal(
  child: ResolvedPlan,
  aggregates: readonly NamedExpr[],
  mode: OutputMode,
): Refusal | null {
  if (aggregates.some((a) => isDistinct(a.expr)))
    return {
      rule: "Distinct aggregations are not supported on streaming DataFrames: every value of every group would have to be kept. Consider using approx_count_distinct() instead.",
      cure: 'approxCountDistinct("x"); or collectSet("x") and size(…) when a group has few values',
    };
  if (mode !== "append" && hasStreamingAggregate(child))
    return {
      rule: "An aggregation of an aggregated stream works in append output mode only, with a watermark: in other modes the rows below are revised after they were counted above.",
      cure: "write the first aggregation to a memory table and aggregate it when you read it, or aggregate again in foreachBatch",
    };
  return null;
}

function isDistinct(expr: ResolvedExpr): boolean {
  return (expr.kind === "call" && expr.distinct) || operandsOf(expr).some(isDistinct);
}

function setRefusal({ operator, all, right }: Node<"set">): Refusal | null {
  if (operator === "except" && !right.isStreaming)
    return all
      ? {
          rule: "EXCEPT ALL of a stream with a table is not supported: the table's rows would be taken away anew in each batch.",
          cure: 'EXCEPT, which gives each row once; or a left anti join with the table: .join(table, "key", "anti")',
        }
      : null;
  return {
    rule:
      operator === "intersect"
        ? "Intersect of streaming DataFrames is not supported."
        : "Except on a streaming DataFrame on the right is not supported.",
    cure: 'a join with a table that stands still: "semi" keeps, "anti" drops the rows that match',
  };
}

/** EXCEPT with a table is an aggregation by all columns. */
function isUnboundedExcept(plan: ResolvedPlan, mode: OutputMode): boolean {
  if (plan.kind !== "set" || plan.operator !== "except" || plan.right.isStreaming) return false;
  return mode === "append" && eventTimes(plan).size === 0;
}

function hasWindow(expr: ResolvedExpr): boolean {
  return expr.kind === "window" || operandsOf(expr).some(hasWindow);
}

/** Refuses a plan that cannot stream in an output mode, before any data flows. */
export function checkStreaming(plan: ResolvedPlan, mode: OutputMode): void {
  if (!plan.isStreaming) return;
  if (expressionsOf(plan).some(hasWindow))
    throw new StreambookError({
      code: "NON_TIME_WINDOW_NOT_SUPPORTED_IN_STREAMING",
      step: `start (${plan.kind})`,
      rule: "Window functions are not supported on streaming DataFrames: the rows around a row are not known.",
      got: `${plan.kind === "project" ? plan.columns.map((c) => c.attribute.name).join(", ") : plan.kind} with OVER (…)`,
      cure: 'group by time instead: groupBy(window("time", "10 seconds")), or use the window function in foreachBatch',
    });
  if (
    expressionsOf(plan)
      .flatMap(subqueriesOf)
      .some((query) => query.isStreaming)
  )
    throw new StreambookError({
      code: "INVALID_SUBQUERY_EXPRESSION.STREAMING_QUERY",
      step: `start (${plan.kind})`,
      rule: "A subquery in an expression cannot read a stream: its answer would change with every batch.",
      got: "a subquery over a stream",
      cure: "a join of the two streams: EXISTS and IN are a left semi join, with watermarks and a range of time",
    });
  if (isUnboundedExcept(plan, mode))
    throw new StreambookError({
      code: "UNSUPPORTED_STREAMING_OPERATOR_WITHOUT_WATERMARK",
      step: "start (set)",
      rule: "EXCEPT gives each row once, which is an aggregation by all columns: append mode needs a watermark among them.",
      got: "a streaming EXCEPT in append mode",
      cure: 'a left anti join with the table: .join(table, "key", "anti")',
    });
  const refusal = refusalOf(plan, mode);
  if (refusal)
    throw new StreambookError({
      code: "_LEGACY_ERROR_TEMP_3102", // Spark has no other name for what cannot stream
      step: `start (${plan.kind})`,
      rule: refusal.rule,
      got: `a streaming ${plan.kind} in ${mode} mode`,
      cure: refusal.cure,
    });
  for (const child of childrenOf(plan)) checkStreaming(child, mode);
}
