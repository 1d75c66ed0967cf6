import type { DataType, StructType } from "./data-type.js";
import { rowMaker } from "./row-class.js";

/** Turns a value of one type from the engine's form into what a reader gets. Nulls are handled by the caller. */
export type Converter = (value: never) => unknown;

const msPerDay = 86_400_000;

/** Microseconds since the epoch as a Date, rounded down to the millisecond. */
export function dateOfMicros(micros: bigint): Date {
  // Doubles divide exactly enough only for the nearer centuries; the rest goes the slow way.
  if (micros > -4_000_000_000_000_000n && micros < 4_000_000_000_000_000n)
    return new Date(Math.floor(Number(micros) / 1000));
  const ms = micros / 1000n;
  return new Date(Number(micros < 0n && ms * 1000n !== micros ? ms - 1n : ms));
}

const converters = new WeakMap<DataType, Converter | { same: true }>();
const same = { same: true } as const;

/** The conversion of a type, or null when both forms are the same value: made once per type. */
export function publicConverter(type: DataType): Converter | null {
  let converter = converters.get(type);
  if (converter === undefined) converters.set(type, (converter = makeConverter(type) ?? same));
  return "same" in converter ? null : converter;
}

/** A value in the engine's form as a reader gets it: Date, Map, Row; the rest is unchanged. */
export function toPublic(value: unknown, type: DataType): unknown {
  if (value === null || value === undefined) return null;
  const converter = publicConverter(type);
  return converter === null ? value : converter(value as never);
}

function makeConverter(type: DataType): Converter | null {
  switch (type.kind) {
    case "date":
      return (days: number) => new Date(days * msPerDay);
    case "timestamp":
    case "timestamp_ntz":
      return dateOfMicros;
    case "array": {
      const element = publicConverter(type.element);
      if (element === null) return null;
      return (items: readonly unknown[]) =>
        items.map((item) => (item === null ? null : element(item as never)));
    }
    case "map":
      return (entries: readonly (readonly [unknown, unknown])[]) =>
        new Map(entries.map(([key, value]) => [toPublic(key, type.key), toPublic(value, type.value)]));
    case "struct":
      return rowConverter(type);
    default:
      return null;
  }
}

/** Makes rows from the engine's arrays of values. */
export function rowConverter(
  schema: StructType,
): (values: readonly unknown[]) => ReturnType<ReturnType<typeof rowMaker>> {
  const make = rowMaker(schema);
  const columns = schema.fields.map((field) => publicConverter(field.type));
  if (columns.every((column) => column === null)) return make;
  return (values) =>
    make(
      columns.map((column, i) => {
        const value = values[i];
        return value === null || value === undefined
          ? null
          : column === null
            ? value
            : column(value as never);
      }),
    );
}
