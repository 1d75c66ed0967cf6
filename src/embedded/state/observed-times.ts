import type { ResolvedWatermark } from "../../plan/resolved.js";
import type { Connection } from "../database.js";
import type { ObservedTimes } from "../stream-program.js";

/** What a batch showed of the event time, by aggregates over its rows: milliseconds, rounded down, as Spark keeps watermarks. */
export async function observeTimes(
  connection: Connection,
  delay: number,
  from: string,
  { max, min, avg }: Readonly<Record<"max" | "min" | "avg", string>>,
): Promise<ObservedTimes> {
  const floor = (us: string): string => `CAST(floor(${us} / 1000) AS BIGINT)`;
  const [row] = await connection.rows(`SELECT ${[max, min, avg].map(floor).join(", ")} FROM ${from}`);
  const [first, second, third] = (row as (bigint | null)[]).map((v) => (v === null ? null : Number(v)));
  return { delay, max: first ?? null, min: second ?? null, avg: third ?? null };
}

export const nothingObserved = (watermark: ResolvedWatermark): ObservedTimes => ({
  delay: Number(watermark.delay / 1000n),
  max: null,
  min: null,
  avg: null,
});
