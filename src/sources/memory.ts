import { StreambookError } from "../errors.js";
import type { StructType } from "../types/data-type.js";
import type { MemoryStream } from "./memory-stream.js";
import type { BatchData, Offset, Source, SourceContext } from "./source.js";

/** One query's view of a `MemoryStream`, which keeps its rows: old ones can be read again. */
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
    this.#has(place(committed));
    this.#unsubscribe = this.#stream.onData(() => context.wake());
  }

  async prepareFor(): Promise<void> {
    this.#until = this.#stream.last;
  }

  async latestOffset(start: Offset | null): Promise<Offset | null> {
    const end = Math.min(this.#stream.last, this.#until);
    return end > place(start) ? end : start;
  }

  async read(start: Offset | null, end: Offset): Promise<BatchData> {
    const [from, to] = [place(start), place(end)];
    this.#has(to);
    return { kind: "rows", rows: this.#stream.slice(from, to), blocks: this.#stream.blocks(from, to) };
  }

  async commit(): Promise<void> {}

  async close(): Promise<void> {
    this.#unsubscribe();
  }

  /** A checkpoint outlives the process, the rows in memory do not. */
  #has(offset: number): void {
    if (offset <= this.#stream.last) return;
    throw new StreambookError({
      code: "MEMORY_STREAM_TOO_SHORT",
      step: "memory stream",
      rule: "A memory stream must hold what the checkpoint says was read from it.",
      got: `the checkpoint stands after ${offset + 1} calls of addData, the stream had ${this.#stream.last + 1}`,
      cure: "add the same rows again before start(), in as many calls, or start with another checkpointLocation",
    });
  }
}

const place = (offset: Offset | null): number => Number(offset ?? -1);
