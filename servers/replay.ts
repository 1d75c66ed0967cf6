import { StreambookError } from "../src/errors.js";
import type { RecordClock } from "./clock.js";
import { FileLines, MAX_LINE } from "./csv-lines.js";
import type { LineWriter } from "./line-writer.js";
import { Random } from "./random.js";
import type { Header, Row } from "./recording.js";
import { COLUMNS, readHeader, readRow } from "./recording.js";
import type { RecordMaker } from "./records/record.js";

export interface ReplayOptions {
  /** A CSV file with the columns of the Heterogeneity Activity Recognition data set. */
  readonly file: string;
  /** `now`: a record arrives now, and was created as long before as in the recording. `kept`: the recorded times. */
  readonly time: "now" | "kept";
  /** Begin again at the end of the file. */
  readonly loop: boolean;
  readonly clock: RecordClock;
  readonly seed: number;
  /** Share of records to turn into error records. */
  readonly errors: number;
  /** Which records to make: the phones', or the watches' with heart beats. */
  readonly bpm: boolean;
}

/** Rows that could not be read, over all clients' readings of the one file. */
export class BadRows {
  count = 0;
  /** Line number of the first one. */
  first: number | undefined;
  #last = 0;

  add(line: number): void {
    if (line <= this.#last) return; // another client, or another round, has met it before
    this.#last = line;
    this.first ??= line;
    this.count++;
  }
}

/** Looks at the recording before anybody connects, so that a wrong file is an error at the start. */
export function checkRecording(file: string): void {
  const { lines, firstLine } = open(file);
  const { header, missing } = readHeader(firstLine);
  let readable = false;
  if (missing.length === 0)
    for (let line = lines.next(); line !== undefined && !readable; line = lines.next())
      readable = readRow(line, header) !== undefined;
  lines.close();
  if (readable) return;
  throw new StreambookError({
    code: "NOT_A_RECORDING",
    step: "--replay",
    rule: `The recording must be a CSV file with the columns ${COLUMNS.join(",")}, and at least one row that can be read.`,
    got: missing.length > 0 ? `${file} without ${missing.join(", ")}` : `${file} without such a row`,
    cure: "see docs/servers.md, “Replay a recording”",
  });
}

function open(file: string): { lines: FileLines; firstLine: string } {
  try {
    const lines = new FileLines(file);
    return { lines, firstLine: lines.next() ?? "" };
  } catch (cause) {
    throw new StreambookError({
      code: "CANNOT_READ_RECORDING",
      step: "--replay",
      rule: "The recording must be a file that can be read.",
      got: `${file} (${(cause as NodeJS.ErrnoException).code ?? String(cause)})`,
      cure: "--replay path/to/Phones_gyroscope.csv",
      cause,
    });
  }
}

/** The records of a recording, in its order. */
export class Replay implements RecordMaker {
  readonly maxBytes = 2 * MAX_LINE;
  readonly #random: Random;
  #lines: FileLines;
  #header: Header;

  constructor(
    readonly options: ReplayOptions,
    readonly bad: BadRows,
  ) {
    this.#random = new Random(options.seed);
    const { lines, firstLine } = open(options.file);
    this.#lines = lines;
    this.#header = readHeader(firstLine).header;
  }

  next(out: LineWriter): boolean {
    let started = false;
    for (;;) {
      const line = this.#lines.next();
      if (line === undefined) {
        // A file that lost all its rows since it was checked must not be read for ever.
        if (!this.options.loop || started) return false;
        started = true;
        this.#lines.close();
        const again = open(this.options.file);
        this.#lines = again.lines;
        this.#header = readHeader(again.firstLine).header;
      } else if (line !== "") {
        const row = readRow(line, this.#header);
        if (row !== undefined) {
          out.string(this.#record(row));
          return true;
        }
        this.bad.add(this.#lines.line);
      }
    }
  }

  close(): void {
    this.#lines.close();
  }

  #record(row: Row): string {
    const { bpm, errors } = this.options;
    const [arrival, creation] = this.#times(row);
    const times = `{"Arrival_Time": ${arrival}, "Creation_Time": ${creation}`;
    const drawn = 60 + this.#random.below(141);
    const broken = this.#random.next() < errors;
    const show = (value: string) => (broken ? "null" : value);
    const heart = bpm ? `, "bpm": ${show(row.bpm ?? String(drawn))}` : "";
    return (
      `${times}, "Device": ${show(row.device)}, "Index": ${show(row.index)}, "Model": ${show(row.model)}, ` +
      `"User": ${show(row.user)}${heart}, "gt": ${show(row.gt)}, "x": ${show(row.x)}, "y": ${show(row.y)}, "z": ${show(row.z)}}\n`
    );
  }

  #times(row: Row): [bigint, bigint] {
    const { time, clock } = this.options;
    clock.step();
    if (time === "kept") return [row.arrival, row.creation];
    const now = BigInt(clock.seconds) * 1_000_000_000n + BigInt(clock.nanos);
    return [now, now - (row.arrival - row.creation)];
  }
}
