import { StreambookError } from "../errors.js";
import type { DataType, StructType } from "./data-type.js";
import { Decimal } from "./decimal.js";
import { describeValue } from "./describe-value.js";
import { Row, schemaOfRow } from "./row-class.js";
import { arrayType, atomic, decimalType, mapType, structField, structOf } from "./t.js";

/**
 * The schema of rows given without one: objects by their keys in order of first appearance, arrays as `names` or `_1`, `_2`, ….
 * Whole numbers and bigints are longs, other numbers doubles, Dates timestamps, objects structs, Maps maps.
 * Throws CANNOT_INFER_EMPTY_SCHEMA, CANNOT_DETERMINE_TYPE (nothing but nulls), CANNOT_MERGE_TYPE.
 *
 * @example
 * inferSchema([{ id: 1, x: 0.5 }, { id: 2, x: null }]); // id BIGINT, x DOUBLE
 */
export function inferSchema(rows: readonly unknown[], names?: readonly string[]): StructType {
  const first = rows[0];
  if (first === undefined) {
    throw failure(
      "CANNOT_INFER_EMPTY_SCHEMA",
      "A schema can be inferred from one row at least.",
      undefined,
      "give a schema",
    );
  }
  const shared = sharedSchema(rows);
  if (shared !== null) return renamedFields(shared, names);
  const wrong = rows.find((row) => !isRecord(row) && !Array.isArray(row));
  if (wrong !== undefined) {
    const rule = "A row is an object with a property per column, or an array.";
    throw failure("CANNOT_INFER_SCHEMA_FOR_TYPE", rule, describeValue(wrong), "[{ value: 1 }, { value: 2 }]");
  }
  return structType(rows, "", names);
}

function structType(rows: readonly unknown[], path: string, names?: readonly string[]): StructType {
  const columns = new Map<string, unknown[]>();
  for (const row of rows) {
    const isArray = Array.isArray(row);
    for (const [key, value] of Object.entries(row as object)) {
      const name = isArray ? `_${Number(key) + 1}` : key;
      const values = columns.get(name);
      if (values === undefined) columns.set(name, [value]);
      else values.push(value);
    }
  }
  const fields = [...columns].map(([name, values]) => structField(name, typeOfValues(values, path + name)));
  return renamedFields(structOf(fields), names);
}

function renamedFields(schema: StructType, names: readonly string[] | undefined): StructType {
  if (names === undefined) return schema;
  if (names.length !== schema.fields.length) {
    const rule = `The rows have ${schema.fields.length} columns: each needs one name.`;
    throw failure("AXIS_LENGTH_MISMATCH", rule, `${names.length} names`, "as many names as columns");
  }
  return structOf(
    schema.fields.map((field, i) => structField(names[i] as string, field.type, field.nullable)),
  );
}

type Maker = (values: readonly unknown[], path: string) => DataType;

// The first test that a value passes is its kind; a column has values of one kind.
const kinds: readonly (readonly [test: (value: unknown) => boolean, make: Maker])[] = [
  [(value) => typeof value === "number" || typeof value === "bigint", numberType],
  [(value) => typeof value === "string", () => atomic("string")],
  [(value) => typeof value === "boolean", () => atomic("boolean")],
  [(value) => value instanceof Date, () => atomic("timestamp")],
  [(value) => value instanceof Decimal, () => decimalType(38, 18)],
  [(value) => value instanceof Uint8Array, () => atomic("binary")],
  [isList, arrayOfValues],
  [(value) => value instanceof Map, mapOfValues],
  [isRecord, structOfValues],
];

function kindOf(value: unknown): number {
  return kinds.findIndex(([test]) => test(value));
}

function typeOfValues(all: readonly unknown[], path: string): DataType {
  const values = all.filter((value) => value !== null && value !== undefined);
  const [first] = values;
  if (first === undefined) {
    const rule = `The type of ${path} cannot be told: it has no value but null.`;
    throw failure("CANNOT_DETERMINE_TYPE", rule, undefined, "give a schema: t.struct({ … })");
  }
  const kind = kindOf(first);
  const other = values.find((value) => kindOf(value) !== kind);
  if (other !== undefined) throw cannotMerge(first, other, path);
  const make = kinds[kind]?.[1];
  if (make !== undefined) return make(values, path);
  const rule = `No column type takes the values of ${path}.`;
  const cure = "leave the field out, or turn it into text";
  throw failure("CANNOT_INFER_TYPE_FOR_FIELD", rule, describeValue(first), cure);
}

function numberType(values: readonly unknown[], path: string): DataType {
  const fraction = values.find((value) => typeof value === "number" && !Number.isSafeInteger(value));
  if (fraction === undefined) return atomic("long");
  const big = values.find((value) => typeof value === "bigint");
  if (big === undefined) return atomic("double");
  throw cannotMerge(big, fraction, path);
}

function arrayOfValues(values: readonly unknown[], path: string): DataType {
  const elements = (values as readonly unknown[][]).flatMap((list) => Array.from(list));
  return arrayType(typeOfValues(elements, `${path}[]`));
}

function mapOfValues(values: readonly unknown[], path: string): DataType {
  const maps = values as readonly Map<unknown, unknown>[];
  const keys = maps.flatMap((map) => [...map.keys()]);
  const items = maps.flatMap((map) => [...map.values()]);
  return mapType(typeOfValues(keys, `a key of ${path}`), typeOfValues(items, `a value of ${path}`));
}

function structOfValues(values: readonly unknown[], path: string): DataType {
  return sharedSchema(values) ?? structType(values, `${path}.`);
}

/** The schema of values that are all rows of one schema. */
function sharedSchema(values: readonly unknown[]): StructType | null {
  const [first] = values;
  if (!(first instanceof Row)) return null;
  const schema = schemaOfRow(first);
  return values.every((value) => value instanceof Row && schemaOfRow(value) === schema) ? schema : null;
}

function cannotMerge(first: unknown, other: unknown, path: string): StreambookError {
  const got = `${describeValue(first)} and ${describeValue(other)}`;
  const rule = `${path} has values of different types.`;
  return failure("CANNOT_MERGE_TYPE", rule, got, "values of one type, or a schema");
}

function isList(value: unknown): boolean {
  return (
    Array.isArray(value) ||
    (ArrayBuffer.isView(value) && !(value instanceof DataView) && !(value instanceof Uint8Array))
  );
}

function isRecord(value: unknown): boolean {
  if (value instanceof Row) return true;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || !isBuiltIn(value);
}

// An instance of the user's own class is a row of its properties; a Set or a Promise is not.
function isBuiltIn(value: object): boolean {
  return (
    ArrayBuffer.isView(value) ||
    [Date, Map, Set, Decimal, Promise, RegExp, Error].some((type) => value instanceof type)
  );
}

function failure(code: string, rule: string, got: string | undefined, cure: string): StreambookError {
  return new StreambookError({
    code,
    step: "createDataFrame",
    rule,
    cure,
    ...(got === undefined ? {} : { got }),
  });
}
