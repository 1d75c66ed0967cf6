import type { Column } from "../../column.js";
import { call } from "../build.js";
import type { Time } from "./arguments.js";

/**
 * The year of a date or timestamp.
 *
 * @example
 * df.select(year("time"))
 */
export const year = (time: Time): Column => call("year", time);

/**
 * 1 to 4.
 *
 * @example
 * df.select(quarter("time"))
 */
export const quarter = (time: Time): Column => call("quarter", time);

/**
 * 1 to 12.
 *
 * @example
 * df.select(month("time"))
 */
export const month = (time: Time): Column => call("month", time);

/**
 * The day of the month.
 *
 * @example
 * df.select(day("time"))
 */
export const day = (time: Time): Column => call("day", time);

/**
 * The day of the month.
 *
 * @example
 * df.select(dayofmonth("time"))
 */
export const dayofmonth = (time: Time): Column => call("dayofmonth", time);

/**
 * 1 is Sunday, 7 Saturday.
 *
 * @example
 * df.select(dayofweek("time"))
 */
export const dayofweek = (time: Time): Column => call("dayofweek", time);

/**
 * 1 to 366.
 *
 * @example
 * df.select(dayofyear("time"))
 */
export const dayofyear = (time: Time): Column => call("dayofyear", time);

/**
 * The ISO week, 1 to 53.
 *
 * @example
 * df.select(weekofyear("time"))
 */
export const weekofyear = (time: Time): Column => call("weekofyear", time);

/**
 * 0 is Monday, 6 Sunday.
 *
 * @example
 * df.select(weekday("time"))
 */
export const weekday = (time: Time): Column => call("weekday", time);

/**
 * 0 to 23, in the session's zone.
 *
 * @example
 * df.select(hour("time"))
 */
export const hour = (time: Time): Column => call("hour", time);

/**
 * 0 to 59.
 *
 * @example
 * df.select(minute("time"))
 */
export const minute = (time: Time): Column => call("minute", time);

/**
 * 0 to 59.
 *
 * @example
 * df.select(second("time"))
 */
export const second = (time: Time): Column => call("second", time);

/**
 * `Mon` to `Sun`.
 *
 * @example
 * df.select(dayname("time"))
 */
export const dayname = (time: Time): Column => call("dayname", time);

/**
 * `Jan` to `Dec`.
 *
 * @example
 * df.select(monthname("time"))
 */
export const monthname = (time: Time): Column => call("monthname", time);

/**
 * A field of a time or interval: `YEAR`, `DAY`, `HOUR`, `SECOND`, …
 *
 * @example
 * df.select(extract(lit("year"), "time"))
 */
export const extract = (field: Column, source: Time): Column => call("extract", field, source);

/**
 * As `extract`.
 *
 * @example
 * df.select(datePart(lit("year"), "time"))
 */
export const datePart = (field: Column, source: Time): Column => call("date_part", field, source);

/**
 * As `extract`.
 *
 * @example
 * df.select(datepart(lit("year"), "time"))
 */
export const datepart = (field: Column, source: Time): Column => call("datepart", field, source);
