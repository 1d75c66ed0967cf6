import { dateOfDays } from "../../types/civil.js";
import { MICROS_PER_DAY } from "../../types/interval.js";
import type { TimeZone } from "../../types/time-zone.js";
import { localTime } from "./local-time.js";
import { shiftTime, wallMicros } from "./shift.js";

/** The start of the bucket that an instant is in: buckets of whole days follow the calendar of the zone, shorter ones the clock. */
export function bucketOfMicros(size: bigint, instant: bigint, origin: bigint, zone: TimeZone | null): bigint {
  if (size % MICROS_PER_DAY !== 0n) return origin + floorDiv(instant - origin, size) * size;
  const count = floorDiv(wallMicros(instant, zone) - wallMicros(origin, zone), size);
  return shiftTime(origin, 0, Number((count * size) / MICROS_PER_DAY), 0n, zone);
}

/** As `bucketOfMicros`, of so many months: a day that a month does not have is its last. */
export function bucketOfMonths(size: number, instant: bigint, origin: bigint, zone: TimeZone | null): bigint {
  const months = Math.floor((monthOf(instant, zone) - monthOf(origin, zone)) / size) * size;
  const start = shiftTime(origin, months, 0, 0n, zone);
  return start <= instant ? start : shiftTime(origin, months - size, 0, 0n, zone);
}

function monthOf(instant: bigint, zone: TimeZone | null): number {
  const [year, month] = dateOfDays(localTime(instant, zone).days);
  return year * 12 + month;
}

function floorDiv(a: bigint, b: bigint): bigint {
  const whole = a / b;
  return a % b < 0n ? whole - 1n : whole;
}
