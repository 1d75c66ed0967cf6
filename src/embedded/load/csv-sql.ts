import type { DataType, StructType } from "../../types/data-type.js";
import { sqlType, text } from "../sql-types.js";

export type CsvMode = "PERMISSIVE" | "DROPMALFORMED" | "FAILFAST";

/** How CSV files are written, by Spark's options and defaults. */
export interface CsvFormat {
  readonly header: boolean;
  readonly separator: string;
  readonly quote: string;
  readonly escape: string;
  readonly nullValue: string;
  readonly mode: CsvMode;
}

export function csvFormat(options: Readonly<Record<string, string>>): CsvFormat {
  const given = new Map(Object.entries(options).map(([key, value]) => [key.toLowerCase(), value]));
  const mode = (given.get("mode") ?? "PERMISSIVE").toUpperCase();
  return {
    header: given.get("header")?.toLowerCase() === "true",
    separator: (given.get("sep") ?? given.get("delimiter") ?? ",").replace("\\t", "\t"),
    quote: given.get("quote") ?? '"',
    escape: given.get("escape") ?? "\\",
    nullValue: given.get("nullvalue") ?? "",
    mode: mode === "FAILFAST" || mode === "DROPMALFORMED" ? mode : "PERMISSIVE",
  };
}

/**
 * A query over CSV files that gives the schema's columns as c0, c1, …: a field that does not fit its type is null (PERMISSIVE), takes
 * its row with it (DROPMALFORMED), or stops the query (FAILFAST). Missing fields are null and surplus ones are passed over.
 */
export function readCsvSql(paths: string, schema: StructType, format: CsvFormat): string {
  const { mode } = format;
  const raw = schema.fields.map((_, i) => `'r${i}': 'VARCHAR'`).join(", ");
  const lenient = mode === "FAILFAST" ? "" : ", null_padding = true, strict_mode = false";
  const source =
    `read_csv(${paths}, columns = {${raw}}, auto_detect = false, header = ${format.header}, delim = ${text(format.separator)}, ` +
    `quote = ${text(format.quote)}, escape = ${text(format.escape)}, nullstr = ['', ${text(format.nullValue)}]${lenient})`;
  const parsed = schema.fields.map((field, i) => `${parse(`r${i}`, field.type)} AS c${i}`);
  if (mode === "PERMISSIVE") return `SELECT ${parsed.join(", ")} FROM ${source}`;
  const bad = schema.fields.map((_, i) => `(r${i} IS NOT NULL AND c${i} IS NULL)`).join(" OR ");
  const columns = schema.fields.map((_, i) => `c${i}`).join(", ");
  const inner = `(SELECT ${parsed.join(", ")}, * FROM ${source})`;
  if (mode === "DROPMALFORMED") return `SELECT ${columns} FROM ${inner} WHERE NOT (${bad})`;
  const shown = `concat_ws(${text(format.separator)}, ${schema.fields.map((_, i) => `r${i}`).join(", ")})`;
  const refusal = `error('[MALFORMED_RECORD_IN_PARSING] ' || ${shown})`;
  return `SELECT ${columns} FROM ${inner} WHERE CASE WHEN ${bad} THEN ${refusal} ELSE true END`;
}

/** Spark's reading of a field, which is stricter than DuckDB's casts: 1.5 is no integer, 1 is no boolean. */
function parse(column: string, type: DataType): string {
  switch (type.kind) {
    case "string":
      return column;
    case "boolean":
      return `CASE lower(${column}) WHEN 'true' THEN true WHEN 'false' THEN false END`;
    case "byte":
    case "short":
    case "int":
    case "long":
      return `CASE WHEN regexp_full_match(${column}, '[+-]?[0-9]+') THEN TRY_CAST(${column} AS ${sqlType(type)}) END`;
    case "binary":
      return `encode(${column})`;
    default:
      return `TRY_CAST(${column} AS ${sqlType(type)})`;
  }
}
