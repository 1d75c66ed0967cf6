import { StreambookError } from "../errors.js";
import type { OutputMode } from "./engine.js";
import { childrenOf, operandsOf, type ResolvedExpr, type ResolvedPlan } from "./resolved.js";

interface Refusal {
  readonly rule: string;
  readonly cure: string;
}

type Node<K extends ResolvedPlan["kind"]> = Extract<ResolvedPlan, { readonly kind: K }>;

/** A streaming aggregation stands in this plan. */
export function hasStreamingAggregate(plan: ResolvedPlan): boolean {
  return plan.isStreaming && (plan.kind === "aggregate" || childrenOf(plan).some(hasStreamingAggregate));
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
      return aggregateRefusal(plan);
    case "union":
      return plan.children.some((c) => !c.isStreaming)
        ? {
            rule: "Union between streaming and batch DataFrames is not supported.",
            cure: "stream both sides, or union in foreachBatch",
          }
        : null;
    case "join":
      return joinRefusal(plan);
    default:
      return null;
  }
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

function aggregateRefusal({ child, aggregates }: Node<"aggregate">): Refusal | null {
  if (aggregates.some((a) => isDistinct(a.expr)))
    return {
      rule: "Distinct aggregations are not supported on streaming DataFrames: every value of every group would have to be kept. Consider using approx_count_distinct() instead.",
      cure: 'approxCountDistinct("x"); or collectSet("x") and size(…) when a group has few values',
    };
  if (hasStreamingAggregate(child))
    return {
      rule: "An aggregation of an aggregated stream works in append output mode only, with a watermark: in other modes the rows below are revised after they were counted above.",
      cure: "write the first aggregation to a memory table and aggregate it when you read it, or aggregate again in foreachBatch",
    };
  return null;
}

function isDistinct(expr: ResolvedExpr): boolean {
  return (expr.kind === "call" && expr.distinct) || operandsOf(expr).some(isDistinct);
}

function joinRefusal({ left, right, type }: Node<"join">): Refusal | null {
  if (left.isStreaming && right.isStreaming)
    return {
      rule: "Stream-stream joins keep both inputs between batches: this version joins a stream with a table that stands still.",
      cure: "write both streams to memory tables and join those with session.sql",
    };
  const side = left.isStreaming ? "left" : "right";
  const allowed = side === "left" ? ["inner", "cross", "left", "semi", "anti"] : ["inner", "cross", "right"];
  if (allowed.includes(type)) return null;
  return {
    rule: `A ${type} join with the streaming DataFrame on the ${side} is not supported: rows of the other side that never match would have to wait for the end of the stream.`,
    cure: `use ${allowed.map((a) => `"${a}"`).join(" or ")}, or swap the sides`,
  };
}

/** Refuses a plan that cannot stream in an output mode, before any data flows. */
export function checkStreaming(plan: ResolvedPlan, mode: OutputMode): void {
  if (!plan.isStreaming) return;
  const refusal = refusalOf(plan, mode);
  if (refusal)
    throw new StreambookError({
      code: "STREAMING_OPERATION_NOT_SUPPORTED",
      step: `start (${plan.kind})`,
      rule: refusal.rule,
      got: `a streaming ${plan.kind} in ${mode} mode`,
      cure: refusal.cure,
    });
  for (const child of childrenOf(plan)) checkStreaming(child, mode);
}
