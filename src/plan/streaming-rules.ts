import { StreambookError } from "../errors.js";
import { childrenOf, type ResolvedPlan } from "./resolved.js";

interface Refusal {
  readonly rule: string;
  readonly cure: string;
}

/** What cannot stream, operator by operator (Spark's UnsupportedOperationChecker): null where it can. */
function refusalOf(plan: ResolvedPlan): Refusal | null {
  switch (plan.kind) {
    case "sort":
      return {
        rule: "Sorting is not supported on streaming DataFrames, unless it is on an aggregated one in complete output mode: a stream has no last row.",
        cure: 'write to a memory table and sort when you read it: session.sql("SELECT * FROM name ORDER BY …")',
      };
    case "limit":
      return {
        rule: "Limits and offsets are not supported on streaming DataFrames by this version.",
        cure: 'write to a memory table and limit when you read it: session.sql("SELECT * FROM name LIMIT 10")',
      };
    case "aggregate":
    case "distinct":
      return {
        rule: "Aggregations keep state between batches: this version streams stateless queries only.",
        cure: 'write the rows to a memory table and aggregate when you read it: session.sql("SELECT gt, count(*) FROM name GROUP BY gt"), or aggregate each batch in foreachBatch',
      };
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

function joinRefusal({ left, right, type }: Extract<ResolvedPlan, { kind: "join" }>): Refusal | null {
  if (left.isStreaming && right.isStreaming)
    return {
      rule: "Stream-stream joins keep state between batches: this version streams stateless queries only.",
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

/** Refuses a plan that cannot stream, before any data flows. */
export function checkStreaming(plan: ResolvedPlan): void {
  if (!plan.isStreaming) return;
  const refusal = refusalOf(plan);
  if (refusal)
    throw new StreambookError({
      code: "STREAMING_OPERATION_NOT_SUPPORTED",
      step: `start (${plan.kind})`,
      rule: refusal.rule,
      got: `a streaming ${plan.kind}`,
      cure: refusal.cure,
    });
  for (const child of childrenOf(plan)) checkStreaming(child);
}
