import { columns } from "../../sources/schemas.js";
import type { BatchData } from "../../sources/source.js";
import type { Connection } from "../database.js";
import { csvOptions } from "../functions/csv/options.js";
import { identifier } from "../sql-types.js";
import { appendRows } from "./append-rows.js";
import { recordLines, scanCleanCsv } from "./clean-csv.js";
import { recordTexts, type OnHeader } from "./csv-records.js";
import { FILE } from "./folder-values.js";
import type { TakenTable } from "./input-tables.js";
import { pathList, readLinesSql } from "./read-lines-sql.js";

type Files = Extract<BatchData, { kind: "files" }>;

/** The texts of records: for a FROM clause, the text its column c0. */
interface Texts {
  readonly relation: string;
  readonly rows: number;
}

/** Of the table for texts that are cut here: a record, and its file. */
export const textSchema = columns({ record: "string", file: "string" });

/** Makes the texts of the records of CSV files readable for a query; `table` is taken with `textSchema`. */
export async function csvTexts(
  connection: Connection,
  files: Files,
  onHeader: (path: string) => OnHeader,
  table: TakenTable,
): Promise<Texts> {
  return (
    (await cleanTexts(connection, files, onHeader, table)) ??
    (await decodedTexts(connection, files, onHeader, table))
  );
}

/** Lines that the query reads from the files by itself; null when one of the files is not fit for it. */
async function cleanTexts(
  connection: Connection,
  { paths, options = {}, partitions }: Files,
  onHeader: (path: string) => OnHeader,
  table: TakenTable,
): Promise<Texts | null> {
  const found = await scanCleanCsv(paths, options, onHeader);
  if (found === null) return null;
  // A variable instead of the paths: the SQL text stays the same from batch to batch.
  const variable = `${table.name}_paths`;
  await connection.run(`SET VARIABLE ${variable} = ${pathList(paths)}`);
  const { header, format } = csvOptions(options);
  const form = { skip: header ? 1 : 0, ...(partitions && { file: FILE }) };
  const lines = readLinesSql(`getvariable('${variable}')`, form);
  return { relation: found.others === 0 ? lines : recordLines(lines, format.comment), rows: found.records };
}

/** Texts that are decoded and cut here, in a temporary table. */
async function decodedTexts(
  connection: Connection,
  { paths, options = {}, partitions }: Files,
  onHeader: (path: string) => OnHeader,
  table: TakenTable,
): Promise<Texts> {
  await table.fill();
  let rows = 0;
  for (const path of paths) {
    const file = partitions ? path : null;
    for await (const texts of recordTexts(path, options, onHeader(path))) {
      await appendRows(
        connection,
        table.name,
        table.schema,
        texts.map((text) => [text, file]),
      );
      rows += texts.length;
    }
  }
  return { relation: `(SELECT c0, c1 AS ${identifier(FILE)} FROM ${table.relation})`, rows };
}
