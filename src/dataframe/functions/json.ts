import type { DataType } from "../../types/data-type.js";
import { toDDL } from "../../types/ddl.js";
import { schemaFromJson } from "../../types/json.js";
import { Column, toColumn } from "../column.js";
import { call, callWith } from "./build.js";
import { lit } from "./normal.js";
import { withOptions } from "./text-options.js";

/** What to do with a record that is not what the schema says. */
export interface JsonOptions {
  /** PERMISSIVE (nulls, the default) or FAILFAST (the query stops with the record in the error). */
  readonly mode?: "PERMISSIVE" | "FAILFAST";
  /** Any other option of Spark: dateFormat, timestampFormat, allowComments, allowSingleQuotes, … */
  readonly [option: string]: string | boolean | undefined;
  /** The schema's string field that keeps the text of a malformed record; `_corrupt_record` unless said otherwise. */
  readonly columnNameOfCorruptRecord?: string;
}

/**
 * Parses JSON text. A field that is missing or does not fit its type is null, a text that is not JSON gives nulls all over.
 *
 * @example
 * lines.select(fromJson(col("value"), t.struct({ User: t.string(), x: t.double() })).as("json")).select("json.*")
 */
export function fromJson(
  text: Column | string,
  schema: DataType | string | Column,
  options: JsonOptions | Column = {},
): Column {
  const type = schema instanceof Column ? schema : lit(schemaText(schema));
  return withOptions("from_json", [toColumn(text), type.expr], options);
}

/** A text may be Spark's schema JSON, as in PySpark. */
function schemaText(schema: DataType | string): string {
  if (typeof schema !== "string") return toDDL(schema);
  return /^\s*[{"]/.test(schema) ? toDDL(schemaFromJson(schema)) : schema;
}

/** A struct, array or map as JSON text; a struct's nulls are left out unless `ignoreNullFields` is false. */
export const toJson = (value: Column | string, options: JsonOptions | Column = {}): Column =>
  withOptions("to_json", [toColumn(value)], options);
/** How many elements the JSON array in a text has. */
export const jsonArrayLength = (text: Column | string): Column => call("json_array_length", text);
/** The names of the fields of the JSON object in a text. */
export const jsonObjectKeys = (text: Column | string): Column => call("json_object_keys", text);
/** The schema of a JSON text, in SQL's words. */
export const schemaOfJson = (sample: Column | string, options: JsonOptions | Column = {}): Column =>
  withOptions("schema_of_json", [lit(sample).expr], options);
/** One value of a JSON text by its path: `$.a.b`. */
export const getJsonObject = (text: Column | string, path: Column | string): Column =>
  callWith("get_json_object", text, path);
