import { StreambookError } from "../errors.js";
import { CalendarInterval } from "./interval.js";
import type { DataType, StructType } from "./data-type.js";
import { Decimal } from "./decimal.js";
import { asNumber, daysOf, decimalOf, integerReader, longReader, microsOf, refuse } from "./input-scalars.js";
import type { Place, Reader } from "./input-scalars.js";
import { nearest } from "./names.js";
import { Row, schemaOfRow } from "./row-class.js";

export interface InputOptions {
  /** The call that errors name: `createDataFrame`, `addData`. */
  readonly step?: string;
  /** Zone of timestamps written as text without one; UTC when not given. */
  readonly timeZone?: string;
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
    case "interval":
      return (value) =>
        value instanceof CalendarInterval ? value : refuse(place, type, value, "a CalendarInterval");
    case "day_time_interval":
      return longReader(type, place);
    case "year_month_interval":
      return integerReader(type, place, 32);
    case "array":
      return arrayReader(type, place);
    case "map":
      return mapReader(type, place);
    case "struct":
      return structReader(type, place);
  }
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
