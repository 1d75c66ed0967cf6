import type { StructType } from "../../../types/data-type.js";
import type { TextOptions } from "../json/options.js";
import { malformed } from "../json/options.js";
import { timeTexts } from "../json/times.js";
import { BAD, cellReader } from "./cells.js";
import { csvOptions } from "./options.js";
import { CsvTokenizer } from "./tokenizer.js";

/** A record's values by the schema, and whether it is malformed. Throws for a malformed one when failing fast. */
export type ReadRecord = (cells: readonly string[] | null, text: string) => RecordValues;

export interface RecordValues {
  readonly values: unknown[];
  readonly isBad: boolean;
}

/**
 * Turns the cells of a record into the values of some columns of the schema, all when none are named. A record with another number of
 * cells than the schema has columns is malformed if `counts`, and so is one with a cell that does not fit; what can be read of it is kept.
 */
export function recordReader(
  schema: StructType,
  options: TextOptions,
  timeZone: string,
  wanted: readonly number[] = schema.fields.map((_, i) => i),
  counts = true,
): ReadRecord {
  const known = csvOptions(options);
  const times = timeTexts(options, timeZone);
  const { nullValue } = known.format;
  const columns = schema.fields.filter((f) => f.name !== known.corruptColumn);
  const read = wanted.map((i) => {
    const field = schema.fields[i]!;
    if (field.name === known.corruptColumn) return null;
    return { at: columns.indexOf(field), value: cellReader(field.type, known, times) };
  });
  const corrupt = read.indexOf(null);
  return (cells, text) => {
    let isBad = cells === null || (counts && cells.length !== columns.length);
    const values = read.map((column) => {
      const cell = column === null ? undefined : cells?.[column.at];
      if (cell === undefined || cell === nullValue) return null;
      const value = column!.value(cell);
      if (value !== BAD) return value;
      isBad = true;
      return null;
    });
    if (isBad && known.mode === "FAILFAST") throw malformed(text, options);
    if (isBad && corrupt >= 0) values[corrupt] = text;
    return { values, isBad };
  };
}

/** Reads texts that are one record each: `from_csv`. */
export function csvReader(
  schema: StructType,
  options: TextOptions,
  timeZone: string,
): (text: string) => unknown[] {
  const tokenizer = new CsvTokenizer(csvOptions(options).format);
  const read = recordReader(schema, options, timeZone);
  return (text) => read(tokenizer.read(text)?.cells ?? null, text).values;
}
