import type { DataType } from "../../../types/data-type.js";
import { text } from "../../sql-types.js";
import { narrowed } from "../define.js";

/** Whether values of the type may hold a null inside. */
export function hasParts(type: DataType): boolean {
  return type.kind === "struct" || type.kind === "array";
}

/** What values are ordered by: a null inside one comes before everything there, in the engine after. */
export function rank(sql: string, type: DataType, depth = 0): string {
  if (type.kind === "array") {
    const element = `e${depth}`;
    const parts = part("n", "v", element, type.element, depth + 1);
    return `list_transform(${sql}, lambda ${element}: {${parts}})`;
  }
  if (type.kind !== "struct") return sql;
  const parts = type.fields.map((field, i) =>
    part(`n${i}`, `v${i}`, `struct_extract(${sql}, ${text(field.name)})`, field.type, depth),
  );
  return `{${parts.join(", ")}}`;
}

const part = (known: string, value: string, sql: string, type: DataType, depth: number): string =>
  `${known}: ${sql} IS NOT NULL, ${value}: ${rank(sql, type, depth)}`;

/** The greatest or the least of a group's values that have parts; null is none of them. */
export function extremeOf(which: "min" | "max", sql: string, type: DataType, after: string): string {
  return `arg_${which}(${sql}, ${rank(sql, type)})${narrowed(`${sql} IS NOT NULL`, after)}`;
}
