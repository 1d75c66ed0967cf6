import type { Waiting } from "../embedded/stream-program.js";
import type { OutputMode } from "../plan/engine.js";
import type { Silence, SilenceCode } from "../plan/silence.js";
import type { History } from "./history.js";
import { clock, count, firstToCome, kept, remembered, span, told } from "./waiting-text.js";

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
  /** What the state keeps for later; nothing when it was not looked at. */
  readonly waiting: readonly Waiting[];
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
  const first = firstToCome(facts.waiting);
  if (facts.mode === "append" && first !== null) {
    const { until: end } = first;
    const { until, then, other } = told(first);
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
    const where = `The watermark (${clock(watermark)}) is ${span(short)} short of ${until} (${clock(end)})`;
    if (short > long && first.kind === "window")
      return answer(
        "WRONG_MODE",
        `${then[0]!.toUpperCase()}${then.slice(1)}. ${where}.`,
        '.outputMode("update") shows the windows as they grow, "complete" all of them; or shorter windows',
        more,
      );
    if (idle >= idleAfter)
      return answer(
        "INPUT_IDLE",
        `${where}, and nothing has come in for ${span(idle)}: the watermark moves with new rows only, so no batch will come.`,
        `send a row with a time ${span(short)} later than what gave this watermark${other && `; or ${other}`}`,
        more,
      );
    return answer(
      "WATERMARK_SHORT",
      `${where}: ${then}.`,
      `wait for later rows; a shorter delay in withWatermark lets them come earlier${other && `; ${other} shows them as they grow`}`,
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
  const same = facts.waiting.reduce((sum, each) => sum + (each.duplicates ?? 0), 0);
  if (same > 0)
    return answer(
      "DUPLICATES",
      `Nothing new: ${count(same, "row")} of the last ${last.rowsIn} ${same === 1 ? "has a key" : "have keys"} that came before. ${remembered(facts.waiting)}`,
      "send a row with another key; look whether the columns of dropDuplicates are the ones that tell rows apart",
      { duplicates: same, idleMs: idle },
    );
  const lonely = facts.waiting.filter((each) => each.kind === "partner" || each.kind === "unpaired");
  if (lonely.length > 0)
    return answer(
      "NO_PARTNER",
      `None of the last rows had a partner. ${lonely.map(kept).join(" ")}`,
      "send a row of the other side with the same key, and a time within the join's bounds",
      { waiting: lonely.reduce((sum, each) => sum + each.count, 0), idleMs: idle },
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
