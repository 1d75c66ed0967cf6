import type { BatchData } from "../../sources/source.js";
import { columns } from "../../sources/schemas.js";
import type { StructType } from "../../types/data-type.js";
import { sameName } from "../../types/names.js";
import type { Connection } from "../database.js";
import { csvOptions } from "../functions/csv/options.js";
import { IN_FILE } from "../functions/json/options.js";
import { identifier } from "../sql-types.js";
import { appendRows } from "./append-rows.js";
import { recordLines, scanCleanCsv } from "./clean-csv.js";
import { checkHeader, csvTexts, isMultiLine, type OnHeader } from "./csv-records.js";
import { csvSql } from "./csv-sql.js";
import { FILE, folderValues } from "./folder-values.js";
import { takeTable, type TakenTable } from "./input-tables.js";
import type { LoadedBatch } from "./load-batch.js";
import { pathList, readLinesSql } from "./read-lines-sql.js";

type Files = Extract<BatchData, { kind: "files" }>;

/** The texts of records: for a FROM clause, the text its column c0. */
interface Texts {
  readonly relation: string;
  readonly rows: number;
}

/** CSV files: their records as texts, which the query takes apart as far as it reads them. The columns of folders come last. */
export async function loadCsvFiles(
  connection: Connection,
  files: Files,
  schema: StructType,
  slot: string,
): Promise<LoadedBatch> {
  const { partitions, options = {} } = files;
  const isOwn = (name: string): boolean => !partitions?.columns.some((c) => sameName(c.name, name));
  const own: StructType = { kind: "struct", fields: schema.fields.filter((f) => isOwn(f.name)) };
  const table = takeTable(connection, columns({ record: "string", file: "string" }), slot);
  try {
    const onHeader = headerCheck(own, options);
    const { relation, rows } =
      (await cleanTexts(connection, files, onHeader, table)) ??
      (await decodedTexts(connection, files, onHeader, table));
    const records = {
      relation,
      isMultiLine: isMultiLine(options),
      schema: own,
      options: { ...options, [IN_FILE]: "true" },
      timeZone: options["timezone"] ?? "UTC",
    };
    const select = (wanted: readonly number[]): string => {
      const read = wanted.filter((i) => i < own.fields.length);
      if (read.length === wanted.length) return csvSql(records, read);
      const folders = wanted
        .filter((i) => i >= own.fields.length)
        .map((i) => `${folderValues(files.paths, partitions!, i - own.fields.length)} AS c${i}`);
      const items = [...read.map((i) => `c${i}`), ...folders];
      return `(SELECT ${items.join(", ")} FROM ${csvSql(records, read, [identifier(FILE)])})`;
    };
    const all = select(schema.fields.map((_, i) => i));
    // Rows that are dropped do not count.
    const drops = csvOptions(options).mode === "DROPMALFORMED";
    const count = drops ? Number((await connection.rows(`SELECT count(*) FROM ${all}`))[0]![0]) : rows;
    return { relation: all, rows: count, select, release: () => table.release() };
  } catch (error) {
    await table.release();
    throw error;
  }
}

/** With `enforceSchema` off a file's header is compared with the schema. */
function headerCheck({ fields }: StructType, options: Readonly<Record<string, string>>) {
  const { enforcesSchema, corruptColumn } = csvOptions(options);
  const names = fields.filter((f) => f.name !== corruptColumn).map((f) => f.name);
  return (path: string): OnHeader =>
    (cells) => {
      if (!enforcesSchema) checkHeader(cells, names, path);
    };
}

type HeaderCheck = ReturnType<typeof headerCheck>;

/** Lines that the query reads from the files by itself; null when one of the files is not fit for it. */
async function cleanTexts(
  connection: Connection,
  { paths, options = {}, partitions }: Files,
  onHeader: HeaderCheck,
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
  onHeader: HeaderCheck,
  table: TakenTable,
): Promise<Texts> {
  await table.fill();
  let rows = 0;
  for (const path of paths) {
    const file = partitions ? path : null;
    for await (const texts of csvTexts(path, options, onHeader(path))) {
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
