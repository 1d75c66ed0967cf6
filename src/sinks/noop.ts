import type { OutputBatch, Sink, SinkContext, SinkProvider } from "../streaming/sink.js";
import { checkOptions } from "./options.js";

/** Computes every batch and throws it away: for measuring. */
export class NoopSink implements Sink {
  readonly description = "NoopSink";

  constructor(context: SinkContext) {
    checkOptions("noop sink", context.options, []);
  }

  async addBatch(batch: OutputBatch): Promise<number> {
    const output = await batch.asPlan();
    try {
      return await output.rows();
    } finally {
      await output.release();
    }
  }
}

export const noopSink: SinkProvider = {
  format: "noop",
  modes: ["append", "update", "complete"],
  create: (context) => new NoopSink(context),
};
