import { StreambookError } from "../errors.js";
import type { DataType, StructType } from "./data-type.js";
import { Decimal } from "./decimal.js";
import { nearest, sameName } from "./names.js";

type Inspect = (value: unknown, options: unknown) => string;

/** The schema of a row, kept off the row's own properties so that it is never printed or compared. */
export const schemaKey = Symbol("schema");
/** All values of a row whose schema repeats a name: such a row cannot be read back from its properties. */
const allKey = Symbol("values");

/**
 * One row of a result: an object with a property per column.
 * A name that the schema repeats gives its first column as property; `toArray()` has them all.
 *
 * @example
 * const [row] = await df.take(1);
 * row.x; // 0.5
 * row.get(0); // the first column
 * JSON.stringify(row); // works with bigints, dates, maps
 */
export class Row {
  /** @internal */
  declare readonly [schemaKey]: StructType;

  /** The values in the order of the columns. */
  toArray(): unknown[] {
    const all = (this as { [allKey]?: readonly unknown[] })[allKey];
    if (all !== undefined) return [...all];
    const values = this as unknown as Record<string, unknown>;
    return this[schemaKey].fields.map((field) => values[field.name]);
  }

  /** A column by its place (0 is the first) or its name, letter case apart. */
  get(column: number | string): unknown {
    const { fields } = this[schemaKey];
    const values = this as unknown as Record<string, unknown>;
    if (typeof column === "string" && Object.hasOwn(this, column)) return values[column];
    const index =
      typeof column === "number" ? column : fields.findIndex((field) => sameName(field.name, column));
    if (!Number.isInteger(index) || index < 0 || index >= fields.length) throw noSuchColumn(column, fields);
    return Row.prototype.toArray.call(this)[index];
  }

  /** Plain JSON values: a bigint as number when exact, else as text; a Date as ISO text; a Map as object; bytes as base64. */
  toJSON(): Record<string, unknown> {
    const values = Row.prototype.toArray.call(this);
    const result: Record<string, unknown> = {};
    this[schemaKey].fields.forEach((field, i) => {
      if (Object.hasOwn(result, field.name)) return;
      define(result, field.name, toJson(values[i], field.type));
    });
    return result;
  }

  [Symbol.for("nodejs.util.inspect.custom")](depth: number, options: object, inspect: Inspect): string {
    return depth < 0 ? "[Row]" : `Row ${inspect({ ...this }, { ...options, depth })}`;
  }
}

/** Makes a row from values in public form, in the schema's order. */
export type RowMaker = (values: readonly unknown[]) => Row;

const makers = new WeakMap<StructType, RowMaker>();

/** One class per schema: its rows share a shape, and the schema costs a row nothing. */
export function rowMaker(schema: StructType): RowMaker {
  let maker = makers.get(schema);
  if (maker === undefined) makers.set(schema, (maker = makeMaker(schema)));
  return maker;
}

/** The schema a row was made with. */
export function schemaOfRow(row: Row): StructType {
  return row[schemaKey];
}

function makeMaker(schema: StructType): RowMaker {
  const names = schema.fields.map((field) => field.name);
  const simple = new Set(names).size === names.length && !names.includes("__proto__");
  const ofSchema = class extends Row {
    constructor(values: readonly unknown[]) {
      super();
      const target = this as unknown as Record<string, unknown>;
      if (simple) {
        for (let i = 0; i < names.length; i++) target[names[i] as string] = values[i];
        return;
      }
      names.forEach((name, i) => {
        if (!Object.hasOwn(this, name)) define(target, name, values[i]);
      });
      Object.defineProperty(this, allKey, { value: values });
    }
  };
  Object.defineProperty(ofSchema, "name", { value: "Row" });
  Object.defineProperty(ofSchema.prototype, schemaKey, { value: schema });
  return (values) => new ofSchema(values);
}

// An assignment to "__proto__" would change the prototype instead.
function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true });
}

function noSuchColumn(column: number | string, fields: StructType["fields"]): StreambookError {
  const names = fields.map((field) => field.name);
  const near = typeof column === "string" ? nearest(column, names) : null;
  return new StreambookError({
    code: "UNRESOLVED_COLUMN.WITH_SUGGESTION",
    step: "row.get",
    rule: `The row has the columns ${names.join(", ") || "(none)"}.`,
    got: typeof column === "string" ? JSON.stringify(column) : `place ${column} (the first is 0)`,
    ...(near === null ? {} : { cure: `row.get(${JSON.stringify(near)})` }),
  });
}

/** The JSON form of a value in public form; with its type, a date prints as its day alone. */
export function toJson(value: unknown, type?: DataType): unknown {
  if (typeof value === "bigint")
    return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (typeof value !== "object" || value === null) return value ?? null;
  if (value instanceof Row) return Row.prototype.toJSON.call(value);
  if (value instanceof Date) return type?.kind === "date" ? dayOf(value) : value.toISOString();
  if (value instanceof Decimal) return value.text;
  if (Array.isArray(value)) {
    const element = type?.kind === "array" ? type.element : undefined;
    return value.map((item) => toJson(item, element));
  }
  if (value instanceof Map) return mapToJson(value, type);
  if (value instanceof Uint8Array) {
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64");
  }
  return value;
}

function dayOf(date: Date): string {
  return date.toISOString().replace(/T.*$/, "");
}

function mapToJson(map: ReadonlyMap<unknown, unknown>, type: DataType | undefined): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  const [keyType, valueType] = type?.kind === "map" ? [type.key, type.value] : [];
  for (const [key, value] of map) {
    const name = toJson(key, keyType);
    define(result, typeof name === "string" ? name : JSON.stringify(name), toJson(value, valueType));
  }
  return result;
}
