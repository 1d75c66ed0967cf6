import type { DataFrame } from "../dataframe/dataframe.js";
import { col, lit } from "../dataframe/functions/index.js";
import { StreambookError } from "../errors.js";
import type { StructType } from "../types/data-type.js";
import { sameName } from "../types/names.js";

/** One folder's part of a batch. */
export interface Partition {
  /** `country=PL/day=2024-01-01`; empty without partitioning. */
  readonly folder: string;
  readonly rows: DataFrame;
}

/** Checks the columns of `partitionBy`, and gives their names as the schema has them. Throws PARTITION_COLUMN_NOT_FOUND, ALL_PARTITION_COLUMNS_NOT_ALLOWED. */
export function partitionColumns(step: string, schema: StructType, columns: readonly string[]): string[] {
  const names = schema.fields.map((f) => f.name);
  const found = columns.map((column) => {
    const name = names.find((each) => sameName(each, column));
    if (name !== undefined) return name;
    throw new StreambookError({
      code: "PARTITION_COLUMN_NOT_FOUND",
      step,
      rule: `Partition column ${column} not found in existing columns (${names.join(", ")}).`,
      got: `partitionBy(${JSON.stringify(column)})`,
      cure: `partitionBy with one of ${names.join(", ")}`,
    });
  });
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

/** The parts of a batch, one for each combination of the columns' values; their folders carry the values, the files do not. */
export async function partitionsOf(batch: DataFrame, columns: readonly string[]): Promise<Partition[]> {
  if (columns.length === 0) return [{ folder: "", rows: batch }];
  const texts = columns.map((column) => col(quoted(column)).cast("string"));
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
