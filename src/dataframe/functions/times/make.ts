import type { Column } from "../../column.js";
import { call } from "../build.js";
import { parts, type Time } from "./arguments.js";

/**
 * A date from its parts.
 *
 * @example
 * df.select(makeDate("y", "mo", "d"))
 */
export const makeDate = (year: Time, month: Time, day: Time): Column => call("make_date", year, month, day);

/**
 * A timestamp from year, month, day, hour, minute, second, and the zone if it is not the session's.
 *
 * @example
 * df.select(makeTimestamp("y", "mo", "d", "h", "mi", "s"))
 */
export const makeTimestamp = (...all: readonly (Column | string | number | undefined)[]): Column =>
  parts("make_timestamp", all);

/**
 * As `makeTimestamp`.
 *
 * @example
 * df.select(makeTimestampLtz("y", "mo", "d", "h", "mi", "s"))
 */
export const makeTimestampLtz = (...all: readonly (Column | string | number | undefined)[]): Column =>
  parts("make_timestamp_ltz", all);

/**
 * A timestamp without a zone from year, month, day, hour, minute, second.
 *
 * @example
 * df.select(makeTimestampNtz("y", "mo", "d", "h", "mi", "s"))
 */
export const makeTimestampNtz = (...all: readonly (Column | string | number | undefined)[]): Column =>
  parts("make_timestamp_ntz", all);

/**
 * As `makeTimestamp`, with null for what is no time.
 *
 * @example
 * df.select(tryMakeTimestamp("y", "mo", "d", "h", "mi", "s"))
 */
export const tryMakeTimestamp = (...all: readonly (Column | string | number | undefined)[]): Column =>
  parts("try_make_timestamp", all);

/**
 * As `makeTimestampLtz`, with null for what is no time.
 *
 * @example
 * df.select(tryMakeTimestampLtz("y", "mo", "d", "h", "mi", "s"))
 */
export const tryMakeTimestampLtz = (...all: readonly (Column | string | number | undefined)[]): Column =>
  parts("try_make_timestamp_ltz", all);

/**
 * As `makeTimestampNtz`, with null for what is no time.
 *
 * @example
 * df.select(tryMakeTimestampNtz("y", "mo", "d", "h", "mi", "s"))
 */
export const tryMakeTimestampNtz = (...all: readonly (Column | string | number | undefined)[]): Column =>
  parts("try_make_timestamp_ntz", all);

/**
 * An interval from years, months, weeks, days, hours, minutes, seconds.
 *
 * @example
 * df.select(makeInterval("a", "b"))
 */
export const makeInterval = (...all: readonly (Column | string | number | undefined)[]): Column =>
  parts("make_interval", all);

/**
 * As `makeInterval`, with null for what does not fit.
 *
 * @example
 * df.select(tryMakeInterval("a", "b"))
 */
export const tryMakeInterval = (...all: readonly (Column | string | number | undefined)[]): Column =>
  parts("try_make_interval", all);

/**
 * A day-time interval from days, hours, minutes, seconds.
 *
 * @example
 * df.select(makeDtInterval("a", "b"))
 */
export const makeDtInterval = (...all: readonly (Column | string | number | undefined)[]): Column =>
  parts("make_dt_interval", all);

/**
 * A year-month interval from years and months.
 *
 * @example
 * df.select(makeYmInterval("a", "b"))
 */
export const makeYmInterval = (...all: readonly (Column | string | number | undefined)[]): Column =>
  parts("make_ym_interval", all);
