import type { Column } from "../../column.js";
import { call } from "../build.js";

/**
 * The time of the batch (of the query, when it does not stream), the same for all of its rows.
 *
 * @example
 * df.select(currentTimestamp())
 */
export const currentTimestamp = (): Column => call("current_timestamp");

/**
 * As `currentTimestamp`.
 *
 * @example
 * df.select(now())
 */
export const now = (): Column => call("now");

/**
 * The time of the batch on the clock of the session's zone, without a zone.
 *
 * @example
 * df.select(localtimestamp())
 */
export const localtimestamp = (): Column => call("localtimestamp");

/**
 * The day of the batch in the session's zone.
 *
 * @example
 * df.select(currentDate())
 */
export const currentDate = (): Column => call("current_date");

/**
 * As `currentDate`.
 *
 * @example
 * df.select(curdate())
 */
export const curdate = (): Column => call("curdate");

/**
 * The session's time zone.
 *
 * @example
 * df.select(currentTimezone())
 */
export const currentTimezone = (): Column => call("current_timezone");
