import { StreambookError } from "../errors.js";
import type { DataType } from "./data-type.js";
import { Decimal } from "./decimal.js";
import { describeValue } from "./describe-value.js";
import { parseDate, parseTimestamp } from "./time-parse.js";
import { timeZone } from "./time-zone.js";
import { sqlName } from "./type-text.js";

/** Turns what a user gave for a place into the engine's form. */
export type Reader = (value: unknown) => unknown;

/** Where a value stands, for its error and its zone. */
export interface Place {
  readonly step: string;
  readonly path: string;
  readonly zone: string;
}

export function refuse(place: Place, type: DataType, value: unknown, cure: string): never {
  throw new StreambookError({
    code: "FIELD_DATA_TYPE_UNACCEPTABLE_WITH_NAME",
    step: place.step,
    rule: `${place.path} is of type ${sqlName(type)}.`,
    got: describeValue(value),
    cure,
  });
}

function outOfBounds(place: Place, type: DataType, value: unknown, low: unknown, high: unknown): never {
  throw new StreambookError({
    code: "VALUE_OUT_OF_BOUNDS",
    step: place.step,
    rule: `${place.path} is of type ${sqlName(type)}: ${String(low)} to ${String(high)}.`,
    got: describeValue(value),
    cure: "a smaller value, or a wider type in the schema",
  });
}

export function integerReader(type: DataType, place: Place, bits: 8 | 16 | 32): Reader {
  const high = 2 ** (bits - 1) - 1;
  return (value) => {
    const wrong = typeof value === "bigint" ? false : !Number.isInteger(value);
    if (wrong) refuse(place, type, value, "a whole number");
    const number = Number(value);
    if (number < -high - 1 || number > high) outOfBounds(place, type, value, -high - 1, high);
    // -0 is a whole number to JavaScript; an integer has no such value.
    return number + 0;
  };
}

const longMax = 2n ** 63n - 1n;

export function longReader(type: DataType, place: Place): Reader {
  return (value) => {
    if (typeof value === "number" && Number.isSafeInteger(value)) return BigInt(value);
    if (typeof value !== "bigint") {
      const rounded = typeof value === "number" && Number.isInteger(value);
      return refuse(
        place,
        type,
        value,
        rounded
          ? "a bigint: a number this large is already rounded. Write 1n, or BigInt(text)"
          : "a bigint such as 1n, or a whole number",
      );
    }
    if (value > longMax || value < -longMax - 1n) outOfBounds(place, type, value, -longMax - 1n, longMax);
    return value;
  };
}

export function asNumber(value: unknown, type: DataType, place: Place): number {
  if (typeof value === "number") return value;
  if (typeof value === "bigint" && Number.isSafeInteger(Number(value))) return Number(value);
  return refuse(place, type, value, "a number");
}

export function decimalOf(
  value: unknown,
  type: Extract<DataType, { kind: "decimal" }>,
  place: Place,
): Decimal {
  const isNumber = typeof value === "bigint" || (typeof value === "number" && Number.isFinite(value));
  const isText = typeof value === "string" && /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?\s*$/.test(value);
  if (!isNumber && !isText && !(value instanceof Decimal))
    return refuse(place, type, value, 'digits as text: "12.50"');
  const decimal = Decimal.from(value, type.scale);
  if (decimal.precision > type.precision) {
    const high = Decimal.fromUnscaled(10n ** BigInt(type.precision) - 1n, type.scale).text;
    outOfBounds(place, type, value, `-${high}`, high);
  }
  return decimal;
}

const msPerDay = 86_400_000;

export function daysOf(value: unknown, type: DataType, place: Place): number {
  const ms = value instanceof Date ? value.getTime() : Number.NaN;
  if (!Number.isNaN(ms)) return Math.floor(ms / msPerDay);
  const days = typeof value === "string" ? parseDate(value) : null;
  return days ?? refuse(place, type, value, 'a Date at midnight UTC, or text such as "2020-01-31"');
}

export function microsOf(value: unknown, type: DataType, place: Place): bigint {
  if (typeof value === "bigint") return value;
  const ms = value instanceof Date ? value.getTime() : Number.NaN;
  if (!Number.isNaN(ms)) return BigInt(ms) * 1000n;
  const zone = type.kind === "timestamp" ? timeZone(place.zone) : null;
  const micros = typeof value === "string" ? parseTimestamp(value, zone) : null;
  const cure = 'a Date, text such as "2020-01-01T00:00:03Z", or microseconds as a bigint';
  return (
    micros ??
    refuse(place, type, value, typeof value === "number" ? `${cure}; for milliseconds: new Date(ms)` : cure)
  );
}
