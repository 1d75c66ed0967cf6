import type { Column } from "../../column.js";
import { callWith } from "../build.js";
import { optional, type Text, type Time } from "./arguments.js";

/**
 * A time in a pattern of Java's DateTimeFormatter.
 *
 * @example
 * df.select(dateFormat("time", "yyyy-MM-dd HH:mm"))
 */
export const dateFormat = (time: Time, pattern: Text): Column => callWith("date_format", time, pattern);

/**
 * A text as a date, by a cast or in a pattern; raises for what is none.
 *
 * @example
 * df.select(toDate("text", "dd/MM/yyyy"))
 */
export const toDate = (text: Time, pattern?: Text): Column => optional("to_date", text, pattern);

/**
 * As `toDate`, with null for what is none.
 *
 * @example
 * df.select(tryToDate("text", "dd/MM/yyyy"))
 */
export const tryToDate = (text: Time, pattern?: Text): Column => optional("try_to_date", text, pattern);

/**
 * A text as a timestamp, by a cast or in a pattern; raises for what is none.
 *
 * @example
 * df.select(toTimestamp("text", "dd/MM/yyyy"))
 */
export const toTimestamp = (text: Time, pattern?: Text): Column => optional("to_timestamp", text, pattern);

/**
 * As `toTimestamp`.
 *
 * @example
 * df.select(toTimestampLtz("text", "dd/MM/yyyy"))
 */
export const toTimestampLtz = (text: Time, pattern?: Text): Column =>
  optional("to_timestamp_ltz", text, pattern);

/**
 * A text as a timestamp without a zone.
 *
 * @example
 * df.select(toTimestampNtz("text", "dd/MM/yyyy"))
 */
export const toTimestampNtz = (text: Time, pattern?: Text): Column =>
  optional("to_timestamp_ntz", text, pattern);

/**
 * As `toTimestamp`, with null for what is none.
 *
 * @example
 * df.select(tryToTimestamp("text", "dd/MM/yyyy"))
 */
export const tryToTimestamp = (text: Time, pattern?: Text): Column =>
  optional("try_to_timestamp", text, pattern);
