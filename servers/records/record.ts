import type { RecordClock } from "../clock.js";
import type { LineWriter } from "../line-writer.js";

/** What a generator is made from. The same settings give the same records, the times apart. */
export interface RecordSettings {
  readonly seed: number;
  /** Share of error records, 0 to 1: every field is null but the times. */
  readonly errors: number;
  /** A record was created up to this many seconds before it arrived. */
  readonly lateness: number;
  readonly clock: RecordClock;
}

/** A sequence of records, written one after the other: one JSON object and a line feed each. */
export interface RecordMaker {
  /** No record is longer than this. */
  readonly maxBytes: number;
  /** Writes the next record; false, and nothing written, when there are no more. */
  next(out: LineWriter): boolean;
  /** Gives back what it holds open. */
  close?(): void;
}

/** Fills `out` with up to `limit` whole records, from its beginning. Less than asked means no room, or the end. */
export function fill(maker: RecordMaker, clock: RecordClock, out: LineWriter, limit: number): Filled {
  out.at = 0;
  clock.read();
  let records = 0;
  while (records < limit && out.room >= maker.maxBytes) {
    if (!maker.next(out)) return { records, ended: true };
    records++;
  }
  return { records, ended: false };
}

export interface Filled {
  readonly records: number;
  /** The maker has no more records. */
  readonly ended: boolean;
}
