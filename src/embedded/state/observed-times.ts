import type { ResolvedWatermark } from "../../plan/resolved.js";
import type { Connection } from "../database.js";
import type { ObservedTimes } from "../stream-program.js";

/** What a batch showed of the event time, by aggregates over its rows: milliseconds, rounded down, as Spark keeps watermarks. */
export async function observeTimes(
  connection: Connection,
  { watermark, delay }: Pick<ObservedTimes, "watermark" | "delay">,
  from: string,
  { max, min, sum, rows, nulls }: Readonly<Record<"max" | "min" | "sum" | "rows" | "nulls", string>>,
  isSmall = false,
): Promise<ObservedTimes> {
  const list = [max, min].map((us) => `CAST(floor(${us} / 1000) AS BIGINT)`);
  const sql = `SELECT ${list.join(", ")}, CAST(${sum} AS DOUBLE), coalesce(${rows}, 0)::BIGINT, coalesce(${nulls}, 0)::BIGINT FROM ${from}`;
  const result = await (isSmall ? connection.repeatResult(sql) : connection.result(sql));
  const [row] = await result.getRows();
  const [first, second, total, count, none] = row as [
    bigint | null,
    bigint | null,
    number | null,
    bigint,
    bigint,
  ];
  const known = (value: bigint | null): number | null => (value === null ? null : Number(value));
  const avg = total === null ? null : total / 1000 / Number(count);
  return {
    watermark,
    delay,
    max: known(first),
    min: known(second),
    avg,
    rows: Number(count),
    nulls: Number(none),
  };
}

export const nothingObserved = (watermark: ResolvedWatermark): ObservedTimes => ({
  watermark: watermark.written,
  delay: Number(watermark.delay / 1000n),
  max: null,
  min: null,
  avg: null,
  rows: 0,
  nulls: 0,
});
