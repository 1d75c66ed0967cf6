import type { StructType } from "../../../types/data-type.js";
import type { TextOptions } from "../json/options.js";
import { malformed } from "../json/options.js";
import { timeTexts } from "../json/times.js";
import { BAD, cellReader } from "./cells.js";
import { csvOptions } from "./options.js";
import { CsvTokenizer } from "./tokenizer.js";

/** A record's values by the schema; null for one that is dropped. Throws for a bad one when failing fast. */
export type ReadRecord = (cells: readonly string[] | null, text: string) => unknown[] | null;

/**
 * Turns the cells of a record into values, as Spark does. A record with another number of cells than the schema has columns is malformed,
 * and so is one with a cell that does not fit: what can be read of it is kept, unless the mode says otherwise.
 */
export function recordReader(schema: StructType, options: TextOptions, timeZone: string): ReadRecord {
  const known = csvOptions(options);
  const times = timeTexts(options, timeZone);
  const { nullValue } = known.format;
  const columns = schema.fields.filter((f) => f.name !== known.corruptColumn);
  const corrupt = schema.fields.findIndex((f) => f.name === known.corruptColumn);
  const read = columns.map((f) => cellReader(f.type, known, times));
  return (cells, text) => {
    let isBad = cells?.length !== read.length;
    const values = read.map((one, i) => {
      const cell = cells?.[i];
      if (cell === undefined || cell === nullValue) return null;
      const value = one(cell);
      if (value !== BAD) return value;
      isBad = true;
      return null;
    });
    if (isBad && known.mode === "FAILFAST") throw malformed(text, options);
    if (isBad && known.mode === "DROPMALFORMED") return null;
    if (corrupt >= 0) values.splice(corrupt, 0, isBad ? text : null);
    return values;
  };
}

/** Reads texts that are one record each: `from_csv`. */
export function csvReader(
  schema: StructType,
  options: TextOptions,
  timeZone: string,
): (text: string) => unknown[] | null {
  const tokenizer = new CsvTokenizer(csvOptions(options).format);
  const read = recordReader(schema, options, timeZone);
  return (text) => read(tokenizer.read(text)?.cells ?? null, text);
}
