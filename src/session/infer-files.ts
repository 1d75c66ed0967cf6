import { open, readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { StreambookError } from "../errors.js";
import type { Engine } from "../plan/engine.js";
import { planNode, type ReadPlan } from "../plan/logical-plan.js";
import { listFiles } from "../sources/file-listing.js";
import { readFileOptions } from "../sources/file-options.js";
import type { DataType, StructType } from "../types/data-type.js";
import { columnType } from "../types/infer-cells.js";
import { jsonType, settledType, widerJsonType } from "../types/infer-json.js";

/** Gives the columns of Parquet files. */
export type DescribeParquet = (paths: readonly string[]) => Promise<StructType>;

const STRING: DataType = { kind: "string" };

/** The schema of files that are read without one: from their names and values, or as the files themselves say it. */
export async function inferSchema(
  plan: ReadPlan,
  engine: Engine,
  parquet: DescribeParquet,
): Promise<StructType> {
  const { format, options } = plan;
  const { paths, glob, recursive } = readFileOptions(format, options, plan.paths);
  const files = (await listFiles(paths, { glob, recursive })).map((f) => f.path);
  if (format === "text") return { kind: "struct", fields: [{ name: "value", type: STRING, nullable: true }] };
  if (files.length === 0)
    throw new StreambookError({
      code: "UNABLE_TO_INFER_SCHEMA",
      step: `${format} reader`,
      rule: "The columns cannot be inferred where there is no file.",
      got: paths.join(", "),
      cure: 'give them: .schema("id bigint, name string")',
    });
  switch (format) {
    case "json":
      return jsonSchema(files, options);
    case "csv":
      return csvSchema(plan, files[0]!, engine);
    default:
      return parquet(files);
  }
}

async function textOf(path: string): Promise<string> {
  const bytes = await readFile(path);
  return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8").replace(/^\uFEFF/, "");
}

async function jsonSchema(
  files: readonly string[],
  options: Readonly<Record<string, string>>,
): Promise<StructType> {
  let schema: DataType = { kind: "struct", fields: [] };
  let isCorrupt = false;
  for (const file of files) {
    const text = await textOf(file);
    const records = options["multiline"] === "true" ? [text] : text.split(/\r\n|\r|\n/);
    for (const record of records) {
      if (record.trim() === "") continue;
      const type = jsonType(record);
      const rows = type?.kind === "array" ? type.element : type;
      if (rows?.kind === "struct") schema = widerJsonType(schema, rows);
      else isCorrupt = true;
    }
  }
  const settled = settledType(schema) as StructType;
  const corrupt = options["columnnameofcorruptrecord"] ?? "_corrupt_record";
  const keepsBad = isCorrupt && (options["mode"] ?? "PERMISSIVE").toUpperCase() === "PERMISSIVE";
  return keepsBad
    ? { kind: "struct", fields: [{ name: corrupt, type: STRING, nullable: true }, ...settled.fields] }
    : settled;
}

/** Names from the first line (`_c0`, `_c1`, … without a header), types from the values when they are asked for. */
async function csvSchema(plan: ReadPlan, first: string, engine: Engine): Promise<StructType> {
  const { options } = plan;
  const separator = (options["sep"] ?? options["delimiter"] ?? ",").replace("\\t", "\t");
  const cells = splitLine(await firstLine(first), separator, options["quote"] ?? '"');
  const hasHeader = options["header"]?.toLowerCase() === "true";
  const names = hasHeader ? distinctNames(cells) : cells.map((_, i) => `_c${i}`);
  const texts: StructType = {
    kind: "struct",
    fields: names.map((name) => ({ name, type: STRING, nullable: true })),
  };
  if (options["inferschema"]?.toLowerCase() !== "true") return texts;
  const { rows } = await engine.collect(planNode({ ...plan, schema: texts }));
  return {
    kind: "struct",
    fields: names.map((name, i) => ({
      name,
      type: columnType(rows.map((row) => row[i] as string | null)),
      nullable: true,
    })),
  };
}

/** Names that repeat (without regard to case) get their place behind them; an empty one is `_c` and its place. */
function distinctNames(names: readonly string[]): string[] {
  const count = (name: string): number =>
    names.filter((other) => other.toLowerCase() === name.toLowerCase()).length;
  return names.map((name, i) => (name === "" ? `_c${i}` : count(name) > 1 ? `${name}${i}` : name));
}

async function firstLine(path: string): Promise<string> {
  if (path.endsWith(".gz")) return lineOf(await textOf(path));
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(1 << 20), 0, 1 << 20, 0);
    return lineOf(
      buffer
        .subarray(0, bytesRead)
        .toString("utf8")
        .replace(/^\uFEFF/, ""),
    );
  } finally {
    await file.close();
  }
}

const lineOf = (text: string): string => text.split(/\r\n|\r|\n/).find((line) => line.trim() !== "") ?? "";

function splitLine(line: string, separator: string, quote: string): string[] {
  const cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let i = 0; i < line.length; i++) {
    const symbol = line[i]!;
    if (isQuoted && symbol === quote && line[i + 1] === quote) {
      cell += quote;
      i++;
    } else if (symbol === quote && quote !== "") isQuoted = !isQuoted;
    else if (!isQuoted && line.startsWith(separator, i)) {
      cells.push(cell.trim());
      cell = "";
      i += separator.length - 1;
    } else cell += symbol;
  }
  return [...cells, cell.trim()];
}
