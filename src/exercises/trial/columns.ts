import { sameName } from "../../types/names.js";
import type { TableData } from "./compare.js";

/** What the task asks of the columns. */
export interface WantedColumns {
  readonly columns: readonly string[];
  /** Types by column, where the task asks for them: one of these, as `dtypes` tells them. */
  readonly types?: Readonly<Record<string, readonly string[]>>;
}

/** Brings the learner's columns in the order of the task, or says what is wrong with them. Their order and letter case are free. */
export function alignColumns(
  wanted: WantedColumns,
  got: TableData,
  types: Readonly<Record<string, string>>,
): TableData | string {
  const missing = wanted.columns.filter((name) => !got.columns.some((own) => sameName(own, name)));
  const extra = got.columns.filter((own) => !wanted.columns.some((name) => sameName(own, name)));
  const doubled = got.columns.filter((own, i) => got.columns.findIndex((name) => sameName(own, name)) < i);
  if (missing.length > 0) return `${list("column", missing)} missing: your table has ${named(got.columns)}.`;
  if (extra.length > 0)
    return `${list("column", extra)} too many: the task asks for ${named(wanted.columns)}.`;
  if (doubled.length > 0) return `The column ${doubled[0]} is there twice.`;
  const places = wanted.columns.map((name) => got.columns.findIndex((own) => sameName(own, name)));
  const typed = wrongType(
    wanted,
    places.map((place) => types[got.columns[place] ?? ""] ?? ""),
  );
  if (typed !== null) return typed;
  return { columns: wanted.columns, rows: got.rows.map((row) => places.map((place) => row[place])) };
}

function wrongType({ columns, types }: WantedColumns, own: readonly string[]): string | null {
  for (const [i, name] of columns.entries()) {
    const allowed = types?.[name];
    if (allowed === undefined || allowed.includes(own[i] ?? "")) continue;
    return `The column ${name} has the type ${own[i]}; the task asks for ${allowed.join(" or ")}.`;
  }
  return null;
}

function list(what: string, names: readonly string[]): string {
  return names.length === 1 ? `The ${what} ${names[0]} is` : `The ${what}s ${names.join(", ")} are`;
}

function named(names: readonly string[]): string {
  return names.length === 0 ? "no columns" : names.join(", ");
}
