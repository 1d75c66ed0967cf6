import { StreambookError } from "../../errors.js";
import { dateOfDays, daysInMonth, daysOfDate } from "../../types/civil.js";
import { MICROS_PER_DAY, type CalendarInterval } from "../../types/interval.js";
import { instantOfLocal, type TimeZone } from "../../types/time-zone.js";
import { localTime, MICROS_PER_SECOND } from "./local-time.js";

/** Moves a day by months; a day that the month does not have becomes its last. Throws ARITHMETIC_OVERFLOW beyond the last date. */
export function addMonths(days: number, months: number): number {
  const moved = monthsLater(days, months);
  if ((moved | 0) === moved) return moved;
  throw new StreambookError({
    code: "ARITHMETIC_OVERFLOW",
    step: "date",
    rule: "The day is beyond what a date holds.",
    got: `${months} months after ${dateOfDays(days).join("-")}`,
  });
}

function monthsLater(days: number, months: number): number {
  const [year, month, day] = dateOfDays(days);
  const total = year * 12 + month - 1 + months;
  const [y, m] = [Math.floor(total / 12), (((total % 12) + 12) % 12) + 1];
  return daysOfDate(y, m, Math.min(day, daysInMonth(y, m)));
}

/** The instant of a local time. Of two, the one with the offset that is kept; in a gap the clock moves on. */
export function instantOf(
  localSeconds: number,
  micros: number,
  zone: TimeZone | null,
  offset?: number,
): bigint {
  const seconds =
    zone === null
      ? localSeconds
      : offset !== undefined && zone.offsetAt(localSeconds - offset) === offset
        ? localSeconds - offset
        : instantOfLocal(localSeconds, zone);
  return BigInt(seconds) * MICROS_PER_SECOND + BigInt(micros);
}

/** Moves an instant by months on the calendar, then days, then exact microseconds: days have no fixed length where clocks change. */
export function shiftTime(
  instant: bigint,
  months: number,
  days: number,
  micros: bigint,
  zone: TimeZone | null,
): bigint {
  let moved = instant;
  if (months !== 0 || days !== 0) {
    const local = localTime(instant, zone);
    const day = monthsLater(local.days, months);
    moved = instantOf(day * 86_400 + local.secondOfDay, local.micros, zone, local.offset);
    if (days !== 0) {
      const next = localTime(moved, zone);
      moved = instantOf((next.days + days) * 86_400 + next.secondOfDay, next.micros, zone, next.offset);
    }
  }
  return inRange(moved + micros);
}

/** By a day-time interval: its whole days are days of the calendar. */
export function shiftByMicros(instant: bigint, micros: bigint, zone: TimeZone | null): bigint {
  return shiftTime(instant, 0, Number(micros / MICROS_PER_DAY), micros % MICROS_PER_DAY, zone);
}

export function shiftByInterval(
  instant: bigint,
  { months, days, micros }: CalendarInterval,
  sign: 1 | -1,
  zone: TimeZone | null,
): bigint {
  return shiftTime(instant, sign * months, sign * days, BigInt(sign) * micros, zone);
}

export function inRange(micros: bigint): bigint {
  if (BigInt.asIntN(64, micros) === micros) return micros;
  throw new StreambookError({
    code: "DATETIME_OVERFLOW",
    step: "time",
    rule: "The time is beyond what a timestamp holds.",
    got: `${micros} microseconds since 1970`,
  });
}

/** The wall time as if it were UTC: what differences of timestamps are made of. */
export function wallMicros(instant: bigint, zone: TimeZone | null): bigint {
  const { offset } = localTime(instant, zone);
  return instant + BigInt(offset) * MICROS_PER_SECOND;
}
