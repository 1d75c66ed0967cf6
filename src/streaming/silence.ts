import type { OpenWindow } from "../embedded/stream-program.js";
import type { OutputMode } from "../plan/engine.js";
import type { Silence, SilenceCode } from "../plan/silence.js";
import type { History } from "./history.js";

/** What is known of a query when it is asked why it is silent. Times are milliseconds since the epoch. */
export interface SilenceFacts {
  readonly now: number;
  readonly startedAt: number;
  readonly failure: Error | null;
  readonly isActive: boolean;
  readonly isBusy: boolean;
  readonly mode: OutputMode;
  /** Of the next trigger, where the query has an interval. */
  readonly nextTrigger: number | null;
  readonly history: History;
  /** The first window that is open; null when there is none, or none was looked for. */
  readonly window: OpenWindow | null;
  /** What the sources have to say. */
  readonly notices: readonly string[];
}

/** An input without rows for so long is idle. */
const idleAfter = 10_000;
/** Whose first window ends later than that is not waiting for a moment. */
const long = 10 * 60_000;

/** The reason, the nearest first: what ended the query, what has not come, what was removed, what is not final yet. */
export function silenceOf(facts: SilenceFacts): Silence {
  const { history, failure, now, nextTrigger } = facts;
  const last = history.lastWithRows;
  const figures = { rowsIn: history.rowsIn, rowsOut: history.rowsOut, rowsLate: history.late };
  const answer = (
    code: SilenceCode,
    sentence: string,
    cure: string,
    more: Record<string, number> = {},
  ): Silence => ({
    code,
    sentence,
    figures: { ...figures, ...more },
    cure,
  });
  if (failure !== null)
    return answer(
      "FAILED",
      `The query has failed: ${failure.message.split("\n")[0]!}`,
      "await query.awaitTermination() raises the whole error; mend its cause and start again from the same checkpoint",
    );
  if (!facts.isActive)
    return answer(
      "STOPPED",
      `The query was stopped after ${count(history.rowsOut, "row")}.`,
      "start it again: with the same checkpointLocation it goes on where it was",
    );
  if (facts.isBusy)
    return answer(
      "BATCH_RUNNING",
      "A batch is under way; its rows come when it ends.",
      "wait for it, or look at query.status; a foreachBatch that waits for something holds its batch up",
    );
  if (last === null) {
    const waited = now - facts.startedAt;
    const trigger = nextTrigger === null ? "" : ` The next trigger is in ${span(nextTrigger - now)}.`;
    const said = facts.notices.length === 0 ? "" : ` ${facts.notices.join("; ")}.`;
    return answer(
      "NO_DATA_YET",
      `No row has come in since the query started ${span(waited)} ago.${trigger}${said}`,
      "look whether the source has new rows: does the server send, is the folder the right one, was addData called? Files and rows that an earlier run of the checkpoint has read do not come again",
      { waitedMs: waited, ...(nextTrigger !== null && { nextTriggerMs: nextTrigger - now }) },
    );
  }
  const idle = now - last.at;
  const late = history.batches
    .filter((batch) => batch.id >= last.id)
    .reduce((sum, batch) => sum + batch.late, 0);
  const out = history.batches
    .filter((batch) => batch.id >= last.id)
    .reduce((sum, batch) => sum + batch.rowsOut, 0);
  if (out > 0)
    return answer(
      "NOT_SILENT",
      `It is not silent: of the last rows, ${span(idle)} ago, ${count(out, "row")} came out.`,
      idle >= idleAfter ? "nothing has come in since: look at the source" : "nothing to do",
      { idleMs: idle },
    );
  if (facts.mode === "append" && facts.window !== null) {
    const { end } = facts.window;
    const watermark = last.next < history.batches.at(-1)!.next ? history.batches.at(-1)!.next : last.next;
    const short = end - watermark;
    const more = { watermark, windowEnd: end, shortMs: short, idleMs: idle };
    if (history.streams > 1 && history.silentStreams > 0)
      return answer(
        "INPUT_WITHOUT_WATERMARK",
        `${history.silentStreams} of ${history.streams} inputs with a watermark have had no row: the watermark is that of the slowest, and stands at ${clock(watermark)}.`,
        'send rows to every input; or .config("spark.sql.streaming.multipleWatermarkPolicy", "max") to follow the fastest',
        more,
      );
    const where = `The watermark (${clock(watermark)}) is ${span(short)} short of the end of the first open window (${clock(end)})`;
    if (short > long)
      return answer(
        "WRONG_MODE",
        `Append mode writes a window once, when it is final. ${where}.`,
        '.outputMode("update") shows the windows as they grow, "complete" all of them; or shorter windows',
        more,
      );
    if (idle >= idleAfter)
      return answer(
        "INPUT_IDLE",
        `${where}, and nothing has come in for ${span(idle)}: the watermark moves with new rows only, so no batch will come.`,
        `send a row with a time ${span(short)} later than what gave this watermark; or .outputMode("update")`,
        more,
      );
    return answer(
      "WATERMARK_SHORT",
      `${where}: append mode writes a window when the watermark has reached its end.`,
      'wait for later rows; a shorter delay in withWatermark closes windows earlier; .outputMode("update") shows them as they grow',
      more,
    );
  }
  if (late > 0)
    return answer(
      "ROWS_LATE",
      `${count(late, "row")} of the last ${last.rowsIn} were dropped as late: their windows ended before the watermark (${clock(last.watermark)}).`,
      "a longer delay in withWatermark waits longer for late rows; look whether one row with a time in the future has moved the watermark",
      { lastRowsIn: last.rowsIn, lastRowsLate: late, watermark: last.watermark },
    );
  if (history.rowsOut === 0 || idle < idleAfter)
    return answer(
      "ROWS_REMOVED",
      `${count(history.rowsIn, "row")} came in and none came out of the last batch: filters, joins or deduplication removed them, or a cast made nulls of what they compare.`,
      "write the rows without the filter to a memory table and look at them; parsing that does not fit gives nulls: check the schema",
      { idleMs: idle },
    );
  return answer(
    "INPUT_IDLE",
    `Nothing has come in for ${span(idle)}; no batch runs without new rows.`,
    "look at the source",
    { idleMs: idle },
  );
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? "" : "s"}`;
}

/** `3.2 s`, `4 min`, `23 h`. */
export function span(millis: number): string {
  const tenths = (value: number): string => String(Math.round(value * 10) / 10);
  if (millis < 60_000) return `${tenths(millis / 1000)} s`;
  if (millis < 3_600_000) return `${tenths(millis / 60_000)} min`;
  return `${tenths(millis / 3_600_000)} h`;
}

function clock(millis: number): string {
  return millis === 0 ? "not set yet" : new Date(millis).toISOString();
}
