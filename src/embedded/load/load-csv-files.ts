import { isUtf8 } from "node:buffer";
import { readFile } from "node:fs/promises";
import type { StructType } from "../../types/data-type.js";
import type { Connection } from "../database.js";
import { csvFormat, readCsvSql } from "./csv-sql.js";
import { takeTable } from "./input-tables.js";
import { linePieces } from "./line-pieces.js";
import type { LoadedBatch } from "./load-batch.js";
import { pathList } from "./read-lines-sql.js";
import { SpoolFile } from "./spool.js";

/** CSV files as typed rows in a temporary table. */
export async function loadCsvFiles(
  connection: Connection,
  paths: readonly string[],
  options: Readonly<Record<string, string>>,
  schema: StructType,
  slot: string,
): Promise<LoadedBatch> {
  const table = takeTable(connection, schema, slot);
  const spools: SpoolFile[] = [];
  try {
    await table.fill();
    const readable: string[] = [];
    for (const path of paths) readable.push(await utf8File(path, table.name, spools));
    const select = readCsvSql(pathList(readable), schema, csvFormat(options));
    const rows = paths.length === 0 ? 0 : await connection.run(`INSERT INTO ${table.relation} ${select}`);
    return { relation: table.relation, rows, release: () => table.release() };
  } catch (error) {
    await table.release();
    throw error;
  } finally {
    for (const spool of spools) spool.remove();
  }
}

/** The path itself, or that of a copy in which what is no UTF-8 has become replacement characters: the engine refuses such files. */
async function utf8File(path: string, name: string, spools: SpoolFile[]): Promise<string> {
  if (path.endsWith(".gz") || (await isUtf8File(path))) return path;
  const spool = new SpoolFile(name);
  spools.push(spool);
  await spool.write([Buffer.from((await readFile(path)).toString("utf8"))]);
  return spool.path;
}

async function isUtf8File(path: string): Promise<boolean> {
  for await (const piece of linePieces(path)) if (!isUtf8(piece)) return false;
  return true;
}
