import { readdirSync } from "node:fs";
import { join, sep } from "node:path";
import type { DataType, StructField, StructType } from "../types/data-type.js";
import { sameName } from "../types/names.js";
import { parseDate, parseTimestamp } from "../types/time-parse.js";
import { timeZone } from "../types/time-zone.js";
import { absolutePath, isHidden } from "./file-listing.js";
import type { FileOptions } from "./file-options.js";

/** What a folder is called whose files have no value for its column. */
const NONE = "__HIVE_DEFAULT_PARTITION__";

/** Values of columns that stand in the names of folders: `year=2020/month=1/part-0.csv`. */
export interface Partitions {
  readonly columns: readonly StructField[];
  /** For each file the columns' values, in the engine's form. */
  readonly values: readonly (readonly unknown[])[];
}

/** The columns that the folders below a reader's paths name, their types by their values. Looks at names of folders only. */
export function folderColumns({ paths, recursive, raw }: FileOptions): StructField[] {
  const found = new Map<string, string[]>();
  // A listing of all folders does not look at their names, as in Spark.
  if (!recursive) for (const path of paths) collect(absolutePath(path), found);
  return [...found].map(([name, texts]) => ({
    name,
    type: typeOf(texts, raw["timezone"] ?? "UTC"),
    nullable: true,
  }));
}

/** A schema may say the type of a folder's column. */
export function typedBy(schema: StructType | null, columns: readonly StructField[]): StructField[] {
  return columns.map((column) => schema?.fields.find((f) => sameName(f.name, column.name)) ?? column);
}

/** The columns of files, and behind them those of folders. */
export function withPartitions(schema: StructType, columns: readonly StructField[]): StructType {
  if (columns.length === 0) return schema;
  const own = schema.fields.filter((f) => !columns.some((c) => sameName(c.name, f.name)));
  return { kind: "struct", fields: [...own, ...typedBy(schema, columns)] };
}

/** The values of the columns for each file. */
export function partitionsOf(
  files: readonly string[],
  roots: readonly string[],
  columns: readonly StructField[],
  zone: string,
): Partitions | undefined {
  if (columns.length === 0) return undefined;
  const bases = roots.map(absolutePath);
  const values = files.map((file) => {
    const base = bases.find((root) => file.startsWith(root + sep)) ?? file;
    const pairs = file.slice(base.length).split(sep).slice(0, -1).flatMap(pairOf);
    return columns.map(({ name, type }) => {
      const text = pairs.find(([key]) => sameName(key, name))?.[1];
      return text === undefined || text === NONE ? null : valueOf(text, type, zone);
    });
  });
  return { columns, values };
}

function collect(folder: string, found: Map<string, string[]>): void {
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return;
  }
  for (const entry of entries) {
    if (!entry.isDirectory() || isHidden(entry.name)) continue;
    for (const [name, text] of pairOf(entry.name)) {
      found.set(name, [...(found.get(name) ?? []), text]);
      collect(join(folder, entry.name), found);
    }
  }
}

function pairOf(segment: string): [name: string, text: string][] {
  const at = segment.indexOf("=");
  return at <= 0 ? [] : [[unescaped(segment.slice(0, at)), unescaped(segment.slice(at + 1))]];
}

const unescaped = (text: string): string =>
  text.replace(/%([\da-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));

/** The narrowest type that holds every value, as Spark infers it. */
function typeOf(texts: readonly string[], zone: string): DataType {
  const values = texts.filter((text) => text !== NONE);
  const all = (test: (text: string) => boolean): boolean => values.length > 0 && values.every(test);
  const isWhole = (text: string): boolean =>
    /^-?\d+$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);
  if (all((text) => isWhole(text) && BigInt.asIntN(32, BigInt(text)) === BigInt(text)))
    return { kind: "int" };
  if (all(isWhole)) return { kind: "long" };
  if (all((text) => /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text))) return { kind: "double" };
  if (all((text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && parseDate(text) !== null)) return { kind: "date" };
  const isTime = (text: string): boolean =>
    /\d[ T]\d/.test(text) && parseTimestamp(text, timeZone(zone)) !== null;
  if (all((text) => isTime(text) || parseDate(text) !== null) && values.some(isTime))
    return { kind: "timestamp" };
  return { kind: "string" };
}

function valueOf(text: string, type: DataType, zone: string): unknown {
  switch (type.kind) {
    case "boolean":
      return text.toLowerCase() === "true";
    case "byte":
    case "short":
    case "int":
    case "float":
    case "double":
      return Number(text);
    case "long":
      return BigInt(text);
    case "date":
      return parseDate(text);
    case "timestamp":
      return parseTimestamp(text, timeZone(zone));
    case "timestamp_ntz":
      return parseTimestamp(text, null);
    default:
      return text;
  }
}
