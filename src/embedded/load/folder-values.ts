import type { Partitions } from "../../sources/partitions.js";
import type { StructType } from "../../types/data-type.js";
import { toText } from "../../types/text.js";
import { literalSql } from "../compiler/literal.js";
import { identifier, sqlType, text } from "../sql-types.js";

/** The column of a file's path, where the engine reads files itself. */
export const FILE = "streambook file";

/** A column whose value is the folder's: looked up by the file that a row comes from. */
export function folderValues(paths: readonly string[], { columns, values }: Partitions, at: number): string {
  const { type } = columns[at]!;
  if (type.kind === "struct")
    return fileValues(
      paths,
      type,
      values.map((row) => row[at] as unknown[]),
    );
  const entries = paths.map((path, i) => {
    const value = values[i]![at];
    return `${text(path)}: ${value === null || value === undefined ? "NULL" : text(toText(value, type, "UTC"))}`;
  });
  const utc = type.kind === "timestamp" ? " || '+00'" : "";
  return `CAST(MAP {${entries.join(", ")}}[${identifier(FILE)}]${utc} AS ${sqlType(type)})`;
}

/** What is known of a row's file; of Parquet the row's place in it too. */
function fileValues(
  paths: readonly string[],
  type: StructType,
  values: readonly (readonly unknown[])[],
): string {
  const fields = type.fields.filter(({ name }) => name !== "row_index");
  const entries = paths.map((path, i) => {
    const own = fields.map(({ name, type: t }, f) => `${name}: ${literalSql(values[i]![f], t)}`);
    return `${text(path)}: {${own.join(", ")}}`;
  });
  const file = `MAP {${entries.join(", ")}}[${identifier(FILE)}]`;
  return fields.length === type.fields.length ? file : `struct_insert(${file}, row_index := file_row_number)`;
}
