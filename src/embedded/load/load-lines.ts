import type { BatchData } from "../../sources/source.js";
import { lineSchema } from "../../sources/schemas.js";
import type { Connection } from "../database.js";
import { appendLines } from "./append-rows.js";
import { areClean, beginsWithMark } from "./clean-lines.js";
import { takeTable } from "./input-tables.js";
import type { LoadedBatch } from "./loaded-batch.js";
import { pathText, readLinesSql } from "./read-lines-sql.js";
import { SpoolFile } from "./spool.js";

/** From this size on a file is quicker than handing over line by line; measured in bench/load.ts. */
const SPOOL_BYTES = 128 * 1024;

const spools = new WeakMap<Connection, Map<string, SpoolFile>>();

/** Few lines go into a temporary table, many into a file that the query reads by itself. */
export async function loadLines(
  connection: Connection,
  { chunks, count }: Extract<BatchData, { kind: "lines" }>,
  slot: string,
): Promise<LoadedBatch> {
  const table = takeTable(connection, lineSchema, slot);
  try {
    const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    if (bytes >= SPOOL_BYTES && !beginsWithMark(chunks[0]) && chunks.every(areClean)) {
      const spool = spoolOf(connection, table.name);
      await spool.write(chunks);
      return {
        relation: readLinesSql(pathText(spool.path)),
        rows: count,
        release: async () => {
          await spool.release();
          await table.release();
        },
      };
    }
    await table.fill();
    await appendLines(connection, table.name, chunks, count);
    return { relation: table.relation, rows: count, release: () => table.release() };
  } catch (error) {
    await table.release();
    throw error;
  }
}

function spoolOf(connection: Connection, name: string): SpoolFile {
  const own = spools.get(connection) ?? new Map<string, SpoolFile>();
  spools.set(connection, own);
  const spool = own.get(name) ?? new SpoolFile(name);
  if (!own.has(name)) connection.beforeClose(() => spool.remove());
  own.set(name, spool);
  return spool;
}
