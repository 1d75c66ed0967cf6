import type { Partitions } from "../../sources/partitions.js";
import { toText } from "../../types/text.js";
import { identifier, sqlType, text } from "../sql-types.js";

/** The column of a file's path, where the engine reads files itself. */
export const FILE = "streambook file";

/** A column whose value is the folder's: looked up by the file that a row comes from. */
export function folderValues(paths: readonly string[], { columns, values }: Partitions, at: number): string {
  const { type } = columns[at]!;
  const entries = paths.map((path, i) => {
    const value = values[i]![at];
    return `${text(path)}: ${value === null || value === undefined ? "NULL" : text(toText(value, type, "UTC"))}`;
  });
  const utc = type.kind === "timestamp" ? " || '+00'" : "";
  return `CAST(MAP {${entries.join(", ")}}[${identifier(FILE)}]${utc} AS ${sqlType(type)})`;
}
