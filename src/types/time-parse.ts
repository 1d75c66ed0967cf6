import { daysOfDate, isDate } from "./civil.js";
import { instantOfLocal, isTimeZone, timeZone } from "./time-zone.js";
import type { TimeZone } from "./time-zone.js";
import { timestampText } from "./time-text.js";

const day = /^([+-]?)(\d{4,7})(?:-(\d{1,2})(?:-(\d{1,2}))?)?/;
// A zone may follow the seconds only, as in Spark.
const clock = /^(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:\.(\d*))?(.*))?)?$/s;

/** Days since the epoch of `2020`, `2020-1`, `2020-01-31` (anything after a blank or a T is ignored), or null: Spark's cast. */
export function parseDate(text: string): number | null {
  const trimmed = text.trim();
  const match = day.exec(trimmed);
  if (match === null) return null;
  const rest = trimmed.slice(match[0].length);
  if (rest !== "" && !(match[4] !== undefined && /^[ T]/.test(rest))) return null;
  return daysOfMatch(match);
}

/**
 * Microseconds since the epoch of `2020-01-01`, `2020-01-01 00:00:03.5`, `2020-01-01T00:00:03Z`, `… +09:00`, `… Europe/Paris`, or null.
 * A text without a zone is local to `zone`; for null (a timestamp without zone) any zone in the text is ignored.
 */
export function parseTimestamp(text: string, zone: TimeZone | null): bigint | null {
  const trimmed = text.trim();
  const match = day.exec(trimmed);
  if (match === null) return null;
  const days = daysOfMatch(match);
  if (days === null) return null;
  let rest = trimmed.slice(match[0].length);
  let seconds = 0;
  let micros = 0;
  let own: TimeZone | null = null;
  if (rest !== "") {
    if (match[4] === undefined || !/^[ T]/.test(rest)) return null;
    rest = rest.slice(1);
    const time = clock.exec(rest);
    if (time === null) return null;
    const [hour, minute, second] = [Number(time[1]), Number(time[2] ?? 0), Number(time[3] ?? 0)];
    if (hour > 23 || minute > 59 || second > 59) return null;
    seconds = hour * 3600 + minute * 60 + second;
    micros = Number((time[4] ?? "").slice(0, 6).padEnd(6, "0"));
    const zoneId = (time[5] ?? "").trim();
    if (zoneId !== "") {
      if (!isTimeZone(zoneId)) return null;
      own = timeZone(zoneId);
    }
  }
  return micro(days * 86_400 + seconds, micros, zone === null ? null : (own ?? zone));
}

/** `12:34:56` or `T12:34`, a time of the day on which `now` falls there, as Spark's cast to a timestamp reads it; null for any other text. */
export function parseTimeOfDay(text: string, zone: TimeZone, now: bigint): bigint | null {
  const trimmed = text.trim();
  if (!/^(T|\d{1,2}:)/.test(trimmed)) return null;
  const rest = trimmed.replace(/^T/, "");
  const zoneId = (clock.exec(rest)?.[5] ?? "").trim();
  const own = zoneId !== "" && isTimeZone(zoneId) ? timeZone(zoneId) : zone;
  return parseTimestamp(`${timestampText(now, own).split(" ")[0]!} ${rest}`, own);
}

function micro(localSeconds: number, micros: number, zone: TimeZone | null): bigint {
  const seconds = zone === null ? localSeconds : instantOfLocal(localSeconds, zone);
  return BigInt(seconds) * 1_000_000n + BigInt(micros);
}

function daysOfMatch(match: RegExpExecArray): number | null {
  const year = Number(match[2]) * (match[1] === "-" ? -1 : 1);
  const month = Number(match[3] ?? 1);
  const date = Number(match[4] ?? 1);
  return isDate(year, month, date) ? daysOfDate(year, month, date) : null;
}
