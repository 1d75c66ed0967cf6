import type { Column } from "../../column.js";
import { call, callWith } from "../build.js";
import type { Text, Time } from "./arguments.js";

/**
 * A UTC time on the clock of a zone.
 *
 * @example
 * df.select(fromUtcTimestamp("time", "Asia/Tokyo"))
 */
export const fromUtcTimestamp = (time: Time, zone: Text): Column =>
  callWith("from_utc_timestamp", time, zone);

/**
 * A zone's time on the clock of UTC.
 *
 * @example
 * df.select(toUtcTimestamp("time", "Asia/Tokyo"))
 */
export const toUtcTimestamp = (time: Time, zone: Text): Column => callWith("to_utc_timestamp", time, zone);

/**
 * A time without a zone from the clock of one zone (the session's for null) to another's.
 *
 * @example
 * df.select(convertTimezone(null, lit("Asia/Tokyo"), "time"))
 */
export const convertTimezone = (from: Column | null, to: Column, time?: Time): Column =>
  // As in PySpark the zones are columns; SQL's form with two arguments has no zone to come from.
  time === undefined
    ? call("convert_timezone", from!, to)
    : from === null
      ? call("convert_timezone", to, time)
      : call("convert_timezone", from, to, time);
