import type { BatchData } from "../../sources/source.js";
import type { StructType } from "../../types/data-type.js";
import { sameName } from "../../types/names.js";
import type { Connection } from "../database.js";
import { csvOptions } from "../functions/csv/options.js";
import { recordReader } from "../functions/csv/reader.js";
import { IN_FILE } from "../functions/json/options.js";
import { appendRows } from "./append-rows.js";
import { checkHeader, csvRecords } from "./csv-records.js";
import { takeTable } from "./input-tables.js";
import type { LoadedBatch } from "./load-batch.js";

/** CSV files as typed rows in a temporary table; columns that folders name come last. */
export async function loadCsvFiles(
  connection: Connection,
  { paths, options = {}, partitions }: Extract<BatchData, { kind: "files" }>,
  schema: StructType,
  slot: string,
): Promise<LoadedBatch> {
  const isOwn = (name: string): boolean => !partitions?.columns.some((c) => sameName(c.name, name));
  const own: StructType = { kind: "struct", fields: schema.fields.filter((f) => isOwn(f.name)) };
  const known = csvOptions(options);
  const names = own.fields.filter((f) => f.name !== known.corruptColumn).map((f) => f.name);
  const read = recordReader(own, { ...options, [IN_FILE]: "true" }, options["timezone"] ?? "UTC");
  if (schema.fields.length === 0) return { relation: "range(0)", rows: 0, release: async () => undefined };
  const table = takeTable(connection, schema, slot);
  try {
    await table.fill();
    let count = 0;
    for (const [i, path] of paths.entries()) {
      const fixed = partitions?.values[i] ?? [];
      const onHeader = known.enforcesSchema
        ? undefined
        : (cells: readonly string[]): void => checkHeader(cells, names, path);
      for await (const records of csvRecords(path, options, onHeader)) {
        const rows = records.flatMap(({ cells, text }) => {
          const row = read(cells, text);
          return row === null ? [] : [fixed.length === 0 ? row : [...row, ...fixed]];
        });
        await appendRows(connection, table.name, schema, rows);
        count += rows.length;
      }
    }
    return { relation: table.relation, rows: count, release: () => table.release() };
  } catch (error) {
    await table.release();
    throw error;
  }
}
