import { StreambookError } from "../errors.js";
import type { MemoryTable, OutputBatch, Sink, SinkContext, SinkProvider } from "../streaming/sink.js";
import { checkOptions } from "./options.js";

const step = "memory sink";

/**
 * Keeps the result in a table of the session, of the query's name: append and update add a batch's rows, complete replaces them all.
 * A batch number that the table already holds is ignored: each batch is in it once, as long as the session lives.
 */
export class MemorySink implements Sink {
  readonly description = "MemorySink";
  readonly #context: SinkContext;
  readonly #name: string;
  #table: MemoryTable | null = null;

  constructor(context: SinkContext) {
    checkOptions(step, context.options, []);
    if (context.queryName === null || context.queryName.trim() === "") {
      throw new StreambookError({
        code: "QUERY_NAME_REQUIRED",
        step,
        rule: "queryName must be specified for the memory sink: it is the name of its table.",
        cure: '.format("memory").queryName("activity")',
      });
    }
    this.#name = context.queryName;
    this.#context = context;
  }

  async open(restart: boolean): Promise<void> {
    const table = await this.#context.memoryTable(this.#name, this.#context.schema, !restart);
    if (restart && !table.existing && this.#context.mode !== "complete") throw this.#notRecoverable();
    this.#table = table;
  }

  async addBatch(batch: OutputBatch): Promise<number> {
    const table = this.#table;
    if (table === null) throw new Error("The memory sink is not open.");
    if (batch.id <= table.lastBatch()) return 0;
    const rows = await batch.writeToTable(table.table, batch.mode === "complete");
    table.wrote(batch.id);
    return rows;
  }

  #notRecoverable(): StreambookError {
    return new StreambookError({
      code: "MEMORY_SINK_NOT_RECOVERABLE",
      step,
      rule: "This query does not support recovering from its checkpoint: the rows of the batches before went with the session that held them.",
      got: `a checkpoint with committed batches, and no table "${this.#name}" in this session`,
      cure: 'delete the checkpoint folder to start over, take another checkpointLocation, or write to a sink that lasts; outputMode("complete") can go on',
    });
  }
}

export const memorySink: SinkProvider = {
  format: "memory",
  modes: ["append", "update", "complete"],
  create: (context) => new MemorySink(context),
};
