import type { StructType } from "../../types/data-type.js";
import { toDDL } from "../../types/ddl.js";
import { Column, toColumn } from "../column.js";
import { lit } from "./normal.js";
import { withOptions } from "./text-options.js";

/** How CSV text is written, and what to do with a record that is not what the schema says. */
export interface CsvOptions {
  /** Between the cells; a comma unless said otherwise. */
  readonly sep?: string;
  /** PERMISSIVE (nulls, the default) or FAILFAST (the query stops with the record in the error). */
  readonly mode?: "PERMISSIVE" | "FAILFAST";
  /** The schema's string field that keeps the text of a malformed record; `_corrupt_record` unless said otherwise. */
  readonly columnNameOfCorruptRecord?: string;
  /** Any other option of Spark: quote, escape, nullValue, dateFormat, timestampFormat, … */
  readonly [option: string]: string | boolean | undefined;
}

/**
 * Parses a text that is one record of CSV. A cell that is missing or does not fit its type is null.
 *
 * @example
 * lines.select(fromCsv(col("value"), "date string, film int, user int, rate int").as("rating")).select("rating.*")
 */
export function fromCsv(
  text: Column | string,
  schema: StructType | string | Column,
  options: CsvOptions | Column = {},
): Column {
  const type = schema instanceof Column ? schema : lit(typeof schema === "string" ? schema : toDDL(schema));
  return withOptions("from_csv", [toColumn(text), type.expr], options);
}

/** A struct as one record of CSV. */
export const toCsv = (value: Column | string, options: CsvOptions | Column = {}): Column =>
  withOptions("to_csv", [toColumn(value)], options);
/** The schema of a record of CSV, in SQL's words. */
export const schemaOfCsv = (sample: Column | string, options: CsvOptions | Column = {}): Column =>
  withOptions("schema_of_csv", [lit(sample).expr], options);
