import type { BatchData, Offset, Source, SourceContext } from "../../src/sources/source.js";
import type { StructType } from "../../src/types/data-type.js";
import { lineSchema } from "./program.js";

export interface InputOptions {
  /** False: like a socket, a new run sees only what is added from then on. */
  readonly replays?: boolean;
  /** Rows a batch may take. */
  readonly limit?: number;
}

/** Rows that a test adds, and the sources of the queries that read them. It outlives the queries. */
export class ScriptedInput {
  readonly name: string;
  readonly options: InputOptions;
  readonly rows: string[] = [];
  readonly sources: ScriptedSource[] = [];

  constructor(name: string, options: InputOptions = {}) {
    this.name = name;
    this.options = options;
  }

  add(...rows: string[]): void {
    this.rows.push(...rows);
    for (const source of this.sources) source.wake();
  }

  source(): ScriptedSource {
    const source = new ScriptedSource(this);
    this.sources.push(source);
    return source;
  }

  /** The source of the latest run. */
  get current(): ScriptedSource {
    return this.sources.at(-1)!;
  }
}

/** An offset is the number of rows given so far. */
export class ScriptedSource implements Source {
  readonly schema: StructType = lineSchema;
  readonly description: string;
  readonly replays: boolean;
  readonly committed: Offset[] = [];
  readonly reads: [Offset | null, Offset][] = [];
  context: SourceContext | null = null;
  openedAt: Offset | null = null;
  closed = false;
  readonly #input: ScriptedInput;
  /** What offset 0 of this run's own rows stands for in the input. */
  #shift = 0;

  constructor(input: ScriptedInput) {
    this.#input = input;
    this.description = `Scripted[${input.name}]`;
    this.replays = input.options.replays ?? true;
  }

  wake(): void {
    if (!this.closed) this.context?.wake();
  }

  async open(context: SourceContext, committed: Offset | null): Promise<void> {
    this.context = context;
    this.openedAt = committed;
    if (!this.replays) this.#shift = this.#input.rows.length - Number(committed ?? 0);
  }

  async latestOffset(start: Offset | null): Promise<Offset | null> {
    const from = Number(start ?? 0);
    const last = this.#input.rows.length - this.#shift;
    return last === from
      ? start
      : Math.min(last, from + (this.#input.options.limit ?? Number.POSITIVE_INFINITY));
  }

  async read(start: Offset | null, end: Offset): Promise<BatchData> {
    this.reads.push([start, end]);
    const from = Number(start ?? 0) + this.#shift;
    const to = Number(end) + this.#shift;
    if (from < 0) throw new Error("this source cannot replay");
    return { kind: "rows", rows: this.#input.rows.slice(from, to).map((value) => [value]) };
  }

  async commit(end: Offset): Promise<void> {
    this.committed.push(end);
  }

  async close(): Promise<void> {
    this.closed = true;
  }
}
