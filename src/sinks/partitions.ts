import type { DataFrame } from "../dataframe/dataframe.js";
import { col, lit, nullif } from "../dataframe/functions/index.js";
import { StreambookError } from "../errors.js";
import { simpleString } from "../types/ddl.js";
import type { StructField, StructType } from "../types/data-type.js";
import { sameName } from "../types/names.js";

/** One folder's part of a batch. */
export interface Partition {
  /** `country=PL/day=2024-01-01`; empty without partitioning. */
  readonly folder: string;
  readonly rows: DataFrame;
}

/** Checks the columns of `partitionBy`, and gives their names as the schema has them. Throws _LEGACY_ERROR_TEMP_1196, INVALID_PARTITION_COLUMN_DATA_TYPE, ALL_PARTITION_COLUMNS_NOT_ALLOWED. */
export function partitionColumns(step: string, schema: StructType, columns: readonly string[]): string[] {
  const names = schema.fields.map((f) => f.name);
  const found = columns.map((column) => {
    const name = names.find((each) => sameName(each, column));
    if (name !== undefined) return name;
    throw new StreambookError({
      code: "_LEGACY_ERROR_TEMP_1196",
      step,
      rule: `Partition column ${column} not found in existing columns (${names.join(", ")}).`,
      got: `partitionBy(${JSON.stringify(column)})`,
      cure: `partitionBy with one of ${names.join(", ")}`,
    });
  });
  for (const name of found)
    checkType(
      step,
      schema.fields.find((f) => f.name === name)!,
    );
  if (found.length > 0 && found.length >= names.length)
    throw new StreambookError({
      code: "ALL_PARTITION_COLUMNS_NOT_ALLOWED",
      step,
      rule: "Cannot use all columns for partition columns.",
      got: `partitionBy(${columns.map((c) => JSON.stringify(c)).join(", ")})`,
      cure: "leave at least one column for the files",
    });
  return found;
}

/** A folder's name holds one value. */
function checkType(step: string, { name, type }: StructField): void {
  if (!["array", "map", "struct", "void"].includes(type.kind)) return;
  throw new StreambookError({
    code: "INVALID_PARTITION_COLUMN_DATA_TYPE",
    step,
    rule: `Cannot use ${simpleString(type)} for partition column.`,
    got: `partitionBy(${JSON.stringify(name)})`,
    cure: "partitionBy a column of one value a row",
  });
}

/** The parts of a batch, one for each combination of the columns' values; their folders carry the values, the files do not. */
export async function partitionsOf(batch: DataFrame, columns: readonly string[]): Promise<Partition[]> {
  if (columns.length === 0) return [{ folder: "", rows: batch }];
  // An empty text stands in the folder of those without a value.
  const texts = columns.map((column) => nullif(col(quoted(column)).cast("string"), lit("")));
  const values = await batch
    .select(...texts.map((text, i) => text.as(`p${i}`)))
    .distinct()
    .collect();
  return values.map((row) => {
    const parts = row.toArray() as (string | null)[];
    const rows = parts.reduce((left, value, i) => left.where(texts[i]!.eqNullSafe(lit(value))), batch);
    const folder = folderName(columns, parts);
    return { folder, rows: rows.drop(...columns) };
  });
}

const quoted = (name: string): string => `\`${name.replaceAll("`", "``")}\``;

/** `country=PL/day=2024-01-01`: where the rows with these values stand. */
export const folderName = (columns: readonly string[], values: readonly (string | null)[]): string =>
  values.map((value, i) => `${escaped(columns[i]!)}=${folderValue(value)}`).join("/");

/** As Spark and Hive name the folder of a value. */
function folderValue(value: string | null): string {
  return value === null || value === "" ? "__HIVE_DEFAULT_PARTITION__" : escaped(value);
}

function escaped(text: string): string {
  return text.replace(
    /[\p{Cc}"#%'*/:=?\\{[\]^]/gu,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}
