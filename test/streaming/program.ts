import type { BatchHeader, ProgramBatch, StreamProgram } from "../../src/embedded/stream-program.js";
import type { Connection } from "../../src/embedded/database.js";
import type { LogicalPlan } from "../../src/plan/logical-plan.js";
import type { BatchData, Source } from "../../src/sources/source.js";
import type { StructType } from "../../src/types/data-type.js";

export const lineSchema: StructType = {
  kind: "struct",
  fields: [{ name: "value", type: { kind: "string" }, nullable: true }],
};

/** Lets its input through, and counts the rows in a state table of the checkpoint. A row "boom" fails as an expression would. */
export class CountingProgram implements StreamProgram {
  readonly schema = lineSchema;
  readonly mode = "append";
  readonly isStateful = true;
  readonly headers: BatchHeader[] = [];
  readonly connection: Connection;
  readonly sources: readonly Source[];
  readonly fingerprint: string;
  /** The checkpoint, as SQL names it. */
  readonly database: string;

  private constructor(
    connection: Connection,
    database: string,
    sources: readonly Source[],
    fingerprint: string,
  ) {
    this.connection = connection;
    this.sources = sources;
    this.fingerprint = fingerprint;
    this.database = database;
  }

  static async make(
    connection: Connection,
    database: string,
    sources: readonly Source[],
    fingerprint = "read lines\ncount",
  ): Promise<CountingProgram> {
    await connection.run(`CREATE TABLE IF NOT EXISTS ${database}.state_0 (rows BIGINT)`);
    return new CountingProgram(connection, database, sources, fingerprint);
  }

  explain(): string {
    return this.fingerprint;
  }

  async runBatch(header: BatchHeader, inputs: readonly BatchData[]): Promise<ProgramBatch> {
    this.headers.push(header);
    const { connection } = this;
    const state = `${this.database}.state_0`;
    const values = inputs.flatMap((input) => (input.kind === "rows" ? input.rows : []));
    await connection.run("CREATE TEMP TABLE batch (value VARCHAR)");
    for (const row of values) await connection.run("INSERT INTO batch VALUES ($1)", [row[0] as string]);
    const compute = async () => {
      if (values.some((row) => row[0] === "boom")) throw new Error("boom in the data");
    };
    return {
      inputRows: inputs.map((input) => (input.kind === "rows" ? input.rows.length : 0)),
      collect: async () => {
        await compute();
        return connection.rows("FROM batch");
      },
      writeToTable: async (table, replace) => {
        await compute();
        return connection.run(`${replace ? `DELETE FROM ${table};` : ""} INSERT INTO ${table} FROM batch`);
      },
      asPlan: async () => {
        await compute();
        const plan: LogicalPlan = {
          kind: "local",
          schema: lineSchema,
          rows: await connection.rows("FROM batch"),
        };
        return { plan, rows: async () => values.length, release: async () => undefined };
      },
      applyState: async () => {
        await connection.run(`INSERT INTO ${state} VALUES ($1)`, [BigInt(values.length)]);
        const [total] = (await connection.rows(`SELECT sum(rows)::INTEGER FROM ${state}`))[0]!;
        return [
          {
            operatorName: "count",
            numRowsTotal: Number(total),
            numRowsUpdated: values.length,
            numRowsRemoved: 0,
            numRowsDroppedByWatermark: 0,
            memoryUsedBytes: 0,
          },
        ];
      },
      release: async () => void (await connection.run("DROP TABLE batch")),
    };
  }

  async close(): Promise<void> {
    this.connection.close();
  }
}
