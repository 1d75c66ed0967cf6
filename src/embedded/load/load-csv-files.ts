import type { BatchData } from "../../sources/source.js";
import type { StructType } from "../../types/data-type.js";
import { sameName } from "../../types/names.js";
import type { Connection } from "../database.js";
import { csvOptions } from "../functions/csv/options.js";
import { IN_FILE } from "../functions/json/options.js";
import { identifier } from "../sql-types.js";
import { checkHeader, isMultiLine, type OnHeader } from "./csv-records.js";
import { csvTexts, textSchema } from "./csv-texts.js";
import { csvSql } from "./csv-sql.js";
import { FILE, folderValues } from "./folder-values.js";
import { takeTable } from "./input-tables.js";
import type { LoadedBatch } from "./loaded-batch.js";

type Files = Extract<BatchData, { kind: "files" }>;

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
  const table = takeTable(connection, textSchema, slot);
  try {
    const onHeader = headerCheck(own, options);
    const { relation, rows } = await csvTexts(connection, files, onHeader, table);
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
