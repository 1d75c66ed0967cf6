import type { BatchData } from "../../sources/source.js";
import type { DataType } from "../../types/data-type.js";
import type { Connection } from "../database.js";
import { csvOptions, newlineOf, type CsvOptions } from "../functions/csv/options.js";
import { MOMENT } from "../functions/csv/cell-sql.js";
import { CsvTokenizer } from "../functions/csv/tokenizer.js";
import { fingerprint, type TextOptions } from "../functions/json/options.js";
import { callScript } from "../scripts.js";
import { text } from "../sql-types.js";
import { cellSteps } from "./csv-cells-sql.js";
import { isMultiLine } from "./csv-records.js";
import { csvTexts, textSchema } from "./csv-texts.js";
import { takeTable } from "./input-tables.js";

type Files = Extract<BatchData, { kind: "files" }>;

/** Cells that inference takes alike, whatever came before them, by a cell that stands for all of them. */
const CLASSES = ["1", "2020", "3000000000", "1.5", "true", "2020-01-01", "2020-01-01 00:00:00", "text"];
const [INT, YEAR, LONG, DOUBLE, BOOLEAN, DATE, TIME, TEXT, OTHER] = [1, 2, 4, 8, 16, 32, 64, 128, 256];

/** So many records are looked at first. */
const FIRST = 2000;

/**
 * Cells that stand for all cells of each column, when the types of the columns are inferred: those few are enough. Null when it takes every cell
 * in its order to tell: there are cells of no common kind, or numbers that are years among dates.
 */
export async function csvRepresentatives(
  connection: Connection,
  files: Files,
  width: number,
): Promise<readonly (readonly string[])[] | null> {
  const { options = {} } = files;
  const known = csvOptions(options, newlineOf(options, isMultiLine(options)));
  const { nullValue } = known.format;
  if (["dateformat", "timestampformat"].some((name) => options[name] !== undefined)) return null;
  if (CLASSES.includes(nullValue)) return null;
  const steps = cellSteps(
    known.format,
    known.format.newline === "" ? "c0" : `rtrim(c0, ${text(known.format.newline)})`,
  );
  if (steps === null || known.format.trimsLeft || known.format.trimsRight) return null;
  const table = takeTable(connection, textSchema, "infer");
  try {
    const { relation } = await csvTexts(connection, files, () => () => undefined, table);
    const found = new Array<number>(width).fill(0);
    const split = [...steps, `coalesce(s, ${readSql(known, options)}) AS s`];
    // What the first records say to be texts is not looked at any more.
    for (const from of [`(FROM ${relation} LIMIT ${FIRST})`, relation]) {
      const places = [...found.keys()].filter((i) => (found[i]! & TEXT) === 0);
      if (places.length === 0) break;
      const cells = places.map((i) => `nullif(nullif(s[${i + 1}], ''), ${text(nullValue)}) AS t${i}`);
      const lists = split.reduce((source, column) => `(SELECT c0, ${column} FROM ${source})`, from);
      const classes = places.map((i) => `coalesce(bit_or(${classSql(`t${i}`, known)}), 0)`);
      const [row] = await connection.rows(
        `SELECT ${classes.join(", ")} FROM (SELECT ${cells.join(", ")} FROM ${lists})`,
      );
      for (const [n, i] of places.entries()) found[i] = Number(row![n]);
    }
    return representatives(found);
  } finally {
    await table.release();
  }
}

function representatives(found: readonly number[]): readonly (readonly string[])[] | null {
  const has = (bits: number, some: number): boolean => (bits & some) !== 0;
  const isUnclear = (bits: number): boolean =>
    !has(bits, TEXT) && (has(bits, OTHER) || (has(bits, YEAR) && has(bits, DATE | TIME)));
  if (found.some(isUnclear)) return null;
  // A text in a column makes it one of texts, whatever else is in it.
  return CLASSES.map((cell, i) =>
    found.map((bits) => (has(bits, 1 << i) && (cell === "text" || !has(bits, TEXT)) ? cell : "")),
  );
}

/** The class of a cell, as a number with one bit. */
function classSql(t: string, known: CsvOptions): string {
  const like = (form: string): string => `regexp_full_match(${t}, '${form}')`;
  const words = ["NaN", "Infinity", known.nanValue, known.positiveInf, known.negativeInf]
    .map(text)
    .join(", ");
  // A letter begins no number, and no time but `T12:34`.
  const lettered = `CASE WHEN ${t} IN (${words}) OR ${like("T[0-9].*")} THEN CASE WHEN ${t} IN (${words}) THEN ${DOUBLE} ELSE ${OTHER} END WHEN lower(${t}) IN ('true', 'false') THEN ${BOOLEAN} ELSE ${TEXT} END`;
  const whole = `CASE WHEN TRY_CAST(${t} AS BIGINT) IS NULL THEN ${OTHER} WHEN TRY_CAST(${t} AS BIGINT) NOT BETWEEN -2147483648 AND 2147483647 THEN ${LONG} WHEN length(${t}) BETWEEN 4 AND 8 THEN ${YEAR} ELSE ${INT} END`;
  return `CASE WHEN ${t} IS NULL THEN 0 WHEN ${t} >= 'A' AND ${t} < '{' AND ${like("[A-Za-z].*")} THEN ${lettered}
    WHEN ${like("-?[0-9]+")} THEN ${whole}
    WHEN ${like("-?[0-9]+[.][0-9]+")} THEN ${DOUBLE}
    WHEN ${t} IN (${words}) THEN ${DOUBLE}
    WHEN ${like("[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}")} AND TRY_CAST(${t} AS DATE) IS NOT NULL THEN ${known.prefersDate ? DATE : TIME}
    WHEN ${like(`${MOMENT}Z?`)} AND TRY_CAST(${t} AS TIMESTAMP) IS NOT NULL THEN ${TIME}
    WHEN ${like("[0-9]{1,3}([^0-9:.eEdDfF\\x00-\\x20\\x80-\\x{10FFFF}]| +[!-~]).*")} OR ${like("[0-9]{4,}[^-0-9.eEdDfF\\x00-\\x20\\x80-\\x{10FFFF}].*")} THEN ${TEXT}
    ELSE ${OTHER} END`;
}

const CELLS: DataType = { kind: "array", element: { kind: "string" }, containsNull: true };

/** The cells of a record that the engine cannot split. */
function readSql({ format }: CsvOptions, options: TextOptions): string {
  const tokenizer = new CsvTokenizer(format);
  const run = (record: string): readonly string[] => tokenizer.read(record)?.cells ?? [];
  const name = `csv_cells_${fingerprint(options)}`;
  return callScript({ name, parameters: [{ kind: "string" }], result: CELLS, run }, ["c0"]);
}
