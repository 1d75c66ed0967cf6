import { dateOfDays } from "../../types/civil.js";
import { splitMicros } from "../../types/time-text.js";
import type { TimeZone } from "../../types/time-zone.js";

export const MICROS_PER_SECOND = 1_000_000n;
const SECONDS_PER_DAY = 86_400;

/** What the clock on the wall shows at an instant. */
export interface LocalTime {
  /** Days since 1970-01-01. */
  readonly days: number;
  readonly secondOfDay: number;
  readonly micros: number;
  /** Seconds ahead of UTC. */
  readonly offset: number;
}

/** The local time of an instant (microseconds since the epoch); for null, of a timestamp without a zone. */
export function localTime(instant: bigint, zone: TimeZone | null): LocalTime {
  const [seconds, micros] = splitMicros(instant);
  const offset = zone === null ? 0 : zone.offsetAt(seconds);
  const local = seconds + offset;
  const days = Math.floor(local / SECONDS_PER_DAY);
  return { days, secondOfDay: local - days * SECONDS_PER_DAY, micros, offset };
}

export function dayOfYear(days: number): number {
  const [year] = dateOfDays(days);
  return days - firstDayOf(year) + 1;
}

export function firstDayOf(year: number): number {
  const y = year - 1;
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) - 719_162;
}

/** 1 is Monday, 7 Sunday. */
export function isoDayOfWeek(days: number): number {
  return ((((days + 3) % 7) + 7) % 7) + 1;
}
