import { StreambookError } from "../errors.js";
import type { ReadPlan } from "../plan/logical-plan.js";
import type { ScanPlan } from "../plan/resolved.js";
import { isFileFormat } from "../sources/file.js";
import { checkPaths, listFiles } from "../sources/file-listing.js";
import { checkCsvOptions } from "../embedded/functions/csv/check-options.js";
import { readFileOptions } from "../sources/file-options.js";
import { MemoryStreamSource } from "../sources/memory.js";
import type { MemoryStream } from "../sources/memory-stream.js";
import { folderColumns, partitionsOf, typedBy, withPartitions } from "../sources/partitions.js";
import { lineSchema } from "../sources/schemas.js";
import type { BatchData, Source } from "../sources/source.js";
import type { StructType } from "../types/data-type.js";
import { findSource } from "./registry.js";

/** What a session reads: the sources of its scans, what they give, and files as they are now. */
export class EngineReads {
  readonly #timeZone: () => string;
  readonly #memoryStreams = new Map<string, MemoryStream>();

  constructor(timeZone: () => string) {
    this.#timeZone = timeZone;
  }

  /** The id by which a plan names the stream. */
  register(stream: MemoryStream): string {
    const id = String(this.#memoryStreams.size);
    this.#memoryStreams.set(id, stream);
    return id;
  }

  /** What a reader gives. */
  schema(plan: ReadPlan): StructType {
    if (plan.format === "memory") return plan.schema!;
    const { format, schema, paths } = plan;
    const options = this.options(plan);
    if (!plan.isStreaming && isFileFormat(format)) checkPaths(readFileOptions(format, options, paths).paths);
    if (!plan.isStreaming && !isFileFormat(format)) throw notABatch(format);
    if (format === "csv") checkCsvOptions(options, "csv reader");
    if (!plan.asLines) return findSource(format).describe(options, schema, paths);
    return withPartitions(
      lineSchema,
      typedBy(schema, folderColumns(readFileOptions(format, options, paths))),
    );
  }

  /** Of a streaming scan. */
  source(scan: ScanPlan): Source {
    const read = scan.origin as ReadPlan;
    if (read.format === "memory")
      return new MemoryStreamSource(this.#memoryStreams.get(read.options["stream"]!)!);
    return findSource(read.format).create(this.options(read), read.schema, read.paths);
  }

  /** Files as they are now. */
  async files(scan: ScanPlan): Promise<BatchData> {
    const read = scan.origin as ReadPlan;
    const known = readFileOptions(read.format, this.options(read), read.paths);
    const paths = (await listFiles(known.paths, known)).map((file) => file.path);
    const columns = typedBy(read.schema, folderColumns(known));
    const partitions = partitionsOf(paths, known.paths, columns, this.#timeZone());
    return { kind: "files", format: read.format, paths, options: known.raw, partitions };
  }

  /** Times in files are of the session's zone, unless a reader says otherwise. */
  options({ format, options }: ReadPlan): ReadPlan["options"] {
    return isFileFormat(format) ? { timezone: this.#timeZone(), ...options } : options;
  }
}

/** Sources that only stream, and what is no source at all. */
export function notABatch(format: string): StreambookError {
  findSource(format);
  return new StreambookError({
    code: "_LEGACY_ERROR_TEMP_1135",
    step: "read.format",
    rule: `${format} is not a valid data source of tables: it only streams.`,
    got: `session.read.format(${JSON.stringify(format)})`,
    cure: `session.readStream.format(${JSON.stringify(format)})`,
  });
}
