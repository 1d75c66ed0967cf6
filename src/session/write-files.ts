import { randomUUID } from "node:crypto";
import { access, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { deflateSync, gzipSync } from "node:zlib";
import { encodeText } from "../embedded/java/charset.js";
import { StreambookError } from "../errors.js";
import type { ResultTable, WriteRequest } from "../plan/engine.js";
import { folderName, partitionColumns } from "../sinks/partitions.js";
import { absolutePath } from "../sources/file-listing.js";
import type { StructType } from "../types/data-type.js";
import { textWriter } from "../types/text.js";
import { linesOf } from "./write-lines.js";

/** What writing needs of the engine. */
export interface WriteParts {
  readonly timeZone: string;
  readonly schema: StructType;
  /** The folders and files that the rows are read from. */
  readonly reads: readonly string[];
  rows(): Promise<ResultTable>;
  /** Writes a Parquet file: of the plan, or of the rows that one folder gets. */
  parquet(path: string, compression: string, rows: ResultTable | null): Promise<void>;
}

/** Writes rows as a folder of files, as Spark does: a file appears whole, and `_SUCCESS` when all is there. */
export async function writeFiles(request: WriteRequest, parts: WriteParts): Promise<void> {
  const { format, mode, options, path } = request;
  checkFormat(format);
  const columns = partitionColumns("write", parts.schema, request.partitionBy);
  const folder = absolutePath(path);
  const exists = await access(folder).then(
    () => true,
    () => false,
  );
  if (exists && mode === "ignore") return;
  if (exists && mode === "error")
    throw new StreambookError({
      code: "PATH_ALREADY_EXISTS",
      step: "write",
      rule: "The path exists already, and the mode is error.",
      got: path,
      cure: '.mode("overwrite") or .mode("append")',
    });
  if (exists && mode === "overwrite" && parts.reads.some((read) => absolutePath(read) === folder))
    throw new StreambookError({
      code: "UNSUPPORTED_OVERWRITE.PATH",
      step: "write",
      rule: "A path that is also being read from cannot be overwritten.",
      got: path,
      cure: "write to another folder",
    });
  // Everything that can be refused is, before anything is removed.
  const isPlainParquet = format === "parquet" && columns.length === 0;
  const groups = isPlainParquet ? null : grouped(await parts.rows(), columns, parts.timeZone);
  const texts =
    format === "parquet"
      ? null
      : [...groups!].map(([at, table]) => [at, textOf(format, table, options, parts.timeZone)] as const);
  const { extension, pack } = format === "parquet" ? packing({}) : packing(options);
  if (exists && mode === "overwrite") await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const id = randomUUID();
  const place = async (at: string, extension: string): Promise<string> => {
    await mkdir(join(folder, at), { recursive: true });
    return join(folder, at, `part-00000-${id}${columns.length > 0 ? ".c000" : "-c000"}${extension}`);
  };
  if (texts) {
    const ending = `.${format === "text" ? "txt" : (options["extension"] ?? format)}${extension}`;
    for (const [at, text] of texts) await writeFile(await place(at, ending), pack(encoded(text, options)));
  } else {
    const compression = (options["compression"] ?? "snappy").toLowerCase();
    const isBare = compression === "none" || compression === "uncompressed";
    const ending = isBare ? ".parquet" : `.${compression === "gzip" ? "gz" : compression}.parquet`;
    for (const [at, table] of groups ?? [["", null] as const])
      await parts.parquet(await place(at, ending), isBare ? "uncompressed" : compression, table);
  }
  await writeFile(join(folder, "_SUCCESS"), "");
}

function checkFormat(format: string): void {
  if (["csv", "json", "text", "parquet"].includes(format)) return;
  throw new StreambookError({
    code: "DATA_SOURCE_NOT_FOUND",
    step: "write",
    rule: "There is no writer of this format.",
    got: format,
    cure: "the formats are csv, json, parquet, text",
  });
}

/** The rows by the folder that they go to, without the columns that name it. */
function grouped(table: ResultTable, columns: readonly string[], zone: string): Map<string, ResultTable> {
  if (columns.length === 0) return new Map([["", table]]);
  const { fields } = table.schema;
  const keys = columns.map((name) => fields.findIndex((f) => f.name === name));
  const texts = keys.map((i) => textWriter(fields[i]!.type, zone, "cast"));
  const kept = fields.map((_, i) => i).filter((i) => !keys.includes(i));
  const schema: StructType = { kind: "struct", fields: kept.map((i) => fields[i]!) };
  const groups = new Map<string, { schema: StructType; rows: unknown[][] }>();
  for (const row of table.rows) {
    const values = keys.map((i, k) => (row[i] === null ? null : texts[k]!(row[i])));
    const at = folderName(columns, values);
    const group = groups.get(at) ?? { schema, rows: [] };
    group.rows.push(kept.map((i) => row[i]));
    groups.set(at, group);
  }
  return groups;
}

function textOf(
  format: string,
  table: ResultTable,
  options: WriteRequest["options"],
  timeZone: string,
): string {
  const end = options["linesep"] ?? "\n";
  return linesOf(format, table, options, timeZone)
    .map((line) => line + end)
    .join("");
}

function encoded(text: string, options: WriteRequest["options"]): Uint8Array {
  return encodeText(text, options["encoding"] ?? options["charset"] ?? "UTF-8");
}

function packing(options: WriteRequest["options"]): {
  extension: string;
  pack: (bytes: Uint8Array) => Uint8Array;
} {
  const name = (options["compression"] ?? options["codec"] ?? "none").toLowerCase();
  switch (name) {
    case "none":
    case "uncompressed":
      return { extension: "", pack: (bytes) => bytes };
    case "gzip":
      return { extension: ".gz", pack: (bytes) => gzipSync(bytes) };
    case "deflate":
      return { extension: ".deflate", pack: (bytes) => deflateSync(bytes) };
  }
  throw new StreambookError({
    code: "CODEC_NOT_AVAILABLE.WITH_AVAILABLE_CODECS_SUGGESTION",
    step: "write",
    rule: "The codec is not available.",
    got: name,
    cure: "the codecs of text files are none, gzip and deflate",
  });
}
