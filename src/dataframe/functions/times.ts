import type { Column } from "../column.js";
import { call } from "./build.js";

/** The time of the batch (of the query, when it does not stream), the same for all of its rows. */
export const currentTimestamp = (): Column => call("current_timestamp");
export const timestampSeconds = (seconds: Column | string): Column => call("timestamp_seconds", seconds);
export const timestampMillis = (milliseconds: Column | string): Column =>
  call("timestamp_millis", milliseconds);
export const timestampMicros = (microseconds: Column | string): Column =>
  call("timestamp_micros", microseconds);
export const unixMicros = (timestamp: Column | string): Column => call("unix_micros", timestamp);
export const unixMillis = (timestamp: Column | string): Column => call("unix_millis", timestamp);
export const toTimestamp = (text: Column | string): Column => call("to_timestamp", text);
export const year = (timestamp: Column | string): Column => call("year", timestamp);
export const month = (timestamp: Column | string): Column => call("month", timestamp);
export const dayofmonth = (timestamp: Column | string): Column => call("dayofmonth", timestamp);
export const hour = (timestamp: Column | string): Column => call("hour", timestamp);
export const minute = (timestamp: Column | string): Column => call("minute", timestamp);
export const second = (timestamp: Column | string): Column => call("second", timestamp);
