import type { Column } from "../../column.js";
import { call, callOf, callWith } from "../build.js";
import { asColumn, withValues, type Count, type Text, type Time } from "./arguments.js";

/**
 * The day so many days later.
 *
 * @example
 * df.select(dateAdd("day", 1))
 */
export const dateAdd = (date: Time, count: Count): Column => callWith("date_add", date, count);

/**
 * As `dateAdd`.
 *
 * @example
 * df.select(dateadd("day", 1))
 */
export const dateadd = (date: Time, count: Count): Column => callWith("dateadd", date, count);

/**
 * The day so many days earlier.
 *
 * @example
 * df.select(dateSub("day", 1))
 */
export const dateSub = (date: Time, count: Count): Column => callWith("date_sub", date, count);

/**
 * The day so many months later; the last of the month when it has no such day.
 *
 * @example
 * df.select(addMonths("day", 1))
 */
export const addMonths = (date: Time, count: Count): Column => callWith("add_months", date, count);

/**
 * Days from the start to the end.
 *
 * @example
 * df.select(datediff("end", "start"))
 */
export const datediff = (end: Time, start: Time): Column => call("datediff", end, start);

/**
 * As `datediff`.
 *
 * @example
 * df.select(dateDiff("end", "start"))
 */
export const dateDiff = (end: Time, start: Time): Column => call("date_diff", end, start);

/**
 * Months from the earlier to the later time, of 31 days where a part is left; rounded to 8 digits unless told not to.
 *
 * @example
 * df.select(monthsBetween("end", "start"))
 */
export const monthsBetween = (later: Time, earlier: Time, roundOff?: Column | boolean): Column =>
  roundOff === undefined
    ? call("months_between", later, earlier)
    : withValues("months_between", asColumn(later), asColumn(earlier), roundOff);

/**
 * A time so many units later: `YEAR` to `MICROSECOND`.
 *
 * @example
 * df.select(timestampAdd("HOUR", "hours", "time"))
 */
export const timestampAdd = (unit: Text, count: Time, time: Time): Column =>
  withValues("timestampadd", unit, asColumn(count), asColumn(time));

/**
 * Whole units from the start to the end.
 *
 * @example
 * df.select(timestampDiff("DAY", "start", "end"))
 */
export const timestampDiff = (unit: Text, start: Time, end: Time): Column =>
  withValues("timestampdiff", unit, asColumn(start), asColumn(end));

/**
 * The first such weekday after a date: `MO`, `Mon` or `Monday`.
 *
 * @example
 * df.select(nextDay("day", "Sunday"))
 */
export const nextDay = (date: Time, weekday: Text): Column => callWith("next_day", date, weekday);

/**
 * The last day of the date's month.
 *
 * @example
 * df.select(lastDay("time"))
 */
export const lastDay = (time: Time): Column => call("last_day", time);

/**
 * The first day of the date's `week`, `month`, `quarter` or `year`.
 *
 * @example
 * df.select(trunc("day", "month"))
 */
export const trunc = (date: Time, unit: Text): Column => callWith("trunc", date, unit);

/**
 * The start of the unit that a timestamp is in, from `microsecond` to `year`.
 *
 * @example
 * df.select(dateTrunc("hour", "time"))
 */
export const dateTrunc = (unit: Text, time: Time): Column => withValues("date_trunc", unit, asColumn(time));

/**
 * The start of the bucket that a timestamp is in: buckets of that size, counted from 1970 or the origin.
 *
 * @example
 * df.select(timeBucket(expr("INTERVAL '15' MINUTE"), "time"))
 */
export const timeBucket = (size: Column, time: Time, origin?: Time): Column =>
  callOf(
    "time_bucket",
    size.expr,
    asColumn(time).expr,
    origin === undefined ? undefined : asColumn(origin).expr,
  );
