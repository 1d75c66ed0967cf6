import { dateOfDays, daysOfDate } from "../../types/civil.js";
import { MICROS_PER_DAY } from "../../types/interval.js";
import type { TimeZone } from "../../types/time-zone.js";
import { isoDayOfWeek, localTime, MICROS_PER_SECOND } from "./local-time.js";
import { addMonths, inRange, instantOf, shiftByMicros, shiftTime, wallMicros } from "./shift.js";

const levels: Readonly<Record<string, string>> = {
  MICROSECOND: "microsecond",
  MILLISECOND: "millisecond",
  SECOND: "second",
  MINUTE: "minute",
  HOUR: "hour",
  DAY: "day",
  DD: "day",
  WEEK: "week",
  MON: "month",
  MONTH: "month",
  MM: "month",
  QUARTER: "quarter",
  YEAR: "year",
  YYYY: "year",
  YY: "year",
};

/** The first day of the week, month, quarter or year; null for another level. */
export function truncateDay(days: number, level: string): number | null {
  const [year, month] = dateOfDays(days);
  switch (levels[level.toUpperCase()]) {
    case "week":
      return days - isoDayOfWeek(days) + 1;
    case "month":
      return daysOfDate(year, month, 1);
    case "quarter":
      return daysOfDate(year, month - ((month - 1) % 3), 1);
    case "year":
      return daysOfDate(year, 1, 1);
    default:
      return null;
  }
}

/** `date_trunc`: the start of the unit that the local time is in; null for an unknown unit. */
export function truncateTime(level: string, instant: bigint, zone: TimeZone): bigint | null {
  const unit = levels[level.toUpperCase()];
  const floor = (size: bigint): bigint => instant - (((instant % size) + size) % size);
  const local = localTime(instant, zone);
  const at = (seconds: number): bigint => instantOf(seconds, 0, zone, local.offset);
  switch (unit) {
    case undefined:
      return null;
    case "microsecond":
      return instant;
    case "millisecond":
      return floor(1000n);
    case "second":
      return floor(MICROS_PER_SECOND);
    case "minute":
    case "hour": {
      const size = unit === "hour" ? 3600 : 60;
      return at(local.days * 86_400 + local.secondOfDay - (local.secondOfDay % size));
    }
    case "day":
      return instantOf(local.days * 86_400, 0, zone);
    default:
      return instantOf(truncateDay(local.days, unit ?? "")! * 86_400, 0, zone);
  }
}

const sizes: Readonly<Record<string, bigint>> = {
  MICROSECOND: 1n,
  MILLISECOND: 1000n,
  SECOND: MICROS_PER_SECOND,
  MINUTE: 60n * MICROS_PER_SECOND,
  HOUR: 3600n * MICROS_PER_SECOND,
  DAY: MICROS_PER_DAY,
  DAYOFYEAR: MICROS_PER_DAY,
  WEEK: 7n * MICROS_PER_DAY,
};
const monthsOf: Readonly<Record<string, number>> = { MONTH: 1, QUARTER: 3, YEAR: 12 };

export const isUnit = (unit: string): boolean =>
  unit.toUpperCase() in sizes || unit.toUpperCase() in monthsOf;

/** `timestampadd`. */
export function addUnits(unit: string, count: bigint, instant: bigint, zone: TimeZone | null): bigint {
  const name = unit.toUpperCase();
  const months = monthsOf[name];
  if (months !== undefined) return shiftTime(instant, Number(count) * months, 0, 0n, zone);
  const micros = count * sizes[name]!;
  // A day is the calendar's, 24 hours are 24 hours.
  return sizes[name]! < MICROS_PER_DAY ? inRange(instant + micros) : shiftByMicros(instant, micros, zone);
}

/** `timestampdiff`: whole units between two wall times. */
export function unitsBetween(unit: string, start: bigint, end: bigint, zone: TimeZone | null): bigint {
  const name = unit.toUpperCase();
  const [from, to] = [wallMicros(start, zone), wallMicros(end, zone)];
  const months = monthsOf[name];
  if (months === undefined) return (to - from) / sizes[name]!;
  return BigInt(Math.trunc(wholeMonths(from, to) / months));
}

function wholeMonths(from: bigint, to: bigint): number {
  const [a, b] = [localTime(from, null), localTime(to, null)];
  const [[y1, m1, d1], [y2, m2, d2]] = [dateOfDays(a.days), dateOfDays(b.days)];
  const between = (y2 - y1) * 12 + m2 - m1;
  const rest = (day: number, { secondOfDay, micros }: typeof a): number =>
    (day * 86_400 + secondOfDay) * 1_000_000 + micros;
  const over = rest(d2, b) - rest(d1, a);
  if (between > 0 && over < 0) return between - 1;
  return between < 0 && over > 0 ? between + 1 : between;
}

/** `months_between`: 31 days make a month, and two days of one number, or two last days, are whole months apart. */
export function monthsBetween(later: bigint, earlier: bigint, isRounded: boolean, zone: TimeZone): number {
  const [a, b] = [localTime(later, zone), localTime(earlier, zone)];
  const [[y1, m1, d1], [y2, m2, d2]] = [dateOfDays(a.days), dateOfDays(b.days)];
  const months = (y1 - y2) * 12 + m1 - m2;
  const isLast = (days: number, day: number): boolean => addMonths(days - day + 1, 1) - 1 === days;
  if (d1 === d2 || (isLast(a.days, d1) && isLast(b.days, d2))) return months;
  // Exact time since midnight: a day on which clocks change has 23 or 25 hours.
  const since = (time: bigint, days: number): number =>
    Number((time - instantOf(days * 86_400, 0, zone)) / MICROS_PER_SECOND);
  const seconds = (d1 - d2) * 86_400 + since(later, a.days) - since(earlier, b.days);
  const exact = months + seconds / (31 * 86_400);
  return isRounded ? Math.round(exact * 1e8) / 1e8 : exact;
}
