import { StreambookError } from "../errors.js";
import type { Engine } from "../plan/engine.js";
import { planNode } from "../plan/logical-plan.js";
import type { DataType, StructType } from "../types/data-type.js";
import { parseReadDDL } from "../types/ddl.js";
import type { RowOf } from "../types/typed.js";
import { type AnyRow, DataFrame } from "./dataframe.js";
import { WithOptions } from "./options.js";

/**
 * Describes an input: `session.readStream` for one that goes on, `session.read` for files as they are now.
 *
 * @example
 * session.readStream.format("socket").option("host", "127.0.0.1").option("port", 9999).load()
 */
export class DataReader<R = AnyRow> extends WithOptions {
  readonly #engine: Engine;
  readonly #isStreaming: boolean;
  #format: string | null = null;
  #schema: StructType | null = null;

  constructor(engine: Engine, isStreaming: boolean) {
    super();
    this.#engine = engine;
    this.#isStreaming = isStreaming;
  }

  format(format: string): this {
    this.#format = format.toLowerCase();
    return this;
  }
  /** The columns to expect: `t.struct({…})` or DDL (`"id bigint, name string"`). */
  schema<S extends StructType>(schema: S): DataReader<RowOf<S>>;
  schema(ddl: string): this;
  schema(schema: DataType | string): unknown {
    const struct = typeof schema === "string" ? parseReadDDL(schema) : schema;
    if (struct.kind !== "struct")
      throw new StreambookError({
        code: "INVALID_SCHEMA.NON_STRUCT_TYPE",
        step: "schema",
        rule: "The schema of a table is a struct.",
        got: struct.kind,
        cure: "t.struct({ id: t.long() })",
      });
    this.#schema = struct;
    return this;
  }

  load(...paths: readonly string[]): DataFrame<R> {
    if (this.#format === null)
      throw new StreambookError({
        code: "MISSING_FORMAT",
        step: this.#isStreaming ? "readStream.load" : "read.load",
        rule: "The reader must know what it reads.",
        got: "no format",
        cure: '.format("socket"), .format("json"), .format("csv"), …',
      });
    const plan = planNode({
      kind: "read",
      format: this.#format,
      schema: this.#schema,
      options: this.given,
      paths,
      isStreaming: this.#isStreaming,
    });
    return new DataFrame<R>(plan, this.#engine);
  }
  /** Lines of text, as the column `value`. */
  text(...paths: readonly string[]): DataFrame<R> {
    return this.format("text").load(...paths);
  }
  /** One JSON object per line; needs a schema. */
  json(...paths: readonly string[]): DataFrame<R> {
    return this.format("json").load(...paths);
  }
  csv(...paths: readonly string[]): DataFrame<R> {
    return this.format("csv").load(...paths);
  }
  parquet(...paths: readonly string[]): DataFrame<R> {
    return this.format("parquet").load(...paths);
  }
}
