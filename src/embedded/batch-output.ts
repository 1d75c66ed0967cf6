import { planNode } from "../plan/logical-plan.js";
import type { StructType } from "../types/data-type.js";
import type { Connection } from "./database.js";
import { DeadRows } from "./dead-rows.js";
import { resultReader } from "./load/result.js";
import type { BatchHandle } from "./query.js";
import { BatchRows, type Guard } from "./batch-rows.js";
import { ScratchTable } from "./state/scratch-table.js";
import type { ProgramBatch } from "./stream-program.js";

/** The ways in which a sink takes a batch's rows. */
export type BatchOutput = Pick<ProgramBatch, "collect" | "writeToTable" | "asPlan">;

/** Makes the output of batches of one query, given the SELECT of their rows. */
export function batchOutput(connection: Connection, schema: StructType) {
  const read = resultReader(connection, schema);
  const scratch = new ScratchTable(connection, "batch_output");
  const dead = new DeadRows();
  return (sql: string, isSmall: boolean, guard: Guard): BatchOutput => ({
    collect: () => guard(() => read(sql, isSmall)),
    writeToTable: (table, replace) =>
      guard(async () => {
        const insert = `INSERT INTO ${table} ${sql}`;
        if (!replace) return isSmall ? connection.repeat(insert) : connection.run(insert);
        return connection.transaction(async () => {
          if (dead.areTooMany) {
            await connection.run(`CREATE OR REPLACE TABLE ${table} AS FROM ${table} LIMIT 0`);
            dead.buried();
          } else dead.deleted(await connection.run(`DELETE FROM ${table}`));
          return connection.run(insert);
        });
      }),
    asPlan: async () => {
      const rows = new BatchRows(sql, {
        connection,
        scratch,
        read,
        width: schema.fields.length,
        isSmall,
        guard,
      });
      let isAlive = true;
      const handle: BatchHandle = {
        connection,
        collect: () => rows.collect(),
        table: () => rows.table(),
        isAlive: () => isAlive,
      };
      return {
        plan: planNode({ kind: "batch", schema, handle }),
        rows: () => rows.count(),
        release: async () => {
          isAlive = false;
          await scratch.release();
        },
      };
    },
  });
}
