import { StreambookError } from "../errors.js";
import { DataFrame } from "../dataframe/dataframe.js";
import { planNode } from "../plan/logical-plan.js";
import { MemoryStream } from "../sources/memory-stream.js";
import type { StructType } from "../types/data-type.js";
import { rowReader } from "../types/from-public.js";
import type { InputRowOf, RowOf } from "../types/typed.js";
import type { Engine } from "../plan/engine.js";

/** What a memory input needs of the engine that reads it. */
export interface MemoryInputEngine extends Engine {
  /** Makes the stream known; the name goes into plans. */
  registerMemoryStream(stream: MemoryStream): string;
}

/** A stream that the program feeds: what tests and exercises use in place of a server. */
export class MemoryInput<S extends StructType> {
  readonly schema: S;
  readonly #engine: MemoryInputEngine;
  readonly #id: string;
  readonly #stream: MemoryStream;
  readonly #read: (row: unknown) => readonly unknown[];

  constructor(schema: S, engine: MemoryInputEngine) {
    this.schema = schema;
    this.#engine = engine;
    this.#stream = new MemoryStream(schema);
    this.#id = engine.registerMemoryStream(this.#stream);
    this.#read = rowReader(schema, { step: "addData", timeZone: engine.timeZone });
  }

  /** Adds rows: objects by column name, or arrays. All that was added when a batch starts is in it; a row that does not fit refuses the call whole. No rows at all make a batch too. */
  addData(rows: readonly InputRowOf<S>[]): void {
    if (!Array.isArray(rows))
      throw new StreambookError({
        code: "NOT_LIST",
        step: "addData",
        rule: "The rows are given as an array.",
        got: `a value of the type ${typeof rows}`,
        cure: 'addData([{ key: "a", n: 1n }])',
      });
    this.#stream.addData(rows.map(this.#read));
  }

  /** The stream as a table to build on. */
  toDF(): DataFrame<RowOf<S>> {
    const plan = planNode({
      kind: "read",
      format: "memory",
      schema: this.schema,
      options: { stream: this.#id },
      paths: [],
      isStreaming: true,
    });
    return new DataFrame<RowOf<S>>(plan, this.#engine);
  }
}
