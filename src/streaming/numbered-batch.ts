import type { ProgramBatch, StreamProgram } from "../embedded/stream-program.js";
import type { OutputMode } from "../plan/engine.js";
import type { StructType } from "../types/data-type.js";
import type { OutputBatch } from "./sink.js";

/** The outcome of a program's batch, with the number and mode that a sink needs to write it once. */
export class NumberedBatch implements OutputBatch {
  readonly id: number;
  readonly schema: StructType;
  readonly mode: OutputMode;
  /** Rows that the sink has taken. */
  rows = 0;
  readonly #batch: ProgramBatch;

  constructor(id: number, program: StreamProgram, batch: ProgramBatch) {
    this.id = id;
    this.schema = program.schema;
    this.mode = program.mode;
    this.#batch = batch;
  }

  async collect() {
    const rows = await this.#batch.collect();
    this.rows = rows.length;
    return rows;
  }

  async writeToTable(table: string, replace: boolean) {
    return (this.rows = await this.#batch.writeToTable(table, replace));
  }

  async asPlan() {
    const output = await this.#batch.asPlan();
    return {
      ...output,
      release: async () => {
        // Who has not read the rows has not met what may be wrong with them either.
        this.rows = await output.rows().catch(() => 0);
        await output.release();
      },
    };
  }
}
