import { StreambookError } from "../errors.js";
import { durationMillis } from "../plan/duration.js";
import type { BatchCallback, OutputMode, Trigger } from "../plan/engine.js";
import type { ForeachWriter } from "../plan/foreach.js";
import type { LogicalPlan } from "../plan/logical-plan.js";
import type { StreamingQuery } from "../plan/streaming-query.js";
import type { AnyRow, DataFrame } from "./dataframe.js";
import { withOption, WithOptions } from "./options.js";

const MODES: readonly string[] = ["append", "update", "complete"];

/**
 * Describes where a stream goes; `start()` runs it.
 *
 * @example
 * const query = await iot.writeStream.format("memory").queryName("iot_data").trigger({ processingTime: "2 seconds" }).start();
 */
export class DataStreamWriter extends WithOptions {
  readonly #df: DataFrame<unknown>;
  #format: string | null = null;
  #mode: OutputMode = "append";
  #queryName: string | null = null;
  #trigger: Trigger | null = null;
  #foreachBatch: BatchCallback | null = null;
  #foreach: ForeachWriter | null = null;
  #partitionBy: readonly string[] = [];

  readonly #make: (plan: LogicalPlan) => DataFrame;

  constructor(df: DataFrame<unknown>, make: (plan: LogicalPlan) => DataFrame) {
    super();
    this.#df = df;
    this.#make = make;
  }

  format(format: string): this {
    this.#format = format.toLowerCase();
    return this;
  }
  /** `append` new rows, `update` changed rows, or the `complete` result. */
  outputMode(mode: OutputMode): this {
    const lower = String(mode).toLowerCase();
    if (!MODES.includes(lower))
      throw new StreambookError({
        code: "STREAMING_OUTPUT_MODE.INVALID",
        step: "outputMode",
        rule: "The output mode is append, update or complete.",
        got: JSON.stringify(mode),
        cure: '.outputMode("append")',
      });
    this.#mode = lower as OutputMode;
    return this;
  }
  /** The name in `session.streams`, and of a memory sink's table. */
  queryName(name: string): this {
    this.#queryName = name;
    return this;
  }
  /** When to run a batch: `{ processingTime: "2 seconds" }`, `{ once: true }`, `{ availableNow: true }`; without one, as soon as there is data. */
  trigger(trigger: Trigger): this {
    const keys = Object.keys(trigger);
    if (keys.length !== 1 || !["processingTime", "once", "availableNow"].includes(keys[0]!))
      throw new StreambookError({
        code: "ONLY_ALLOW_SINGLE_TRIGGER",
        step: "trigger",
        rule: "Exactly one trigger is given.",
        got: JSON.stringify(trigger),
        cure: '{ processingTime: "2 seconds" }, { once: true } or { availableNow: true }',
      });
    if ("processingTime" in trigger) durationMillis(trigger.processingTime, "trigger");
    this.#trigger = trigger;
    return this;
  }
  /** Hands each batch to a function, with its number; the DataFrame lives until the function ends. */
  foreachBatch(handle: (batch: DataFrame, batchId: number) => void | Promise<void>): this {
    this.#foreachBatch = (plan, batchId) => handle(this.#make(plan), batchId);
    this.#format = "foreachbatch";
    return this;
  }

  /**
   * Hands each row to a function, or to a writer with `open`, `process` and `close`. Await `start()` as for any other sink.
   *
   * @example
   * iot.writeStream.foreach({ open: (partition, batch) => true, process: (row) => console.log(row.gt), close: (error) => undefined })
   */
  foreach(writer: ForeachWriter<AnyRow> | ((row: AnyRow) => void | Promise<void>)): this {
    this.#foreach = (typeof writer === "function" ? { process: writer } : writer) as ForeachWriter;
    this.#format = "foreach";
    return this;
  }
  /** Divides the files of a file sink into a folder for each value of these columns: `gt=walk/User=a/`. */
  partitionBy(...columns: readonly (string | readonly string[])[]): this {
    this.#partitionBy = columns.flat();
    return this;
  }

  /** Starts the query and keeps its result in a table of the session: the memory sink under this name. */
  async toTable(tableName: string): Promise<StreamingQuery> {
    const name = this.#queryName ?? tableName;
    if ((this.#format !== null && this.#format !== "memory") || name !== tableName)
      throw new StreambookError({
        code: "TABLE_NOT_IN_MEMORY",
        step: "writeStream.toTable",
        rule: "A table is kept in memory, under the query's name.",
        got: `format ${this.#format ?? "memory"}, queryName ${JSON.stringify(name)}, table ${JSON.stringify(tableName)}`,
        cure: `leave format and queryName out: df.writeStream.toTable(${JSON.stringify(tableName)}); files have .format("parquet").start("folder")`,
      });
    return this.format("memory").queryName(tableName).start();
  }

  /** Starts the query. A plan or option that cannot work is refused here, before any data flows. */
  async start(path?: string): Promise<StreamingQuery> {
    const format = this.#format ?? (path === undefined && !("path" in this.given) ? null : "parquet");
    if (format === null)
      throw new StreambookError({
        code: "MISSING_FORMAT",
        step: "writeStream.start",
        rule: "The stream must know where it goes.",
        got: "no format",
        cure: '.format("console"), .format("memory").queryName("name"), or .foreachBatch((df, id) => …)',
      });
    return this.#df.engine.startStream({
      plan: this.#df.plan,
      format,
      outputMode: this.#mode,
      queryName: this.#queryName,
      trigger: this.#trigger,
      options: path === undefined ? this.given : withOption(this.given, "path", path),
      foreachBatch: this.#foreachBatch,
      foreach: this.#foreach,
      partitionBy: this.#partitionBy,
    });
  }
}
