import type { BatchData } from "../../sources/source.js";

/** The first rows of each block of a batch: all that a limit reads. */
export function firstRows(data: BatchData, limit: number | undefined): BatchData {
  if (limit === undefined || data.kind !== "rows") return data;
  const rows: (readonly unknown[])[] = [];
  let start = 0;
  for (const size of data.blocks ?? [data.rows.length]) {
    for (const row of data.rows.slice(start, start + Math.min(size, limit))) rows.push(row);
    start += size;
  }
  return { kind: "rows", rows };
}
