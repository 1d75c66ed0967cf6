import { StreambookError } from "../errors.js";
import { csvRecords } from "../embedded/load/csv-records.js";
import { drawnRecords } from "../embedded/load/drawn-records.js";
import { fileLines, fileText } from "../embedded/load/file-text.js";
import { CsvInference, headerNames } from "../embedded/functions/csv/infer.js";
import { csvOptions } from "../embedded/functions/csv/options.js";
import { JsonInference } from "../embedded/functions/json/infer.js";
import type { ReadPlan } from "../plan/logical-plan.js";
import { listFiles } from "../sources/file-listing.js";
import { readFileOptions } from "../sources/file-options.js";
import { XorShiftRandom } from "../embedded/spark/random.js";
import { sameName } from "../types/names.js";
import type { DataType, StructType } from "../types/data-type.js";

/** What the database tells of files. */
export interface FileLook {
  /** The columns of Parquet files. */
  readonly parquet: (paths: readonly string[]) => Promise<StructType>;
  /** Cells that stand for all of each column of CSV files; null when every cell must be looked at. */
  readonly csv: (
    paths: readonly string[],
    options: Options,
    width: number,
  ) => Promise<readonly (readonly string[])[] | null>;
}

type Options = Readonly<Record<string, string>>;

const STRING: DataType = { kind: "string" };

/** The schema of files that are read without one: from their names and values, or as the files themselves say it. */
export async function inferSchema(plan: ReadPlan, look: FileLook): Promise<StructType> {
  const { format, options } = plan;
  const known = readFileOptions(format, options, plan.paths);
  const { paths } = known;
  const files = (await listFiles(paths, known)).map((f) => f.path);
  if (format === "text") return { kind: "struct", fields: [{ name: "value", type: STRING, nullable: true }] };
  if (!(known.samplingRatio > 0))
    throw new StreambookError({
      code: "INVALID_OPTION",
      step: `${format} reader`,
      rule: "The part of the records that types are inferred from must be greater than 0.",
      got: `samplingRatio ${known.samplingRatio}`,
      cure: '.option("samplingRatio", 0.1), or leave it out to look at all records',
    });
  const isDrawn = sampler(known.samplingRatio);
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
      return distinct(await jsonSchema(files, options, isDrawn));
    case "csv":
      return csvSchema(files, options, look, isDrawn);
    default:
      return look.parquet(files);
  }
}

function distinct(schema: StructType): StructType {
  const names = schema.fields.map((f) => f.name);
  const again = names.find((name, i) => names.findIndex((other) => sameName(other, name)) !== i);
  if (again === undefined) return schema;
  throw new StreambookError({
    code: "COLUMN_ALREADY_EXISTS",
    step: "json reader",
    rule: "The records have fields whose names differ by case alone: they cannot be columns of one table.",
    got: names.filter((name) => sameName(name, again)).join(", "),
    cure: `give a schema with the one that is meant: .schema("${again} string")`,
  });
}

/** Whether the next record is looked at: Spark's draw of the records of one partition. */
type IsDrawn = () => boolean;

function sampler(ratio: number): IsDrawn | null {
  const random = new XorShiftRandom(1n);
  return ratio > 0.99 ? null : () => random.nextDouble() < ratio;
}

async function jsonSchema(
  files: readonly string[],
  options: Options,
  isDrawn: IsDrawn | null,
): Promise<StructType> {
  const inference = new JsonInference(options, options["timezone"] ?? "UTC");
  for (const file of files) {
    if (options["multiline"]?.toLowerCase() !== "true") {
      for await (const lines of fileLines(file, options))
        for (const line of lines) if (isDrawn?.() !== false) inference.add(line);
    } else if (isDrawn?.() !== false) inference.add(await fileText(file, options));
  }
  return inference.schema();
}

/** Names from the first line (`_c0`, `_c1`, … without a header), types from the values when they are asked for. */
async function csvSchema(
  files: readonly string[],
  options: Options,
  look: FileLook,
  isDrawn: IsDrawn | null,
): Promise<StructType> {
  const { header, format } = csvOptions(options);
  const infers = options["inferschema"]?.toLowerCase() === "true";
  let names: string[] | null = null;
  let inference: CsvInference | null = null;
  for (const file of files) {
    const onHeader = (cells: readonly string[]): void => {
      names ??= headerNames(cells, format.nullValue);
    };
    for await (const records of csvRecords(file, options, onHeader)) {
      const [first] = records;
      if (!header && first !== undefined) names ??= (first ?? []).map((_, i) => `_c${i}`);
      if (names === null) continue;
      if (!infers) return textColumns(names);
      if (inference === null) {
        inference = new CsvInference(names.length, options, options["timezone"] ?? "UTC");
        const cells = isDrawn === null ? await look.csv(files, options, names.length) : null;
        for (const record of cells ?? []) inference.add(record);
        if (cells !== null) return inference.schema(names);
        if (isDrawn !== null) {
          for await (const drawn of drawnRecords(files, options, isDrawn)) inference.add(drawn);
          return inference.schema(names);
        }
      }
      for (const cells of records) inference.add(cells ?? []);
    }
  }
  return inference === null ? textColumns(names ?? []) : inference.schema(names!);
}

const textColumns = (names: readonly string[]): StructType => ({
  kind: "struct",
  fields: names.map((name) => ({ name, type: STRING, nullable: true })),
});
