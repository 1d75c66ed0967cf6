/** A value that JSON can carry: bigints as numbers where exact, instants as plotly reads them, no functions, no NaN. */
export function jsonSafe(value: unknown, depth = 0): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (depth > 50 || typeof value !== "object") return null;
  if (value instanceof Date) return plotlyDate(value);
  const inner = (item: unknown): unknown => jsonSafe(item, depth + 1);
  if (Array.isArray(value)) return value.map(inner);
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<unknown>, inner);
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return Object.fromEntries(
    entries.flatMap(([key, item]: [unknown, unknown]): [string, unknown][] =>
      item === undefined || typeof item === "function" ? [] : [[String(key), inner(item)]],
    ),
  );
}

/** An instant as plotly reads it; it knows no zones, so the zone's wall time is written (UTC unless told). */
export function plotlyDate(date: Date): string | null {
  return Number.isNaN(date.getTime()) ? null : date.toISOString().replace("T", " ").replace("Z", "");
}
