import { StreambookError } from "../../errors.js";
import { daysInMonth, daysOfDate } from "../../types/civil.js";
import { CalendarInterval } from "../../types/interval.js";
import type { TimeZone } from "../../types/time-zone.js";
import { MONTHS } from "./names.js";
import { inRange, instantOf } from "./shift.js";

function outOfBounds(rule: string): StreambookError {
  return new StreambookError({
    code: "DATETIME_FIELD_OUT_OF_BOUNDS.WITHOUT_SUGGESTION",
    step: "make",
    rule,
    cure: "set spark.sql.ansi.enabled to false to have null instead",
  });
}

function check(value: number, least: number, most: number, field: string): void {
  if (value < least || value > most)
    throw outOfBounds(`Invalid value for ${field} (valid values ${least} - ${most}): ${value}.`);
}

export function makeDate(year: number, month: number, day: number): number {
  check(month, 1, 12, "MonthOfYear");
  check(day, 1, 31, "DayOfMonth");
  if (day > daysInMonth(year, month))
    throw outOfBounds(`Invalid date '${MONTHS[month - 1]!.toUpperCase()} ${day}'.`);
  return daysOfDate(year, month, day);
}

/** The seconds come in microseconds; 60 of them are the next minute. */
export function makeTime(
  days: number,
  hour: number,
  minute: number,
  micros: bigint,
  zone: TimeZone | null,
): bigint {
  check(hour, 0, 23, "HourOfDay");
  check(minute, 0, 59, "MinuteOfHour");
  const second = Number(micros / 1_000_000n);
  const fraction = Number(micros % 1_000_000n);
  if (second === 60 && fraction !== 0)
    throw new StreambookError({
      code: "INVALID_FRACTION_OF_SECOND",
      step: "make",
      rule: "Of the second 60 no fraction can be given: valid are 0 up to 60 seconds.",
      got: `${second}.${String(fraction).padStart(6, "0")}`,
    });
  if (second !== 60) check(second, 0, 59, "SecondOfMinute");
  return instantOf(days * 86_400 + hour * 3600 + minute * 60 + second, fraction, zone);
}

function overflow(code: string): StreambookError {
  return new StreambookError({
    code,
    step: "interval",
    rule: "The interval does not fit its type.",
    cure: "use smaller numbers",
  });
}

const asInt = (value: bigint, code: string): number => {
  if (BigInt.asIntN(32, value) !== value) throw overflow(code);
  return Number(value);
};

export function makeInterval(
  [years, months, weeks, days, hours, minutes]: readonly number[],
  micros: bigint,
): CalendarInterval {
  const code = "ARITHMETIC_OVERFLOW";
  return new CalendarInterval(
    asInt(BigInt(years!) * 12n + BigInt(months!), code),
    asInt(BigInt(weeks!) * 7n + BigInt(days!), code),
    inRange(BigInt(hours!) * 3_600_000_000n + BigInt(minutes!) * 60_000_000n + micros),
  );
}

const INTERVAL_OVERFLOW = "INTERVAL_ARITHMETIC_OVERFLOW.WITHOUT_SUGGESTION";

export function makeDayTime(days: number, hours: number, minutes: number, micros: bigint): bigint {
  const total = ((BigInt(days) * 24n + BigInt(hours)) * 60n + BigInt(minutes)) * 60_000_000n + micros;
  if (BigInt.asIntN(64, total) !== total) throw overflow(INTERVAL_OVERFLOW);
  return total;
}

export function makeYearMonth(years: number, months: number): number {
  return asInt(BigInt(years) * 12n + BigInt(months), INTERVAL_OVERFLOW);
}
