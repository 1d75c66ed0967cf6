import { StreambookError } from "../errors.js";
import type { BatchCallback } from "../plan/engine.js";
import type { OutputBatch, Sink, SinkContext, SinkProvider } from "../streaming/sink.js";
import { checkOptions } from "./options.js";

const step = "foreachBatch";

/**
 * Hands every batch to the user's function, with its number. After a crash a number may come again, with the same rows:
 * a function that keeps the numbers it has written, or writes by key, has each row once. What it throws stops the query.
 */
export class ForeachBatchSink implements Sink {
  readonly description = "ForeachBatchSink";
  readonly runsUserCode = true;
  readonly #callback: BatchCallback;

  constructor(context: SinkContext) {
    checkOptions(step, context.options, []);
    if (context.foreachBatch === null) {
      throw new StreambookError({
        code: "FOREACH_BATCH_WITHOUT_FUNCTION",
        step,
        rule: "foreachBatch needs a function.",
        cure: "writeStream.foreachBatch(async (batch, batchId) => { await batch.show(); })",
      });
    }
    this.#callback = context.foreachBatch;
  }

  /** How many rows the function wrote, only it knows: -1, as in Spark. */
  async addBatch(batch: OutputBatch): Promise<number> {
    const rows = await batch.asPlan();
    try {
      await this.#callback(rows.plan, batch.id);
    } finally {
      await rows.release();
    }
    return -1;
  }
}

export const foreachBatchSink: SinkProvider = {
  format: "foreachbatch",
  modes: ["append", "update", "complete"],
  create: (context) => new ForeachBatchSink(context),
};
