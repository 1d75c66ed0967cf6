import type { DataType } from "../types/data-type.js";
import type { CalendarInterval } from "../types/interval.js";
import { dayTime, yearMonth } from "../types/interval.js";

const micros: Readonly<Record<string, bigint>> = {
  week: 604_800_000_000n,
  day: 86_400_000_000n,
  hour: 3_600_000_000n,
  minute: 60_000_000n,
  second: 1_000_000n,
  millisecond: 1000n,
  microsecond: 1n,
  nanosecond: 0n,
};
const months: Readonly<Record<string, bigint>> = { year: 12n, quarter: 3n, month: 1n };
const fields = ["day", "hour", "minute", "second"];

/** A value in the engine's form, and its type. */
export interface IntervalValue {
  readonly value: bigint | number | CalendarInterval;
  readonly type: DataType;
}

/**
 * The value of an interval as the parser writes it, `1 day 2 hour`: the fields that are named make its type. Null for what is no interval,
 * or one beyond what its type holds.
 *
 * @example
 * intervalValue("1 day 2 hour"); // { value: 93600000000n, type: INTERVAL DAY TO HOUR }
 */
export function intervalValue(text: string): IntervalValue | null {
  const parts = [...text.matchAll(/(-?[\d.]+) (\w+)/g)].map(([, value = "", unit = ""]) => ({ value, unit }));
  if (parts.length === 0) return null;
  if (parts.every(({ unit }) => unit in months)) {
    const total = parts.reduce((sum, { value, unit }) => sum + BigInt(value) * months[unit]!, 0n);
    const used = parts.map(({ unit }) => (unit === "year" ? 0 : 1));
    if (BigInt.asIntN(32, total) !== total) return null;
    return { value: Number(total), type: yearMonth(Math.min(...used), Math.max(...used)) };
  }
  if (!parts.every(({ unit }) => unit in micros)) return null;
  const total = parts.reduce((sum, { value, unit }) => sum + scaled(value, unit), 0n);
  const used = parts.map(({ unit }) => fields.indexOf(fieldOf(unit)));
  if (BigInt.asIntN(64, total) !== total) return null;
  return { value: total, type: dayTime(Math.min(...used), Math.max(...used)) };
}

function fieldOf(unit: string): string {
  if (unit === "week") return "day";
  return unit.endsWith("second") ? "second" : unit;
}

/** A decimal count of a unit, in microseconds. */
function scaled(value: string, unit: string): bigint {
  const [, sign, whole = "0", fraction = ""] = /^(-?)(\d*)\.?(\d*)$/.exec(value) ?? [];
  const digits = BigInt(whole || "0") * 1_000_000_000n + BigInt((fraction + "000000000").slice(0, 9));
  const total =
    unit === "nanosecond" ? digits / 1_000_000_000_000n : (digits * micros[unit]!) / 1_000_000_000n;
  return sign === "-" ? -total : total;
}
