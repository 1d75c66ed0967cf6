import type { Column } from "../column.js";
import { callWith } from "./build.js";

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
