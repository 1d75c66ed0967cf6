import { StreambookError } from "../errors.js";
import type { ResolvedPlan } from "./resolved.js";
import { hasStreamingAggregate } from "./streaming-rules.js";

/** The rows of a stream were asked for: says what to start first, in the output mode that suits the plan. */
export function needsStart(action: string, plan: ResolvedPlan): StreambookError {
  const mode = hasStreamingAggregate(plan) ? '.outputMode("complete")' : "";
  return new StreambookError({
    code: "STREAMING_QUERY_NEEDS_START",
    step: action,
    rule: "Queries with streaming sources must be executed with writeStream.start(): a stream has no end to wait for.",
    got: `${action} on a streaming DataFrame`,
    cure: `start a query first: const query = await df.writeStream.format("memory").queryName("seen")${mode}.start(); then await session.sql("SELECT * FROM seen").show(); or let it print each batch: await df.writeStream.format("console")${mode}.start()`,
  });
}
