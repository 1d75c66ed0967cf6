import type { Column } from "../column.js";
import { callWith, call } from "./build.js";

/**
 * The windows that a time is in, as a struct of `start` and `end`: of `size`, one begins every `slide` (as long as they are, when left out),
 * counted from the epoch plus `start`. `[start, end)`: the end is not in it.
 *
 * @example
 * iot.groupBy(window("event_time", "10 seconds", "5 seconds"), col("gt")).count()
 */
export function window(time: Column | string, size: string, slide?: string, start?: string): Column {
  const lengths =
    start !== undefined ? [size, slide ?? size, start] : slide !== undefined ? [size, slide] : [size];
  return callWith("window", time, ...lengths);
}

/**
 * The session that a time is in, as a struct of `start` and `end`, of the rows with the same other keys: rows less than `gap` apart, or just that far, are one
 * session, which ends a gap after its last row. The gap may be a column, so that each row says how long it keeps its session open; a row whose gap is not
 * more than zero is left out. In a stream another grouping key is needed.
 *
 * @example
 * clicks.groupBy(sessionWindow("time", "5 minutes"), "user").count()
 */
export function sessionWindow(time: Column | string, gap: Column | string): Column {
  return callWith("session_window", time, gap);
}

/**
 * The time of a window, its last instant: end - 1 microsecond. It carries the watermark on, so that windows of it close.
 *
 * @example
 * perMinute.groupBy(window(windowTime("window"), "1 hour")).sum("count")
 */
export function windowTime(window: Column | string): Column {
  return call("window_time", window);
}
