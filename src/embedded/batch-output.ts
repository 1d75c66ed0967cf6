import { planNode } from "../plan/logical-plan.js";
import type { StructType } from "../types/data-type.js";
import type { Connection } from "./database.js";
import { DeadRows } from "./dead-rows.js";
import { resultReader } from "./load/result.js";
import type { BatchHandle } from "./query.js";
import type { ProgramBatch } from "./stream-program.js";

/** Runs what may fail inside the engine, its errors put in the reader's words. */
export type Guard = <T>(work: () => Promise<T>) => Promise<T>;

/** The ways in which a sink takes a batch's rows. */
export type BatchOutput = Pick<ProgramBatch, "collect" | "writeToTable" | "asPlan">;

/** Makes the output of batches of one query, given the SELECT of their rows. */
export function batchOutput(connection: Connection, schema: StructType) {
  const read = resultReader(connection, schema);
  let batches = 0;
  const dead = new DeadRows();
  return (sql: string, guard: Guard): BatchOutput => ({
    collect: () => guard(() => read(sql)),
    writeToTable: (table, replace) =>
      guard(async () => {
        if (!replace) return connection.run(`INSERT INTO ${table} ${sql}`);
        return connection.transaction(async () => {
          if (dead.areTooMany) {
            await connection.run(`CREATE OR REPLACE TABLE ${table} AS FROM ${table} LIMIT 0`);
            dead.buried();
          } else dead.deleted(await connection.run(`DELETE FROM ${table}`));
          return connection.run(`INSERT INTO ${table} ${sql}`);
        });
      }),
    asPlan: () =>
      guard(async () => {
        const table = `batch_${batches++}`;
        const columns = schema.fields.map((_, i) => `o${i} AS c${i}`).join(", ") || "1 AS one";
        // The engine answers with the number of rows.
        const made = await connection.rows(`CREATE TEMP TABLE ${table} AS SELECT ${columns} FROM (${sql})`);
        const [[count]] = made as [[bigint]];
        let alive = true;
        const handle: BatchHandle = { connection, table, isAlive: () => alive };
        return {
          plan: planNode({ kind: "batch", schema, handle }),
          rows: Number(count),
          release: async () => {
            alive = false;
            await connection.run(`DROP TABLE IF EXISTS ${table}`);
          },
        };
      }),
  });
}
