import type { DataType, StructType } from "../../types/data-type.js";
import { onlyCorrupt } from "../compiler/file-records.js";
import { csvOptions, newlineOf } from "../functions/csv/options.js";
import { recordReader } from "../functions/csv/reader.js";
import { CsvTokenizer } from "../functions/csv/tokenizer.js";
import { fingerprint, type TextOptions } from "../functions/json/options.js";
import { callScript } from "../scripts.js";
import { plainRecordSql } from "./csv-plain-sql.js";

/** Records of CSV as texts, and what is known of how they are written. */
export interface CsvRecords {
  /** For a FROM clause: the record is its column c0. */
  readonly relation: string;
  /** A record may hold newlines, and has its own at the end. */
  readonly isMultiLine: boolean;
  /** The records' columns, without those of folders. */
  readonly schema: StructType;
  readonly options: TextOptions;
  readonly timeZone: string;
}

/** What a query asks of the records. */
export interface CsvAsked {
  /** Places in the schema. */
  readonly columns: readonly number[];
  /** A record with too few or too many cells is malformed. */
  readonly counts: boolean;
  /** Malformed records are marked, in the field `bad`. */
  readonly marks: boolean;
}

/**
 * SQL that reads some columns of records, c0, c1, … by their places in the schema; `more` are columns that the relation has besides.
 *
 * Records that the engine reads as Spark does are read by it, all others by the reader in JavaScript: which of both it is is not seen in the
 * answer. As in Spark a record is malformed by the columns that are asked for, and nothing is looked at if none is.
 */
export function csvSql(
  records: CsvRecords,
  columns: readonly number[],
  more: readonly string[] = [],
): string {
  const { relation, schema, options, isMultiLine } = records;
  const { corruptColumn, mode } = csvOptions(options);
  const read = columns.filter((i) => schema.fields[i]!.name !== corruptColumn);
  if (columns.length > 0 && read.length === 0) throw onlyCorrupt("csv reader", corruptColumn);
  const prunes = !isMultiLine && (options["columnpruning"] ?? "true").toLowerCase() === "true";
  if (columns.length === 0 && prunes) return `(SELECT ${["1 AS one", ...more].join(", ")} FROM ${relation})`;
  const width = schema.fields.filter((f) => f.name !== corruptColumn).length;
  const drops = mode === "DROPMALFORMED";
  const asked = {
    columns,
    counts: !prunes || read.length === width,
    marks: drops || columns.length === 0,
  };
  const { record, source } = plainRecordSql(records, asked, readSql(records, asked), more);
  // The list keeps the engine from computing a record anew for each condition on it.
  const whole = `SELECT ${[`unnest([${record}]) AS r`, ...more].join(", ")} FROM ${source}`;
  const output = [...columns.map((i) => `r.f${i} AS c${i}`), ...more];
  return `(SELECT ${output.join(", ") || "1 AS one"} FROM (${whole})${drops ? " WHERE NOT r.bad" : ""})`;
}

/** A record as a struct, read in JavaScript. */
function readSql({ schema, options, timeZone, isMultiLine }: CsvRecords, asked: CsvAsked): string {
  const newline = newlineOf(options, isMultiLine);
  const tokenizer = new CsvTokenizer(csvOptions(options, newline).format);
  const read = recordReader(schema, options, timeZone, asked.columns, asked.counts);
  const run = (text: string): unknown[] => {
    const isEnded = newline !== "" && text.endsWith(newline);
    const own = isEnded ? text.slice(0, -newline.length) : text;
    const { values, isBad } = read(tokenizer.read(text)?.cells ?? null, own);
    return asked.marks ? [...values, isBad] : values;
  };
  const fields = asked.columns.map((i) => ({ ...schema.fields[i]!, name: `f${i}` }));
  const mark = { name: "bad", type: { kind: "boolean" as const }, nullable: false };
  const result: DataType = { kind: "struct", fields: asked.marks ? [...fields, mark] : fields };
  const name = `csv_${fingerprint(schema, options, timeZone, asked)}`;
  return callScript({ name, parameters: [{ kind: "string" }], result, run }, ["c0"]);
}
