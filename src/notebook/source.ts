import type { DanfoFrame } from "../dataframe/danfo.js";
import { isViewable, type Snapshot, type Viewable } from "./contract.js";
import { isDanfo } from "./danfo-frame.js";
import { notATable, notStarted } from "./not-started.js";

/** Everything a display takes for a table. */
export type TableSource = Viewable | Snapshot | DanfoFrame | readonly Readonly<Record<string, unknown>>[];

/** Rows and columns of any table-like value, at most `limit` rows where reading them costs something. */
export async function toSnapshot(source: TableSource, limit: number, step: string): Promise<Snapshot> {
  if (isViewable(source)) {
    if (source.isStreaming === true) throw notStarted(step);
    return source.snapshot(limit);
  }
  if (isDanfo(source)) return fromDanfo(source);
  if (Array.isArray(source)) return fromObjects(source as readonly Readonly<Record<string, unknown>>[]);
  if (isSnapshot(source)) return source;
  throw notATable(step, source);
}

function isSnapshot(value: unknown): value is Snapshot {
  const snapshot = value as Partial<Snapshot> | null;
  return Array.isArray(snapshot?.columns) && Array.isArray(snapshot?.rows);
}

function fromDanfo(frame: DanfoFrame): Snapshot {
  const rows = frame.values as readonly unknown[][];
  const types = frame.dtypes;
  const columns = frame.columns.map((name, i) => ({ name, type: DANFO_TYPES[types[i] ?? ""] ?? "string" }));
  return { columns, rows, total: rows.length };
}

const DANFO_TYPES: Readonly<Record<string, string>> = { int32: "int", float32: "number", boolean: "boolean" };

function fromObjects(objects: readonly Readonly<Record<string, unknown>>[]): Snapshot {
  const names = [...new Set(objects.flatMap((row) => Object.keys(row)))];
  const rows = objects.map((row) => names.map((name) => row[name] ?? null));
  const columns = names.map((name, i) => ({ name, type: typeOf(rows.map((row) => row[i])) }));
  return { columns, rows, total: rows.length };
}

function typeOf(values: readonly unknown[]): string {
  const known = values.find((value) => value !== null);
  if (typeof known === "number") return "number";
  if (typeof known === "bigint") return "bigint";
  if (known instanceof Date) return "timestamp";
  return typeof known === "boolean" ? "boolean" : "string";
}
