import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { DataFrame } from "../dataframe/dataframe.js";
import { StreambookError } from "../errors.js";
import { absolutePath } from "../sources/file-listing.js";
import type { OutputBatch, Sink, SinkContext, SinkProvider } from "../streaming/sink.js";
import { claimFolder } from "./file-owner.js";
import { FileSinkLog } from "./file-log.js";
import { checkOptions } from "./options.js";
import { partitionColumns, partitionsOf } from "./partitions.js";

/** Options of text, and what each format knows besides: the writer of files reads them. */
const textOptions = ["compression", "encoding", "lineSep"];
const timeOptions = ["dateFormat", "timestampFormat", "timestampNTZFormat", "locale"];
const known: Readonly<Record<string, readonly string[]>> = {
  csv: [
    ...textOptions,
    ...timeOptions,
    "header",
    "sep",
    "delimiter",
    "quote",
    "escape",
    "quoteAll",
    "nullValue",
    "emptyValue",
    "escapeQuotes",
    "charToEscapeQuoteEscaping",
    "ignoreLeadingWhiteSpace",
    "ignoreTrailingWhiteSpace",
  ],
  json: [...textOptions, ...timeOptions, "ignoreNullFields"],
  parquet: ["compression"],
  text: textOptions,
};

/**
 * Writes a stream to a folder of files, each batch once. The steps of a batch, which may be cut short anywhere and done again:
 *
 * F1. A number that the log has is ignored.
 * F2. The rows are written to files in `_temporary/<batch>`, where no reader looks. What an earlier try left there is removed first.
 * F3. Each file is renamed to its place, under a name made of the batch's number: a second try puts the same rows in the same place.
 * F4. The log's entry is written aside and renamed: from then on the batch is written.
 */
export class FileSink implements Sink {
  readonly description: string;
  readonly #context: SinkContext;
  readonly #format: string;
  readonly #folder: string;
  readonly #columns: readonly string[];
  readonly #log: FileSinkLog;
  #owner = "";

  constructor(format: string, context: SinkContext) {
    const step = `${format} sink`;
    checkOptions(step, context.options, known[format]!);
    const path = context.options["path"]?.trim() ?? "";
    if (path === "")
      throw new StreambookError({
        code: "PATH_REQUIRED",
        step,
        rule: "'path' is not specified.",
        got: "no path",
        cure: '.start("out/iot"), or .option("path", "out/iot")',
      });
    this.#format = format;
    this.#context = context;
    this.#folder = absolutePath(path);
    this.description = `FileSink[${this.#folder}]`;
    this.#columns = partitionColumns(step, context.schema, context.partitionBy ?? []);
    this.#log = new FileSinkLog(this.#folder);
  }

  async open(_restart: boolean, queryId = ""): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    await this.#log.load();
    this.#owner = await claimFolder(`${this.#format} sink`, this.#folder, queryId);
  }

  /** How many rows it wrote, the sink does not know: -1, as in Spark. */
  async addBatch(batch: OutputBatch): Promise<number> {
    if (batch.id <= this.#log.last) return -1; // F1
    const staging = join(this.#folder, "_temporary", String(batch.id));
    await rm(staging, { recursive: true, force: true });
    const output = await batch.asPlan();
    try {
      const staged =
        (await output.rows()) === 0
          ? []
          : await this.#stage(new DataFrame(output.plan, this.#context.engine!), staging); // F2
      const files: string[] = [];
      for (const { file, folder, extension } of staged) {
        const target = join(this.#folder, folder);
        await mkdir(target, { recursive: true });
        const name = `part-00000-${String(batch.id).padStart(8, "0")}-${this.#owner}-c000${extension}`;
        await rename(file, join(target, name)); // F3
        files.push(join(target, name));
      }
      await this.#log.add(batch.id, files); // F4
    } finally {
      await output.release();
    }
    await rm(join(this.#folder, "_temporary"), { recursive: true, force: true });
    return -1;
  }

  /** Writes the batch's files aside, in the form in which `df.write` writes them. */
  async #stage(
    batch: DataFrame,
    staging: string,
  ): Promise<{ file: string; folder: string; extension: string }[]> {
    const { path: _, ...options } = this.#context.options;
    const staged: { file: string; folder: string; extension: string }[] = [];
    for (const [i, { folder, rows }] of (await partitionsOf(batch, this.#columns)).entries()) {
      const aside = join(staging, String(i));
      await rows.write.format(this.#format).mode("overwrite").options(options).save(aside);
      for (const name of await readdir(aside)) {
        const extension = /-c000(\..+)$/.exec(name)?.[1];
        if (extension !== undefined) staged.push({ file: join(aside, name), folder, extension });
      }
    }
    return staged;
  }
}

/** `writeStream.format("csv" | "json" | "parquet" | "text")`. */
export const fileSinks: readonly SinkProvider[] = Object.keys(known).map((format) => ({
  format,
  modes: ["append"],
  takesPartitions: true,
  needsCheckpoint: true,
  create: (context) => new FileSink(format, context),
}));
