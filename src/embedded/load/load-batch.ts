import { StreambookError } from "../../errors.js";
import { schemaOf, type ScanPlan } from "../../plan/resolved.js";
import type { BatchData } from "../../sources/source.js";
import type { StructType } from "../../types/data-type.js";
import type { Connection } from "../database.js";
import { appendRows } from "./append-rows.js";
import { withFileMetadata } from "./file-metadata.js";
import { takeTable } from "./input-tables.js";
import { loadCsvFiles } from "./load-csv-files.js";
import { loadLineFiles } from "./load-line-files.js";
import { loadLines } from "./load-lines.js";
import { loadParquetFiles } from "./load-parquet-files.js";
import type { LoadedBatch } from "./loaded-batch.js";

/**
 * Makes the rows of a source readable for a connection. `slot` names the place, which is used again when it has been released; text
 * and JSON files give lines, whatever the schema. What is loaded lives in temporary tables and files of this connection.
 */
export async function loadBatch(
  connection: Connection,
  data: BatchData,
  schema: StructType,
  slot: string,
): Promise<LoadedBatch> {
  switch (data.kind) {
    case "rows":
      return loadRows(connection, data.rows, schema, slot);
    case "lines":
      return loadLines(connection, data, slot);
    case "files":
      switch (data.format) {
        case "text":
        case "json":
          return loadLineFiles(connection, data, schema, slot);
        case "csv":
          return loadCsvFiles(connection, data, schema, slot);
        case "parquet":
          return loadParquetFiles(connection, data, schema, slot);
        default:
          throw new StreambookError({
            code: "DATA_SOURCE_NOT_FOUND",
            step: "read files",
            rule: "Files are text, json, csv or parquet.",
            got: JSON.stringify(data.format),
            cure: '.format("json")',
          });
      }
  }
}

/** The rows of a scan: those of files with what it asks about the files themselves. */
export async function loadScan(
  connection: Connection,
  data: BatchData,
  scan: ScanPlan,
  slot: string,
): Promise<LoadedBatch> {
  return loadBatch(connection, await withFileMetadata(data, scan), schemaOf(scan.output), slot);
}

async function loadRows(
  connection: Connection,
  rows: readonly (readonly unknown[])[],
  schema: StructType,
  slot: string,
): Promise<LoadedBatch> {
  const table = takeTable(connection, schema, slot);
  try {
    await table.fill();
    await appendRows(connection, table.name, schema, rows);
  } catch (error) {
    await table.release();
    throw error;
  }
  return { relation: table.relation, rows: rows.length, release: () => table.release() };
}
