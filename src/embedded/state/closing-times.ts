import type { Connection } from "../database.js";
import type { OpenWindow } from "../stream-program.js";

/** Rows of a state table by when they are done with (`closes`, microseconds of the watermark), the first ones, equal times as one. */
export async function closingTimes(
  connection: Connection,
  from: string,
  { opens, closes, limit }: { readonly opens: string; readonly closes: string; readonly limit: number },
): Promise<readonly OpenWindow[]> {
  const rows = (await connection.rows(
    `SELECT CAST(${opens} AS BIGINT) AS opens, CAST(${closes} AS BIGINT) AS closes FROM ${from} WHERE (${closes}) IS NOT NULL ORDER BY closes LIMIT ${limit}`,
  )) as [bigint | null, bigint][];
  const windows = new Map<bigint, { start: number | null; end: number; groups: number }>();
  for (const [start, end] of rows) {
    const window = windows.get(end) ?? { start: null, end: millis(end), groups: 0 };
    window.groups++;
    if (start !== null) window.start = Math.min(window.start ?? Infinity, millis(start));
    windows.set(end, window);
  }
  return [...windows.values()];
}

const millis = (micros: bigint): number => Number(micros) / 1000;
