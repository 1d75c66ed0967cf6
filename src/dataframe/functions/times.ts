import { node } from "../../plan/expression.js";
import { Column, toColumn, toExpr } from "../column.js";
import { call, callWith } from "./build.js";

type Time = Column | string;
type Count = Column | number;
type Text = Column | string;

/** Arguments that are columns or constants, by position: a text is a constant. */
const withValues = (name: string, ...values: readonly (Column | string | number | boolean)[]): Column =>
  new Column(node({ kind: "call", name, args: values.map(toExpr) }));

/** A column by name or itself; numbers are constants. */
const parts = (name: string, values: readonly (Column | string | number | undefined)[]): Column =>
  new Column(
    node({
      kind: "call",
      name,
      args: values
        .filter((v): v is Column | string | number => v !== undefined)
        .map((v) => (typeof v === "number" ? toExpr(v) : toColumn(v))),
    }),
  );

const asColumn = (value: Column | string): Column => new Column(toColumn(value));

const optional = (name: string, first: Time, ...rest: readonly (Column | string | undefined)[]): Column =>
  callWith(name, first, ...rest.filter((v): v is Column | string => v !== undefined));

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
 * The last day of the date's month.
 *
 * @example
 * df.select(lastDay("time"))
 */
export const lastDay = (time: Time): Column => call("last_day", time);

/**
 * Days since 1970-01-01.
 *
 * @example
 * df.select(unixDate("time"))
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
 * df.select(timestampSeconds("time"))
 */
export const timestampSeconds = (time: Time): Column => call("timestamp_seconds", time);

/**
 * The instant so many milliseconds after 1970-01-01 UTC.
 *
 * @example
 * df.select(timestampMillis("time"))
 */
export const timestampMillis = (time: Time): Column => call("timestamp_millis", time);

/**
 * The instant so many microseconds after 1970-01-01 UTC.
 *
 * @example
 * df.select(timestampMicros("time"))
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
 * The first such weekday after a date: `MO`, `Mon` or `Monday`.
 *
 * @example
 * df.select(nextDay("day", "Sunday"))
 */
export const nextDay = (date: Time, weekday: Text): Column => callWith("next_day", date, weekday);

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
 * A time in a pattern of Java's DateTimeFormatter.
 *
 * @example
 * df.select(dateFormat("time", "yyyy-MM-dd HH:mm"))
 */
export const dateFormat = (time: Time, pattern: Text): Column => callWith("date_format", time, pattern);

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

/**
 * A date from its parts.
 *
 * @example
 * df.select(makeDate("y", "m", "d"))
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
