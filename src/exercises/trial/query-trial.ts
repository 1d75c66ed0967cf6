import type { StreamingQuery } from "../../plan/streaming-query.js";
import type { MemoryInput } from "../../session/memory-input.js";
import type { StructType } from "../../types/data-type.js";
import type { Answer } from "../contract.js";
import { inLab, type Lab } from "./lab.js";
import { TOO_LONG, withPatience } from "./patience.js";
import { failed, raised, type TrialResult } from "./result.js";
import { isPromise, notAQuery } from "./result-kind.js";

/** An exercise whose answer starts a query: `async (lines: DataFrame) => StreamingQuery`. */
export interface QueryTask<S extends StructType> {
  readonly schema: S;
  /** Feeds the input, moves the clock, and says what the query made of it. */
  readonly observe: (query: StreamingQuery, input: MemoryInput<S>, lab: Lab) => Promise<TrialResult>;
}

/** The trial of such an exercise: the query runs under a clock that the trial moves. */
export function queryTrial<S extends StructType>(
  task: QueryTask<S>,
): (answer: Answer) => Promise<TrialResult> {
  return (answer) =>
    inLab(async (lab) => {
      const input = lab.session.memoryStream(task.schema);
      try {
        const value = (answer as (df: unknown) => unknown)(input.toDF());
        const query = isPromise(value) ? await withPatience(value) : value;
        if (query === TOO_LONG)
          return failed(
            "Your function does not come to an end: it waits for something that never happens. Start the query and give it back.",
            { seen: { tooLong: true } },
          );
        const refused = notAQuery(query);
        if (refused !== null) return failed(refused);
        const running = query as StreamingQuery;
        if (!running.isActive || lab.session.streams.active.some((own) => own.runId === running.runId))
          return await task.observe(running, input, lab);
        return failed("Your function starts a query on a table of the notebook, not on the one it is given.");
      } catch (error) {
        return raised(error);
      }
    });
}
