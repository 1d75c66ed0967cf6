import { node } from "../../plan/expression.js";
import type { DataType } from "../../types/data-type.js";
import { toDDL } from "../../types/ddl.js";
import { Column, toColumn } from "../column.js";
import { call, callWith } from "./build.js";
import { lit } from "./normal.js";

/** What to do with a record that is not what the schema says. */
export interface JsonOptions {
  /** PERMISSIVE (nulls, the default) or FAILFAST (the query stops with the record in the error). */
  readonly mode?: "PERMISSIVE" | "FAILFAST";
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
  schema: DataType | string,
  options: JsonOptions = {},
): Column {
  const args = [toColumn(text), lit(typeof schema === "string" ? schema : toDDL(schema)).expr];
  const pairs = Object.entries(options).flatMap(([key, value]) => [lit(key).expr, lit(String(value)).expr]);
  if (pairs.length > 0) args.push(node({ kind: "call", name: "map", args: pairs }));
  return new Column(node({ kind: "call", name: "from_json", args }));
}

/** A struct as JSON text. */
export const toJson = (value: Column | string): Column => call("to_json", value);
/** One value of a JSON text by its path: `$.a.b`. */
export const getJsonObject = (text: Column | string, path: string): Column =>
  callWith("get_json_object", text, path);
