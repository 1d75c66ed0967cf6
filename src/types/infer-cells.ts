import type { DataType } from "./data-type.js";

const INTEGER = /^[+-]?\d+$/;
const REAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$|^(?:NaN|[+-]?Infinity)$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIMESTAMP = /^\d{4}-\d{1,2}-\d{1,2}[T ]\d{1,2}:\d{1,2}(?::\d{1,2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/;

const ladder = ["int", "long", "double"] as const;

/** The type of a column of a CSV file by its texts, as Spark infers it: the narrowest that takes them all. */
export function columnType(cells: Iterable<string | null>): DataType {
  let type: DataType | null = null;
  for (const cell of cells) {
    if (cell === null) continue;
    type = meet(type, cellType(cell));
    if (type.kind === "string") break;
  }
  return type ?? { kind: "string" };
}

function cellType(cell: string): DataType {
  if (INTEGER.test(cell)) {
    const value = BigInt(cell.replace("+", ""));
    if (BigInt.asIntN(32, value) === value) return { kind: "int" };
    if (BigInt.asIntN(64, value) === value) return { kind: "long" };
    const precision = cell.replace(/[+-]/, "").length;
    return precision <= 38 ? { kind: "decimal", precision, scale: 0 } : { kind: "double" };
  }
  if (REAL.test(cell)) return { kind: "double" };
  if (DATE.test(cell) && !Number.isNaN(Date.parse(cell))) return { kind: "date" };
  if (TIMESTAMP.test(cell)) return { kind: "timestamp" };
  return /^(true|false)$/i.test(cell) ? { kind: "boolean" } : { kind: "string" };
}

function meet(a: DataType | null, b: DataType): DataType {
  if (a === null || a.kind === b.kind) return a ?? b;
  const [x, y] = [ladder.indexOf(a.kind as "int"), ladder.indexOf(b.kind as "int")];
  if (x >= 0 && y >= 0) return { kind: ladder[Math.max(x, y)]! };
  const kinds = new Set([a.kind, b.kind]);
  if (kinds.has("decimal") && (x >= 0 || y >= 0))
    return kinds.has("double") ? { kind: "double" } : a.kind === "decimal" ? a : b;
  if (kinds.has("date") && kinds.has("timestamp")) return { kind: "timestamp" };
  return { kind: "string" };
}
