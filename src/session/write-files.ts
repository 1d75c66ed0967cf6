import { randomUUID } from "node:crypto";
import { access, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { StreambookError } from "../errors.js";
import type { ResultTable, WriteRequest } from "../plan/engine.js";
import { absolutePath } from "../sources/file-listing.js";
import { csvText } from "./write-csv.js";

/** What writing needs of the engine. */
export interface WriteParts {
  readonly timeZone: string;
  /** The rows as they are. */
  rows(): Promise<ResultTable>;
  /** Each row as JSON text. */
  jsonLines(): Promise<readonly string[]>;
  /** Writes a Parquet file. */
  parquet(path: string): Promise<void>;
}

/** Writes rows as a folder of files, as Spark does: the file appears whole, and `_SUCCESS` when all is there. */
export async function writeFiles(
  { format, mode, options, path }: WriteRequest,
  parts: WriteParts,
): Promise<void> {
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
  const body = await textOf(format, options, parts);
  if (exists && mode === "overwrite") await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const isZipped = options["compression"] === "gzip";
  const name = `part-00000-${randomUUID()}-c000.${format === "text" ? "txt" : format}`;
  if (body === null) await parts.parquet(join(folder, name));
  else await writeFile(join(folder, isZipped ? `${name}.gz` : name), isZipped ? gzipSync(body) : body);
  await writeFile(join(folder, "_SUCCESS"), "");
}

/** The file's text; null for a format that has none. */
async function textOf(
  format: string,
  options: WriteRequest["options"],
  parts: WriteParts,
): Promise<string | null> {
  const lines = (all: readonly string[]): string => all.map((line) => `${line}\n`).join("");
  switch (format) {
    case "json":
      return lines(await parts.jsonLines());
    case "csv": {
      const { schema, rows } = await parts.rows();
      return lines(csvText(schema, rows, options, parts.timeZone));
    }
    case "text": {
      const { schema, rows } = await parts.rows();
      if (schema.fields.length !== 1 || schema.fields[0]!.type.kind !== "string")
        throw new StreambookError({
          code: "UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE",
          step: "write.text",
          rule: "A text file has one column of strings.",
          got: schema.fields.map((f) => `${f.name} ${f.type.kind}`).join(", "),
          cure: 'select one: df.select(toJson(struct("*")).as("value"))',
        });
      return lines(rows.map(([value]) => (value ?? "") as string));
    }
    case "parquet":
      return null;
  }
  throw new StreambookError({
    code: "DATA_SOURCE_NOT_FOUND",
    step: "write",
    rule: "There is no writer of this format.",
    got: format,
    cure: "the formats are csv, json, parquet, text",
  });
}
