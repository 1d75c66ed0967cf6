import { dayTimeText, yearMonthText } from "../types/interval.js";
import { intervalValue } from "./interval-value.js";

/** `1 day 2 hour` as Spark shows it: `INTERVAL '1 02' DAY TO HOUR`; what is no ordinary interval is shown as written. */
export function printInterval(text: string): string {
  const { value, type } = intervalValue(text) ?? {};
  if (type?.kind === "day_time_interval") return dayTimeText(BigInt(value as bigint), type);
  if (type?.kind === "year_month_interval") return yearMonthText(Number(value), type);
  return `INTERVAL '${text}'`;
}
