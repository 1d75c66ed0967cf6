import { lineSchema } from "../../sources/schemas.js";
import type { Connection } from "../database.js";
import { appendLines } from "./append-rows.js";
import { areClean, beginsWithMark, countLines } from "./clean-lines.js";
import { takeTable } from "./input-tables.js";
import { linePieces } from "./line-pieces.js";
import type { LoadedBatch } from "./load-batch.js";
import { pathList, readLinesSql } from "./read-lines-sql.js";

/** Files of lines: read by the query itself if every one of them is clean, else decoded here. */
export async function loadLineFiles(
  connection: Connection,
  paths: readonly string[],
  slot: string,
): Promise<LoadedBatch> {
  const table = takeTable(connection, lineSchema, slot);
  try {
    const rows = await countClean(paths);
    if (rows !== null) {
      // A variable instead of the paths: the SQL text stays the same from batch to batch.
      const variable = `${table.name}_paths`;
      await connection.run(`SET VARIABLE ${variable} = ${pathList(paths)}`);
      return { relation: readLinesSql(`getvariable('${variable}')`), rows, release: () => table.release() };
    }
    await table.fill();
    let count = 0;
    for (const path of paths) count += await appendLines(connection, table.name, decoded(path));
    return { relation: table.relation, rows: count, release: () => table.release() };
  } catch (error) {
    await table.release();
    throw error;
  }
}

/** Lines in all, or null when there is no file or one that the engine cannot be trusted with. */
async function countClean(paths: readonly string[]): Promise<number | null> {
  let lines = 0;
  for (const path of paths) {
    if (path.endsWith(".gz")) return null;
    for await (const piece of linePieces(path)) {
      if (!areClean(piece)) return null;
      lines += countLines(piece);
    }
  }
  return paths.length === 0 ? null : lines;
}

/** The file's lines in UTF-8, each ending in \n alone, without a byte-order mark: as Spark's line reader sees them. */
export async function* decoded(path: string): AsyncGenerator<Buffer> {
  let isFirst = true;
  for await (const piece of linePieces(path)) {
    const bytes = isFirst && beginsWithMark(piece) ? piece.subarray(3) : piece;
    isFirst = false;
    if (bytes.length === 0) continue;
    yield bytes.includes(13) ? Buffer.from(bytes.toString("utf8").replace(/\r\n?/g, "\n")) : bytes;
  }
}
