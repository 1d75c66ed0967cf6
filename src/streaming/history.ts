import type { ObservedTimes, OpenWindow, ProgramLook } from "../embedded/stream-program.js";
import type { BatchReport } from "./progress.js";

/** A finished batch with what its progress does not tell. */
export interface BatchOutcome extends BatchReport {
  /** Rows handed to the sink, whatever it says of them. */
  readonly rowsOut: number;
  readonly observed: readonly ObservedTimes[];
  /** Milliseconds: what the batch ran with, and what holds after it. */
  readonly watermarks: { readonly late: number; readonly evict: number; readonly next: number };
}

/** What is remembered of one batch. Times are milliseconds since the epoch. */
export interface BatchFacts {
  readonly id: number;
  readonly at: number;
  readonly rowsIn: number;
  readonly rowsOut: number;
  readonly late: number;
  readonly stateRows: number;
  readonly minTime: number | null;
  readonly maxTime: number | null;
  readonly watermark: number;
  /** Rows up to here were late. */
  readonly lateBefore: number;
  readonly next: number;
  /** Windows open after it, and a sample of its event times; null when nobody has asked for the x-ray. */
  readonly windows: readonly OpenWindow[] | null;
  readonly times: readonly number[] | null;
}

/** Batches remembered: a few kilobytes, whatever the query does. */
const kept = 400;

/** The batches of one run of a query, as `explainSilence` and the x-ray see them. */
export class History {
  readonly batches: BatchFacts[] = [];
  rowsIn = 0;
  rowsOut = 0;
  late = 0;
  minTime: number | null = null;
  maxTime: number | null = null;
  /** The last batch that had rows. */
  lastWithRows: BatchFacts | null = null;
  /** Streams with a watermark that have had no row, and those that have, by their places. */
  readonly #seen = new Set<number>();
  #streams = 0;

  get silentStreams(): number {
    return this.#streams - this.#seen.size;
  }

  get streams(): number {
    return this.#streams;
  }

  add(outcome: BatchOutcome, at: number, look: ProgramLook | null): void {
    const { observed, stateOperators, watermarks } = outcome;
    const facts: BatchFacts = {
      id: outcome.batchId,
      at,
      rowsIn: outcome.inputRows.reduce((sum, rows) => sum + rows, 0),
      rowsOut: outcome.rowsOut,
      late: stateOperators.reduce((sum, operator) => sum + operator.numRowsDroppedByWatermark, 0),
      stateRows: stateOperators.reduce((sum, operator) => sum + operator.numRowsTotal, 0),
      minTime: extreme(
        observed.map((o) => o.min),
        Math.min,
      ),
      maxTime: extreme(
        observed.map((o) => o.max),
        Math.max,
      ),
      watermark: watermarks.evict,
      lateBefore: watermarks.late,
      next: watermarks.next,
      windows: look?.windows ?? null,
      times: look?.times ?? null,
    };
    this.batches.push(facts);
    if (this.batches.length > kept) this.batches.shift();
    this.rowsIn += facts.rowsIn;
    this.rowsOut += facts.rowsOut;
    this.late += facts.late;
    this.minTime = extreme([this.minTime, facts.minTime], Math.min);
    this.maxTime = extreme([this.maxTime, facts.maxTime], Math.max);
    if (facts.rowsIn > 0) this.lastWithRows = facts;
    this.#streams = observed.length;
    for (const [place, { max }] of observed.entries()) if (max !== null) this.#seen.add(place);
  }
}

function extreme(values: readonly (number | null)[], choose: (...values: number[]) => number): number | null {
  const numbers = values.filter((value) => value !== null);
  return numbers.length === 0 ? null : choose(...numbers);
}
