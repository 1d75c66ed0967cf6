import { StreambookError } from "../errors.js";
import type { ForeachWriter } from "../plan/foreach.js";
import { messageOf } from "../streaming/failure.js";
import type { OutputBatch, Sink, SinkContext, SinkProvider } from "../streaming/sink.js";
import { rowFactory } from "../types/row.js";
import type { Row } from "../types/row-class.js";
import { checkOptions } from "./options.js";

const step = "foreach";

/**
 * Hands every row to the user's writer, between `open(0, batch)` and `close(error)`. After a crash a batch may come again with its number: a writer whose `open` gives
 * false for a number it has written has each row once.
 */
export class ForeachSink implements Sink {
  readonly description = "ForeachSink";
  readonly runsUserCode = true;
  readonly #writer: ForeachWriter;
  readonly #toRow: (values: readonly unknown[]) => Row;

  constructor(context: SinkContext) {
    checkOptions(step, context.options, []);
    const writer = context.foreach ?? null;
    if (writer === null || typeof writer.process !== "function") {
      throw new StreambookError({
        code: "ATTRIBUTE_NOT_CALLABLE",
        step,
        rule: "foreach takes a function of a row, or an object whose process is one.",
        got: writer === null ? "nothing" : `process: ${typeof writer.process}`,
        cure: "writeStream.foreach({ open: (partition, batch) => true, process: (row) => { … }, close: (error) => { … } })",
      });
    }
    this.#writer = writer;
    this.#toRow = rowFactory(context.schema);
  }

  async addBatch(batch: OutputBatch): Promise<number> {
    const rows = await batch.collect();
    const writer = this.#writer;
    const isWanted = (await writer.open?.(0, batch.id)) !== false;
    try {
      if (isWanted) for (const row of rows) await writer.process(this.#toRow(row));
    } catch (error) {
      await writer.close?.(error instanceof Error ? error : new Error(messageOf(error)));
      throw error;
    }
    await writer.close?.(null);
    return rows.length;
  }
}

export const foreachSink: SinkProvider = {
  format: "foreach",
  modes: ["append", "update", "complete"],
  create: (context) => new ForeachSink(context),
};
