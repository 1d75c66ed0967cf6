import { watch, type FSWatcher } from "node:fs";
import { StreambookError } from "../errors.js";
import type { StructField, StructType } from "../types/data-type.js";
import { clean } from "./clean-source.js";
import { splitFiles } from "./file-limits.js";
import { absolutePath, listFiles, type ListedFile } from "./file-listing.js";
import { FileLog } from "./file-log.js";
import { readFileOptions, type FileOptions } from "./file-options.js";
import { folderColumns, partitionsOf, typedBy, withPartitions } from "./partitions.js";
import { lineSchema } from "./schemas.js";
import type { BatchData, Offset, Source, SourceContext, SourceProvider } from "./source.js";

/** How often a folder is looked at when the operating system does not say that it has changed, milliseconds. */
const POLL_INTERVAL = 1000;

/**
 * New files of a folder, as Spark's file source. A file is read once, whole, when it is first seen: write it elsewhere (or under a name
 * that begins with "." or "_") and rename it into the folder. Files come by time of change, then by name; an offset
 * `{ logOffset: n }` stands for the files of the first n + 1 batches, which the checkpoint's log names.
 *
 * Options: `maxFilesPerTrigger` or `maxBytesPerTrigger`, `latestFirst`, `maxFileAge` ("7d": files changed longer before the newest one that was
 * read are passed over), `fileNameOnly`, `maxCachedFiles`, `discardCachedInputRatio`, `pathGlobFilter`, `recursiveFileLookup`, `cleanSource` (`off`, `delete`, or `archive` into `sourceArchiveDir`): what becomes of a file when its batch is committed.
 */
export class FileSource implements Source {
  readonly description: string;
  readonly schema: StructType;
  readonly replays = true;
  readonly #format: string;
  readonly #options: FileOptions;
  readonly #partitions: readonly StructField[];
  #context: SourceContext | null = null;
  /** The only files to take, when the query is to end by itself. */
  #known: ReadonlySet<string> | null = null;
  #isUnlimited = false;
  /** What a listing found beyond the limits of its batch. */
  #left: readonly ListedFile[] = [];
  /** The last offset whose files were cleaned up. */
  #cleaned: number | null = null;
  #log: FileLog;
  #watchers: FSWatcher[] = [];
  #cancelPoll: () => void = () => undefined;
  #isOpen = false;

  /** `schema` is that of the rows: text and JSON files give lines, which the engine parses. */
  constructor(
    format: string,
    options: FileOptions,
    schema: StructType,
    partitions: readonly StructField[] = [],
  ) {
    this.#partitions = partitions;
    this.#format = format;
    this.#options = options;
    this.#log = new FileLog(undefined, options);
    this.schema = schema;
    this.description = `FileStreamSource[${options.paths.map(absolutePath).join(", ")}]`;
  }

  async open(context: SourceContext): Promise<void> {
    this.#context = context;
    this.#log = new FileLog(context.log, this.#options);
    await this.#log.load();
    await this.#list();
    this.#isOpen = true;
    this.#watch();
    this.#poll();
  }

  async prepareFor(trigger: "once" | "availableNow"): Promise<void> {
    this.#isUnlimited = trigger === "once";
    this.#known = new Set((await this.#list()).map(({ path }) => path));
  }

  async latestOffset(start: Offset | null): Promise<Offset | null> {
    const from = logOffset(start);
    // A batch that was fixed but not run is run before new files are looked for.
    if (this.#log.last <= from) {
      const found = this.#left.length > 0 ? this.#left : await this.#newFiles();
      const { batch, left } = this.#isUnlimited
        ? { batch: found, left: [] }
        : splitFiles(found, this.#options);
      if (batch.length > 0) await this.#log.add(batch);
      this.#left = left;
    }
    return this.#log.last > from ? { logOffset: this.#log.last } : start;
  }

  async read(start: Offset | null, end: Offset): Promise<BatchData> {
    const from = logOffset(start);
    const to = logOffset(end);
    if (to > this.#log.last) throw unknownOffset(to, this.#log.last);
    const paths = this.#log.files(from, to);
    const { raw, paths: roots } = this.#options;
    const partitions = partitionsOf(paths, roots, this.#partitions, raw["timezone"] ?? "UTC");
    const ahead = splitFiles(this.#left, this.#options).batch.map(({ path }) => path);
    return {
      kind: "files",
      format: this.#format,
      paths,
      options: raw,
      partitions,
      ...(ahead.length > 0 && { ahead }),
    };
  }

  async commit(end: Offset): Promise<void> {
    const to = logOffset(end);
    await clean(this.#options.clean, this.#log.files(this.#cleaned ?? to - 1, to));
    this.#cleaned = to;
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    this.#cancelPoll();
    for (const watcher of this.#watchers) watcher.close();
    this.#watchers = [];
  }

  metrics(): Readonly<Record<string, string>> {
    return { filesSeen: String(this.#log.size) };
  }

  #list(): Promise<ListedFile[]> {
    const isKnown = (path: string): boolean => this.#log.hasSeen(path);
    return listFiles(this.#options.paths, { ...this.#options, isKnown });
  }

  async #newFiles(): Promise<ListedFile[]> {
    const all = await this.#list();
    return all.filter((file) => this.#log.isNew(file) && this.#known?.has(file.path) !== false);
  }

  /** A hint only: not every file system gives it, and polling finds what it misses. */
  #watch(): void {
    for (const path of this.#options.paths) {
      try {
        const watcher = watch(absolutePath(path), { persistent: false }, () => this.#context!.wake());
        watcher.on("error", () => watcher.close());
        this.#watchers.push(watcher);
      } catch {
        continue;
      }
    }
  }

  /** The next look is planned when this one is over: on a slow disk it may take longer than the interval. */
  #poll(): void {
    const context = this.#context!;
    this.#cancelPoll = context.clock.schedule(context.clock.now() + POLL_INTERVAL, async () => {
      try {
        if ((await this.#newFiles()).length > 0) context.wake();
      } catch (error) {
        context.fail(error as Error);
      }
      if (this.#isOpen) this.#poll();
    });
  }
}

function logOffset(offset: Offset | null): number {
  return offset === null ? -1 : (offset as { readonly logOffset: number }).logOffset;
}

function unknownOffset(offset: number, last: number): StreambookError {
  return new StreambookError({
    code: "FILE_LOG_INCOMPLETE",
    step: "file source",
    rule: "The checkpoint must name the files of every offset that it stands at.",
    got: `offset ${offset}, and a log that ends at ${last}`,
    cure: "restore the whole checkpoint folder, or start with another checkpointLocation",
  });
}

/** Text and JSON files are lines to the source; CSV and Parquet have the reader's columns. */
const formats: Readonly<Record<string, { readonly hasOwnSchema: boolean; readonly givesLines: boolean }>> = {
  text: { hasOwnSchema: true, givesLines: true },
  json: { hasOwnSchema: false, givesLines: true },
  csv: { hasOwnSchema: false, givesLines: false },
  parquet: { hasOwnSchema: false, givesLines: false },
};

export const isFileFormat = (format: string): boolean => format in formats;

function fileProvider(format: string): SourceProvider {
  const { hasOwnSchema, givesLines } = formats[format]!;
  const describe = (schema: StructType | null): StructType => {
    if (format === "csv" && schema !== null) refuseNested(schema);
    if (schema !== null) return hasOwnSchema ? oneTextColumn(schema) : schema;
    if (hasOwnSchema) return lineSchema;
    throw new StreambookError({
      code: "STREAMING_FILE_SCHEMA_REQUIRED",
      step: `${format} source`,
      rule: "A stream of files needs its schema before the first file is there.",
      got: "no schema",
      cure: '.schema("id bigint, name string") or .schema(t.struct({ … }))',
    });
  };
  return {
    format,
    describe(options, schema, paths) {
      return withPartitions(describe(schema), folderColumns(readFileOptions(format, options, paths)));
    },
    create(options, schema, paths) {
      const known = readFileOptions(format, options, paths);
      const columns = typedBy(schema, folderColumns(known));
      const rows = withPartitions(givesLines ? lineSchema : describe(schema), columns);
      return new FileSource(format, known, rows, columns);
    },
  };
}

function refuseNested({ fields }: StructType): void {
  const nested = fields.find(({ type }) => ["array", "map", "struct"].includes(type.kind));
  if (nested === undefined) return;
  throw new StreambookError({
    code: "UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE",
    step: "csv source",
    rule: "A cell of a CSV file holds no arrays, maps and structs.",
    got: `${nested.name} ${nested.type.kind}`,
    cure: "read it as a string, and take it apart with from_json or split",
  });
}

function oneTextColumn(schema: StructType): StructType {
  if (schema.fields.length === 1 && schema.fields[0]!.type.kind === "string") return schema;
  throw new StreambookError({
    code: "UNSUPPORTED_TEXT_SCHEMA",
    step: "text source",
    rule: "A text file has one column of strings.",
    got: schema.fields.map((f) => `${f.name} ${f.type.kind}`).join(", ") || "no columns",
    cure: "leave out .schema(…): the column is called value",
  });
}

/** `readStream.format("text" | "json" | "csv" | "parquet")`. */
export const fileProviders: readonly SourceProvider[] = Object.keys(formats).map(fileProvider);
