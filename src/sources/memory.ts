import { StreambookError } from "../errors.js";
import type { StructType } from "../types/data-type.js";
import type { MemoryStream } from "./memory-stream.js";
import type { BatchData, Offset, Source, SourceContext } from "./source.js";

/** One query's view of a `MemoryStream`. An offset is a number of rows; the stream keeps them, so old ones can be read again. */
export class MemoryStreamSource implements Source {
  readonly description: string;
  readonly schema: StructType;
  readonly replays = true;
  readonly #stream: MemoryStream;
  #unsubscribe: () => void = () => undefined;
  /** Where a query that is to end by itself ends. */
  #until = Infinity;

  constructor(stream: MemoryStream) {
    this.#stream = stream;
    this.schema = stream.schema;
    this.description = `MemoryStream[${stream.schema.fields.map((f) => f.name).join(",")}]`;
  }

  async open(context: SourceContext, committed: Offset | null): Promise<void> {
    this.#has(Number(committed ?? 0));
    this.#unsubscribe = this.#stream.onData(() => context.wake());
  }

  async prepareFor(): Promise<void> {
    this.#until = this.#stream.length;
  }

  async latestOffset(start: Offset | null): Promise<Offset | null> {
    const end = Math.max(Math.min(this.#stream.length, this.#until), Number(start ?? 0));
    return end === Number(start ?? 0) ? start : end;
  }

  async read(start: Offset | null, end: Offset): Promise<BatchData> {
    this.#has(Number(end));
    const [from, to] = [Number(start ?? 0), Number(end)];
    return { kind: "rows", rows: this.#stream.slice(from, to), blocks: this.#stream.blocks(from, to) };
  }

  async commit(): Promise<void> {}

  async close(): Promise<void> {
    this.#unsubscribe();
  }

  /** A checkpoint outlives the process, the rows in memory do not. */
  #has(rows: number): void {
    if (rows <= this.#stream.length) return;
    throw new StreambookError({
      code: "MEMORY_STREAM_TOO_SHORT",
      step: "memory stream",
      rule: "A memory stream must hold the rows that the checkpoint says were read from it.",
      got: `the checkpoint stands after row ${rows}, the stream has ${this.#stream.length} rows`,
      cure: "add the same rows again before start(), or start with another checkpointLocation",
    });
  }
}
