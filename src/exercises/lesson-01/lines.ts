import { t } from "../../types/t.js";
import { streamsOf, type HiddenStream } from "../trial/streams.js";
import { lineOf, watchRecords, type WatchRecord } from "../watch-records.js";

/** A row of a socket stream: one line of text. */
export interface Line {
  readonly value: string;
}

export const LINES = t.struct({ value: t.string() });

/** Hidden streams of lines as the iot server sends them. */
export const iotLines = (): HiddenStream<Line>[] =>
  streamsOf((random, count) => watchRecords(random, count).map((record) => ({ value: lineOf(record) })));

/** The record in a line; its times are rounded, which nobody here looks at. */
export const recordIn = ({ value }: Line): WatchRecord => JSON.parse(value) as WatchRecord;
