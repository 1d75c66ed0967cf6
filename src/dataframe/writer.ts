import { StreambookError } from "../errors.js";
import type { SaveMode } from "../plan/engine.js";
import type { DataFrame } from "./dataframe.js";
import { WithOptions } from "./options.js";

const modes: Readonly<Record<string, SaveMode>> = {
  append: "append",
  overwrite: "overwrite",
  ignore: "ignore",
  error: "error",
  errorifexists: "error",
  default: "error",
};

/**
 * Writes a table to a folder of files.
 *
 * @example
 * await iot.write.mode("overwrite").option("header", true).csv("out/iot")
 */
export class DataFrameWriter extends WithOptions {
  readonly #df: DataFrame<unknown>;
  #format = "parquet";
  #mode: SaveMode = "error";
  #columns: readonly string[] = [];

  constructor(df: DataFrame<unknown>) {
    super();
    this.#df = df;
  }

  /** `"csv"`, `"json"`, `"text"` or `"parquet"`, which is the default. */
  format(format: string): this {
    this.#format = format.toLowerCase();
    return this;
  }
  /** What happens when the folder is there: `"error"` (the default), `"overwrite"`, `"append"`, `"ignore"`. */
  mode(mode: string): this {
    const known = modes[mode.toLowerCase()];
    if (!known)
      throw new StreambookError({
        code: "INVALID_SAVE_MODE",
        step: "write.mode",
        rule: "The save mode is not one of Spark's.",
        got: JSON.stringify(mode),
        cure: '"append", "overwrite", "ignore" or "error"',
      });
    this.#mode = known;
    return this;
  }

  /** A folder for each value of the columns (`year=2020/month=1`), which the files then leave out. */
  partitionBy(...columns: readonly string[]): this {
    this.#columns = columns;
    return this;
  }

  /** Writes now. */
  async save(path: string): Promise<void> {
    const [format, mode, options] = [this.#format, this.#mode, this.given];
    const { engine, plan } = this.#df;
    await engine.write({ plan, format, mode, options, path, partitionBy: this.#columns });
  }
  async csv(path: string): Promise<void> {
    return this.format("csv").save(path);
  }
  /** One JSON object per line; fields that are null are left out. */
  async json(path: string): Promise<void> {
    return this.format("json").save(path);
  }
  async parquet(path: string): Promise<void> {
    return this.format("parquet").save(path);
  }
  /** One column of strings, a line a row. */
  async text(path: string): Promise<void> {
    return this.format("text").save(path);
  }
}
