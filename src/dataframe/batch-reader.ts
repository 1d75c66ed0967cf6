import type { Engine } from "../plan/engine.js";
import { planNode, type ReadPlan } from "../plan/logical-plan.js";
import type { StructType } from "../types/data-type.js";
import type { RowOf } from "../types/typed.js";
import { type AnyRow, DataFrame } from "./dataframe.js";
import { WithOptions } from "./options.js";
import { DataReader } from "./reader.js";

/**
 * Describes files as they are now. With a schema the table is there at once; without one the files are looked into first, so it is awaited.
 *
 * @example
 * const people = await session.read.option("header", true).option("inferSchema", true).csv("data/people.csv");
 * const iot = session.read.schema("User string, x double").json("data/iot");
 */
export class BatchReader extends WithOptions {
  readonly #engine: Engine;
  #format = "parquet";

  constructor(engine: Engine) {
    super();
    this.#engine = engine;
  }

  format(format: string): this {
    this.#format = format.toLowerCase();
    return this;
  }
  /** The columns to expect: `t.struct({…})` or DDL (`"id bigint, name string"`). */
  schema<S extends StructType>(schema: S): DataReader<RowOf<S>>;
  schema(ddl: string): DataReader;
  schema(schema: StructType | string): DataReader {
    const reader = new DataReader<AnyRow>(this.#engine, false).options(this.given).format(this.#format);
    return typeof schema === "string" ? reader.schema(schema) : (reader.schema(schema) as DataReader);
  }

  async load(...paths: readonly string[]): Promise<DataFrame> {
    const plan: ReadPlan = planNode({
      kind: "read",
      format: this.#format,
      schema: null,
      options: this.given,
      paths,
      isStreaming: false,
    });
    const schema = await this.#engine.inferSchema(plan);
    return new DataFrame(planNode({ ...plan, schema }), this.#engine);
  }
  /** Lines of text, as the column `value`. */
  text(...paths: readonly string[]): DataFrame {
    return new DataReader<AnyRow>(this.#engine, false).options(this.given).text(...paths);
  }
  /** One JSON object per line (or one a file, with `multiLine`); types from all records. */
  async json(...paths: readonly string[]): Promise<DataFrame> {
    return this.format("json").load(...paths);
  }
  /** With `header` the first line names the columns, with `inferSchema` the values say their types; else all are texts. */
  async csv(...paths: readonly string[]): Promise<DataFrame> {
    return this.format("csv").load(...paths);
  }
  async parquet(...paths: readonly string[]): Promise<DataFrame> {
    return this.format("parquet").load(...paths);
  }
}
