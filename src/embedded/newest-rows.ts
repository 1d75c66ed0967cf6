import type { StoredTable } from "../plan/resolved.js";
import type { Database } from "./database.js";
import { resultReader } from "./load/result.js";

/** The last rows of a table that only grows, in the order in which they came, and the number of all; what stands before them is not read. */
export async function newestRows(
  database: Database,
  { table, schema }: StoredTable,
  limit: number,
): Promise<{ rows: unknown[][]; total: number }> {
  const connection = await database.connect();
  try {
    // One transaction: rows that come in between do not shift the place where the last ones begin.
    return await connection.transaction(async () => {
      const [[count]] = (await connection.rows(`SELECT count(*) FROM ${table}`)) as [[bigint]];
      const total = Number(count);
      const columns = schema.fields.map((_, i) => `c${i}`).join(", ");
      const sql = `SELECT ${columns || "1"} FROM ${table} WHERE rowid >= ${Math.max(0, total - limit)} ORDER BY rowid`;
      return { rows: await resultReader(connection, schema)(sql), total };
    });
  } finally {
    connection.close();
  }
}
