import { StreambookError } from "../errors.js";
import type { AtomicKind, DataType, StructField } from "./data-type.js";
import { intervalFields, intervalOf } from "./interval.js";
import { arrayType, atomic, decimalType, mapType, structField, structOf } from "./t.js";

const kinds: Readonly<Record<string, AtomicKind>> = {
  void: "null",
  null: "null",
  boolean: "boolean",
  byte: "byte",
  short: "short",
  integer: "int",
  long: "long",
  float: "float",
  double: "double",
  string: "string",
  binary: "binary",
  date: "date",
  timestamp: "timestamp",
  timestamp_ltz: "timestamp",
  timestamp_ntz: "timestamp_ntz",
  interval: "interval",
};

/** The name of a type without parts in Spark's schema JSON and in `printSchema()`: `long`, `integer`, `decimal(10,2)`. */
export function typeName(type: DataType): string {
  if (type.kind === "decimal") return `decimal(${type.precision},${type.scale})`;
  if (type.kind === "day_time_interval" || type.kind === "year_month_interval")
    return `interval ${intervalFields(type)}`;
  return type.kind === "null" ? "void" : type.kind === "int" ? "integer" : type.kind;
}

/**
 * Spark's schema JSON, as `df.schema.json()` gives it.
 *
 * @example
 * schemaToJson(t.struct({ a: t.long() }));
 * // {"type":"struct","fields":[{"name":"a","type":"long","nullable":true,"metadata":{}}]}
 */
export function schemaToJson(type: DataType): string {
  return JSON.stringify(jsonOf(type));
}

function jsonOf(type: DataType): unknown {
  switch (type.kind) {
    case "struct": {
      const fields = type.fields.map(({ name, type: own, nullable, metadata = {} }) => ({
        name,
        type: jsonOf(own),
        nullable,
        metadata,
      }));
      return { type: "struct", fields };
    }
    case "array":
      return { type: "array", elementType: jsonOf(type.element), containsNull: type.containsNull };
    case "map":
      return {
        type: "map",
        keyType: jsonOf(type.key),
        valueType: jsonOf(type.value),
        valueContainsNull: type.valueContainsNull,
      };
    default:
      return typeName(type);
  }
}

/** Reads Spark's schema JSON, as text or already parsed. Throws INVALID_JSON_DATA_TYPE. */
export function schemaFromJson(json: unknown): DataType {
  if (typeof json !== "string" || /^\w+(\([\d\s,-]*\)|[a-z ]+)?$/.test(json.trim())) return typeOf(json);
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch (cause) {
    throw invalid(json, "The schema is not valid JSON.", cause);
  }
  return typeOf(parsed);
}

function typeOf(json: unknown): DataType {
  if (typeof json === "string") return namedType(json.trim());
  if (!isObject(json)) throw invalid(json, "A type is its name or an object.");
  switch (json["type"]) {
    case "struct":
      if (!Array.isArray(json["fields"])) throw invalid(json, "A struct has an array of fields.");
      return structOf((json["fields"] as unknown[]).map(fieldOf));
    case "array":
      return arrayType(typeOf(json["elementType"]), flag(json, "containsNull"));
    case "map":
      return mapType(typeOf(json["keyType"]), typeOf(json["valueType"]), flag(json, "valueContainsNull"));
    default:
      // {"type": "long"} stands for "long" where a whole schema is expected.
      if (typeof json["type"] === "string" && Object.keys(json).length === 1) return namedType(json["type"]);
      throw invalid(json, "An object is a struct, an array or a map.");
  }
}

function fieldOf(json: unknown): StructField {
  if (!isObject(json) || typeof json["name"] !== "string")
    throw invalid(json, "A field has a name, a type and nullable.");
  const metadata = json["metadata"] ?? {};
  if (!isObject(metadata)) throw invalid(json, "The metadata of a field is an object.");
  return structField(json["name"], typeOf(json["type"]), flag(json, "nullable"), metadata);
}

function namedType(name: string): DataType {
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (kind !== undefined) return atomic(kind);
  const [, from = "", to]: readonly (string | undefined)[] =
    /^interval (\w+)(?: to (\w+))?$/.exec(name) ?? [];
  const interval = from === "" ? null : intervalOf(from, to ?? from);
  if (interval !== null) return interval;
  const decimal = /^decimal(?:\(\s*(\d+)\s*,\s*(\d+)\s*\))?$/.exec(name);
  if (decimal !== null) return decimalType(Number(decimal[1] ?? 10), Number(decimal[2] ?? 0));
  if (/^(?:var)?char\(\s*\d+\s*\)$/.test(name)) return atomic("string");
  throw invalid(
    name,
    "A type without parts is one of boolean, byte, short, integer, long, float, double, decimal(p,s), string, binary, date, timestamp, timestamp_ntz, void.",
  );
}

function flag(json: Record<string, unknown>, name: string): boolean {
  const value = json[name];
  if (typeof value !== "boolean") throw invalid(json, `${name} is true or false.`);
  return value;
}

function isObject(json: unknown): json is Record<string, unknown> {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

function invalid(json: unknown, rule: string, cause?: unknown): StreambookError {
  const text = typeof json === "string" ? json : (JSON.stringify(json) ?? String(json));
  return new StreambookError({
    code: "INVALID_JSON_DATA_TYPE",
    step: "schema JSON",
    rule,
    got: text.length > 200 ? `${text.slice(0, 200)}…` : text,
    cure: '{"type":"struct","fields":[{"name":"a","type":"long","nullable":true,"metadata":{}}]}',
    cause,
  });
}
