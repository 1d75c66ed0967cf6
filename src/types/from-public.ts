import { StreambookError } from "../errors.js";
import type { DataType, StructType } from "./data-type.js";
import { Decimal } from "./decimal.js";
import { describeValue } from "./describe-value.js";
import { nearest } from "./names.js";
import { Row, schemaOfRow } from "./row-class.js";
import { parseDate, parseTimestamp } from "./time-parse.js";
import { timeZone } from "./time-zone.js";
import { sqlName } from "./type-text.js";

export interface InputOptions {
  /** The call that errors name: `createDataFrame`, `addData`. */
  readonly step?: string;
  /** Zone of timestamps written as text without one; UTC when not given. */
  readonly timeZone?: string;
}

/** Turns what a user gave for a place into the engine's form. */
type Reader = (value: unknown) => unknown;

interface Place {
  readonly step: string;
  readonly path: string;
  readonly zone: string;
}

/**
 * A value as a user gives it, in the engine's form of the type. `path` names the place in errors.
 * Throws FIELD_DATA_TYPE_UNACCEPTABLE_WITH_NAME, VALUE_OUT_OF_BOUNDS, FIELD_NOT_NULLABLE_WITH_NAME.
 *
 * @example
 * fromPublic(1, t.long(), "id"); // 1n
 * fromPublic("2020-01-01T00:00:03Z", t.timestamp(), "time"); // 1577836803000000n
 */
export function fromPublic(
  value: unknown,
  type: DataType,
  path: string,
  options: InputOptions = {},
): unknown {
  return reader(type, { step: options.step ?? "value", path, zone: options.timeZone ?? "UTC" }, true)(value);
}

/** Reads rows of a schema: objects by name, arrays by place, a bare value when there is one column. Made once for all rows. */
export function rowReader(
  schema: StructType,
  options: InputOptions = {},
): (row: unknown) => readonly unknown[] {
  const place: Place = { step: options.step ?? "createDataFrame", path: "", zone: options.timeZone ?? "UTC" };
  const read = structReader(schema, place);
  const only = schema.fields.length === 1 ? schema.fields[0] : undefined;
  return (row) => read(only !== undefined && isBare(row) ? [row] : row);
}

/** One row as a user gives it, as the engine's array of values. For many rows use `rowReader`. */
export function rowFromPublic(
  row: unknown,
  schema: StructType,
  options: InputOptions = {},
): readonly unknown[] {
  return rowReader(schema, options)(row);
}

function isBare(row: unknown): boolean {
  return (
    row !== null &&
    row !== undefined &&
    (typeof row !== "object" || row instanceof Date || row instanceof Decimal)
  );
}

function reader(type: DataType, place: Place, nullable: boolean): Reader {
  const read = valueReader(type, place);
  return (value) => {
    if (value !== null && value !== undefined) return read(value);
    if (nullable) return null;
    throw new StreambookError({
      code: "FIELD_NOT_NULLABLE_WITH_NAME",
      step: place.step,
      rule: `${place.path} is declared not to be null.`,
      got: String(value),
      cure: "give a value, or declare the field without t.notNull / NOT NULL",
    });
  };
}

function valueReader(type: DataType, place: Place): Reader {
  switch (type.kind) {
    case "null":
      return (value) => refuse(place, type, value, "null");
    case "boolean":
      return (value) => (typeof value === "boolean" ? value : refuse(place, type, value, "true or false"));
    case "byte":
      return integerReader(type, place, 8);
    case "short":
      return integerReader(type, place, 16);
    case "int":
      return integerReader(type, place, 32);
    case "long":
      return longReader(type, place);
    case "float":
      return (value) => Math.fround(asNumber(value, type, place));
    case "double":
      return (value) => asNumber(value, type, place);
    case "string":
      return (value) =>
        typeof value === "string" ? value : refuse(place, type, value, "text: String(value)");
    case "binary":
      return (value) =>
        value instanceof Uint8Array ? value : refuse(place, type, value, "a Uint8Array or a Buffer");
    case "decimal":
      return (value) => decimalOf(value, type, place);
    case "date":
      return (value) => daysOf(value, type, place);
    case "timestamp":
    case "timestamp_ntz":
      return (value) => microsOf(value, type, place);
    case "array":
      return arrayReader(type, place);
    case "map":
      return mapReader(type, place);
    case "struct":
      return structReader(type, place);
  }
}

function refuse(place: Place, type: DataType, value: unknown, cure: string): never {
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

function integerReader(type: DataType, place: Place, bits: 8 | 16 | 32): Reader {
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

function longReader(type: DataType, place: Place): Reader {
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

function asNumber(value: unknown, type: DataType, place: Place): number {
  if (typeof value === "number") return value;
  if (typeof value === "bigint" && Number.isSafeInteger(Number(value))) return Number(value);
  return refuse(place, type, value, "a number");
}

function decimalOf(value: unknown, type: Extract<DataType, { kind: "decimal" }>, place: Place): Decimal {
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

function daysOf(value: unknown, type: DataType, place: Place): number {
  const ms = value instanceof Date ? value.getTime() : Number.NaN;
  if (!Number.isNaN(ms)) return Math.floor(ms / msPerDay);
  const days = typeof value === "string" ? parseDate(value) : null;
  return days ?? refuse(place, type, value, 'a Date at midnight UTC, or text such as "2020-01-31"');
}

function microsOf(value: unknown, type: DataType, place: Place): bigint {
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

function arrayReader(type: Extract<DataType, { kind: "array" }>, place: Place): Reader {
  const element = reader(type.element, { ...place, path: `${place.path}[]` }, type.containsNull);
  return (value) => {
    if (Array.isArray(value)) return value.map((item) => element(item));
    if (ArrayBuffer.isView(value) && !(value instanceof DataView))
      return Array.from(value as Uint8Array, (item) => element(item));
    return refuse(place, type, value, "an array");
  };
}

function mapReader(type: Extract<DataType, { kind: "map" }>, place: Place): Reader {
  const readKey = reader(type.key, { ...place, path: `a key of ${place.path}` }, false);
  const readValue = reader(
    type.value,
    { ...place, path: `a value of ${place.path}` },
    type.valueContainsNull,
  );
  return (value) => {
    const entries =
      value instanceof Map
        ? [...(value as Map<unknown, unknown>)]
        : isPlain(value)
          ? Object.entries(value)
          : null;
    if (entries === null) return refuse(place, type, value, "a Map, or an object for keys of text");
    return entries.map(([key, item]) => [readKey(key), readValue(item)]);
  };
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const others = [Date, Map, Set, Decimal, Promise, RegExp];
  return (
    !Array.isArray(value) && !ArrayBuffer.isView(value) && !others.some((other) => value instanceof other)
  );
}

function structReader(type: StructType, place: Place): (value: unknown) => unknown[] {
  const what = place.path === "" ? "row" : place.path;
  const prefix = place.path === "" ? "" : `${place.path}.`;
  const names = type.fields.map((field) => field.name);
  const readers = type.fields.map((field) =>
    reader(field.type, { ...place, path: prefix + field.name }, field.nullable),
  );
  const distinct = new Set(names);
  const resolve = nameResolver(names, place.step, what);
  const byPlace = (values: readonly unknown[]): unknown[] => {
    if (values.length !== readers.length) throw wrongLength(place.step, what, values.length, names);
    return readers.map((read, i) => read(values[i]));
  };
  return (value) => {
    if (Array.isArray(value)) return byPlace(value);
    if (value instanceof Row && schemaOfRow(value) === type)
      return byPlace(Row.prototype.toArray.call(value));
    if (!isPlain(value))
      return refuse(
        { ...place, path: what },
        type,
        value,
        "an object with a property per column, or an array",
      );
    const keys = Object.keys(value);
    const source = keys.every((key) => distinct.has(key)) ? value : renamed(value, keys, resolve);
    return readers.map((read, i) => {
      const name = names[i] as string;
      return read(Object.hasOwn(source, name) ? source[name] : null);
    });
  };
}

function renamed(
  value: Record<string, unknown>,
  keys: readonly string[],
  resolve: (key: string) => string,
): Record<string, unknown> {
  return Object.fromEntries(keys.map((key) => [resolve(key), value[key]]));
}

/** Finds the column a key means, letter case apart; a key that is no column is an error, not a value silently lost. */
function nameResolver(names: readonly string[], step: string, what: string): (key: string) => string {
  const byLower = new Map(names.map((name) => [name.toLowerCase(), name]));
  const exact = new Set(names);
  return (key) => {
    const name = exact.has(key) ? key : byLower.get(key.toLowerCase());
    if (name !== undefined) return name;
    const near = nearest(key, names);
    throw new StreambookError({
      code: "FIELD_NOT_FOUND",
      step,
      rule: `A ${what === "row" ? "row" : `value of ${what}`} has the fields ${names.join(", ") || "(none)"}.`,
      got: `the field ${JSON.stringify(key)}`,
      cure: near === null ? "leave it out, or add it to the schema" : JSON.stringify(near),
    });
  };
}

function wrongLength(step: string, what: string, length: number, names: readonly string[]): StreambookError {
  return new StreambookError({
    code: "FIELD_STRUCT_LENGTH_MISMATCH_WITH_NAME",
    step,
    rule: `A ${what === "row" ? "row" : `value of ${what}`} has ${names.length} fields: ${names.join(", ")}.`,
    got: `an array of ${length}`,
    cure: `[${names.join(", ")}]`,
  });
}
