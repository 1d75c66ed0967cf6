import { parseDate, parseTimeOfDay, parseTimestamp } from "../../../types/time-parse.js";
import { dateText } from "../../../types/time-text.js";
import { timeZone, type TimeZone } from "../../../types/time-zone.js";
import { formatTime } from "../../times/format.js";
import { localTime } from "../../times/local-time.js";
import { parseTime } from "../../times/parse.js";
import type { TextOptions } from "./options.js";

const DAY = 86_400_000_000n;
const UTC = timeZone("UTC");

/** How times stand in JSON and CSV: by the options' patterns, or as Spark writes them by itself. */
export interface TimeTexts {
  readDate(text: string): number | null;
  readTimestamp(text: string): bigint | null;
  readWallTime(text: string): bigint | null;
  date(days: number): string;
  timestamp(micros: bigint): string;
  wallTime(micros: bigint): string;
}

export function timeTexts(options: TextOptions, sessionZone: string): TimeTexts {
  const zone = timeZone(options["timezone"] ?? sessionZone);
  const { dateformat, timestampformat, timestampntzformat } = options;
  const safely = <T>(read: () => T | null): T | null => {
    try {
      return read();
    } catch {
      return null;
    }
  };
  const readBy = (text: string, pattern: string, at: TimeZone | null): bigint | null =>
    safely(() => parseTime(text, pattern, at));
  return {
    readDate: (text) => {
      if (dateformat === undefined) return parseDate(text.trim());
      const time = readBy(text, dateformat, zone);
      return time === null ? null : localTime(time, zone).days;
    },
    readTimestamp: (text) =>
      timestampformat === undefined
        ? // A time alone is of this day: of the clock, as a file has no other.
          (parseTimestamp(text, zone) ?? parseTimeOfDay(text, zone, BigInt(Date.now()) * 1000n))
        : readBy(text, timestampformat, zone),
    readWallTime: (text) =>
      timestampntzformat === undefined
        ? parseTimestamp(text.trim(), null)
        : readBy(text, timestampntzformat, null),
    date: (days) =>
      dateformat === undefined ? dateText(days) : formatTime(BigInt(days) * DAY, dateformat, UTC),
    timestamp: (micros) => formatTime(micros, timestampformat ?? "yyyy-MM-dd'T'HH:mm:ss.SSSXXX", zone),
    wallTime: (micros) => formatTime(micros, timestampntzformat ?? "yyyy-MM-dd'T'HH:mm:ss.SSS", UTC),
  };
}
