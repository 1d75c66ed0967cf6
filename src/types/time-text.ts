import { dateOfDays } from "./civil.js";
import type { TimeZone } from "./time-zone.js";

const secondsPerDay = 86_400;

/** `2020-01-01`; years past 9999 carry a plus, years before 0 a minus, as Java writes them. */
export function dateText(days: number): string {
  const [year, month, day] = dateOfDays(days);
  return `${yearText(year)}-${two(month)}-${two(day)}`;
}

/** `2020-01-01 00:00:03.5`: local to the zone (UTC wall time for null), zeros at the end of the fraction cut. */
export function timestampText(micros: bigint, zone: TimeZone | null): string {
  const [seconds, fraction] = splitMicros(micros);
  const local = zone === null ? seconds : seconds + zone.offsetAt(seconds);
  const days = Math.floor(local / secondsPerDay);
  const time = local - days * secondsPerDay;
  const clock = `${two(Math.floor(time / 3600))}:${two(Math.floor(time / 60) % 60)}:${two(time % 60)}`;
  return `${dateText(days)} ${clock}${fractionText(fraction)}`;
}

/** Whole seconds since the epoch, rounded down, and the microseconds left over. */
export function splitMicros(micros: bigint): readonly [seconds: number, micros: number] {
  const rest = micros % 1_000_000n;
  const positive = rest < 0n ? rest + 1_000_000n : rest;
  return [Number((micros - positive) / 1_000_000n), Number(positive)];
}

function fractionText(micros: number): string {
  return micros === 0 ? "" : `.${String(micros).padStart(6, "0").replace(/0+$/, "")}`;
}

function yearText(year: number): string {
  const digits = String(Math.abs(year)).padStart(4, "0");
  return year < 0 ? `-${digits}` : year > 9999 ? `+${digits}` : digits;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
