import { StreambookError } from "../errors.js";
import type { DataType, StructType } from "./data-type.js";
import { Decimal } from "./decimal.js";
import { describeValue } from "./describe-value.js";
import { Row, schemaOfRow } from "./row-class.js";
import { arrayType, atomic, decimalType, mapType, structField, structOf } from "./t.js";
import { catalogString } from "./type-text.js";

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
  if (
    first instanceof Row &&
    rows.every((row) => row instanceof Row && schemaOfRow(row) === schemaOfRow(first))
  ) {
    return renamedFields(schemaOfRow(first), names);
  }
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

function typeOfValues(all: readonly unknown[], path: string): DataType {
  const values = all.filter((value) => value !== null && value !== undefined);
  if (values.length === 0) {
    const rule = `The type of ${path} cannot be told: it has no value but null.`;
    throw failure("CANNOT_DETERMINE_TYPE", rule, undefined, "give a schema: t.struct({ … })");
  }
  const [first] = values;
  const allAre = (test: (value: unknown) => boolean): boolean => values.every(test);
  if (allAre((value) => typeof value === "number" || typeof value === "bigint"))
    return numberType(values, path);
  if (allAre((value) => typeof value === "string")) return atomic("string");
  if (allAre((value) => typeof value === "boolean")) return atomic("boolean");
  if (allAre((value) => value instanceof Date)) return atomic("timestamp");
  if (allAre((value) => value instanceof Decimal)) return decimalType(38, 18);
  if (allAre((value) => value instanceof Uint8Array)) return atomic("binary");
  if (allAre(isList))
    return arrayType(
      typeOfValues(
        (values as unknown[][]).flatMap((list) => Array.from(list)),
        `${path}[]`,
      ),
    );
  if (allAre((value) => value instanceof Map)) return mapOfValues(values as Map<unknown, unknown>[], path);
  if (
    first instanceof Row &&
    allAre((value) => value instanceof Row && schemaOfRow(value) === schemaOfRow(first))
  ) {
    return schemaOfRow(first);
  }
  if (allAre(isRecord)) return structType(values, `${path}.`);
  throw cannotMerge(values, path);
}

function numberType(values: readonly unknown[], path: string): DataType {
  if (values.every((value) => typeof value === "bigint" || Number.isSafeInteger(value)))
    return atomic("long");
  if (values.every((value) => typeof value === "number")) return atomic("double");
  throw cannotMerge(values, path);
}

function mapOfValues(maps: readonly Map<unknown, unknown>[], path: string): DataType {
  const keys = maps.flatMap((map) => [...map.keys()]);
  const values = maps.flatMap((map) => [...map.values()]);
  return mapType(typeOfValues(keys, `a key of ${path}`), typeOfValues(values, `a value of ${path}`));
}

function cannotMerge(values: readonly unknown[], path: string): StreambookError {
  const [first] = values;
  const firstType = tryType(first);
  const other = values.find((value) => tryType(value) !== firstType);
  if (other === undefined) {
    const rule = `No column type takes the values of ${path}.`;
    return failure(
      "CANNOT_INFER_TYPE_FOR_FIELD",
      rule,
      describeValue(first),
      "leave the field out, or turn it into text",
    );
  }
  const got = `${describeValue(first)} and ${describeValue(other)}`;
  return failure(
    "CANNOT_MERGE_TYPE",
    `${path} has values of different types.`,
    got,
    "values of one type, or a schema",
  );
}

function tryType(value: unknown): string {
  try {
    return catalogString(typeOfValues([value], ""));
  } catch {
    return typeof value;
  }
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
