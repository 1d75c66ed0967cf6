import type { OpenWindow } from "../../embedded/stream-program.js";
import type { XrayBatch, XrayWindow } from "../../plan/xray.js";
import type { BatchFacts } from "../history.js";

/** The batches as they are drawn: which rows were late, which windows a batch closed. */
export function xrayBatches(history: readonly BatchFacts[]): XrayBatch[] {
  let before: readonly OpenWindow[] = [];
  return history.map((facts): XrayBatch => {
    const seen = facts.times ?? [facts.minTime, facts.maxTime].filter((time) => time !== null);
    const times =
      facts.minTime === facts.maxTime ? seen.slice(0, Math.max(1, facts.times?.length ?? 1)) : seen;
    const open = facts.windows ?? [];
    // A window says what is late, not the row in it: it was open when the batch began.
    const alive = [...before, ...open].filter(({ end }) => end > facts.lateBefore);
    const isLate = (time: number): boolean =>
      facts.late > 0 &&
      time <= facts.lateBefore &&
      !alive.some(({ start, end }) => start !== null && start <= time && time < end);
    const ends = new Set(open.map((window) => window.end));
    // A window may come and go within one batch: nobody has seen it open.
    const closed =
      facts.windows === null ? [] : before.filter(({ end }) => !ends.has(end) && end <= facts.watermark);
    if (facts.windows !== null) before = open;
    return {
      id: facts.id,
      at: facts.at,
      times: times.filter((time) => !isLate(time)),
      lateTimes: times.filter(isLate),
      watermark: facts.watermark > 0 ? facts.watermark : null,
      rowsIn: facts.rowsIn,
      rowsOut: facts.rowsOut,
      late: facts.late,
      stateRows: facts.stateRows,
      open: open.map(shape),
      closed: closed.map(shape),
    };
  });
}

const shape = ({ start, end }: OpenWindow): XrayWindow => ({ start: start ?? end, end });
