import type { Column } from "../../column.js";
import { call } from "../build.js";
import { optional, type Text, type Time } from "./arguments.js";

/**
 * Days since 1970-01-01.
 *
 * @example
 * df.select(unixDate("day"))
 */
export const unixDate = (time: Time): Column => call("unix_date", time);

/**
 * The day so many days after 1970-01-01.
 *
 * @example
 * df.select(dateFromUnixDate("days"))
 */
export const dateFromUnixDate = (days: Time): Column => call("date_from_unix_date", days);

/**
 * The instant so many seconds after 1970-01-01 UTC.
 *
 * @example
 * df.select(timestampSeconds("seconds"))
 */
export const timestampSeconds = (time: Time): Column => call("timestamp_seconds", time);

/**
 * The instant so many milliseconds after 1970-01-01 UTC.
 *
 * @example
 * df.select(timestampMillis("millis"))
 */
export const timestampMillis = (time: Time): Column => call("timestamp_millis", time);

/**
 * The instant so many microseconds after 1970-01-01 UTC.
 *
 * @example
 * df.select(timestampMicros("micros"))
 */
export const timestampMicros = (time: Time): Column => call("timestamp_micros", time);

/**
 * Whole seconds since 1970-01-01 UTC, rounded down.
 *
 * @example
 * df.select(unixSeconds("time"))
 */
export const unixSeconds = (time: Time): Column => call("unix_seconds", time);

/**
 * Whole milliseconds since 1970-01-01 UTC, rounded down.
 *
 * @example
 * df.select(unixMillis("time"))
 */
export const unixMillis = (time: Time): Column => call("unix_millis", time);

/**
 * Microseconds since 1970-01-01 UTC.
 *
 * @example
 * df.select(unixMicros("time"))
 */
export const unixMicros = (time: Time): Column => call("unix_micros", time);

/**
 * Seconds since 1970-01-01 UTC as local time in a pattern.
 *
 * @example
 * df.select(fromUnixtime("seconds", "HH:mm:ss"))
 */
export const fromUnixtime = (seconds: Time, pattern?: Text): Column =>
  optional("from_unixtime", seconds, pattern);

/**
 * Seconds since 1970-01-01 UTC: of now, of a timestamp, or of a text in a pattern.
 *
 * @example
 * df.select(unixTimestamp("time", "yyyy-MM-dd HH:mm:ss"))
 */
export const unixTimestamp = (time?: Time, pattern?: Text): Column =>
  time === undefined ? call("unix_timestamp") : optional("unix_timestamp", time, pattern);

/**
 * As `unixTimestamp` of a time.
 *
 * @example
 * df.select(toUnixTimestamp("time"))
 */
export const toUnixTimestamp = (time: Time, pattern?: Text): Column =>
  optional("to_unix_timestamp", time, pattern);
