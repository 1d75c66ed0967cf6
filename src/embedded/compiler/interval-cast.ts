import { StreambookError } from "../../errors.js";
import { isIntegral, isNumeric } from "../../plan/coerce.js";
import type { CastMode } from "../../plan/resolved.js";
import type { DataType, DayTimeIntervalType, YearMonthIntervalType } from "../../types/data-type.js";
import {
  calendarText,
  dayTimeText,
  isInterval,
  yearMonthText,
  type CalendarInterval,
} from "../../types/interval.js";
import { parseCalendar, parseDayTime, parseYearMonth } from "../../types/interval-parse.js";
import { callScript } from "../scripts.js";
import { sqlType } from "../sql-types.js";

const STRING: DataType = { kind: "string" };
type Fielded = DayTimeIntervalType | YearMonthIntervalType;

/** A cast to or from an interval; null for any other. */
export function intervalCastSql(sql: string, from: DataType, to: DataType, mode: CastMode): string | null {
  if (isInterval(to) && from.kind === "string") return read(sql, to, mode !== "try");
  if (isInterval(from) && to.kind === "string") return write(sql, from);
  // What does not fit raises without ANSI too.
  const cast = mode === "try" ? "TRY_CAST" : "CAST";
  if (from.kind === to.kind && from.kind !== "interval" && isInterval(from)) return kept(sql, to as Fielded);
  if (isNumeric(from) && (to.kind === "day_time_interval" || to.kind === "year_month_interval"))
    return `${cast}(round(${isIntegral(from) ? `CAST(${sql} AS HUGEINT)` : sql} * ${unit(to)}) AS ${sqlType(to)})`;
  if (isNumeric(to) && (from.kind === "day_time_interval" || from.kind === "year_month_interval"))
    return isIntegral(to)
      ? `${cast}(${sql} // ${unit(from)} AS ${sqlType(to)})`
      : `${cast}(CAST(${sql} AS DECIMAL(38, 9)) / ${unit(from)} AS ${sqlType(to)})`;
  return null;
}

/** How many of what is stored make one of the type's last field. */
function unit(type: Fielded): number {
  if (type.kind === "year_month_interval") return type.end === 0 ? 12 : 1;
  return [86_400_000_000, 3_600_000_000, 60_000_000, 1_000_000][type.end]!;
}

/** Fields that the type lacks are cut off. */
function kept(sql: string, to: Fielded): string {
  const size = unit(to);
  return size === 1 || (to.kind === "day_time_interval" && to.end === 3)
    ? sql
    : `(${sql} // ${size} * ${size})`;
}

const key = (type: DataType): string =>
  type.kind === "interval" ? "" : `${(type as Fielded).start}${(type as Fielded).end}`;

function write(sql: string, from: DataType): string {
  const run =
    from.kind === "day_time_interval"
      ? (value: bigint) => dayTimeText(value, from)
      : from.kind === "year_month_interval"
        ? (value: number) => yearMonthText(value, from)
        : (value: CalendarInterval) => calendarText(value);
  const name = `${from.kind}_text${key(from)}`;
  return callScript({ name, parameters: [from], result: STRING, run: run }, [sql]);
}

function read(sql: string, to: DataType, isStrict: boolean): string {
  const parse = (text: string): unknown =>
    to.kind === "day_time_interval"
      ? parseDayTime(text, to)
      : to.kind === "year_month_interval"
        ? parseYearMonth(text, to)
        : parseCalendar(text);
  const run = (text: string): unknown => {
    const value = parse(text);
    if (value !== null || !isStrict || to.kind === "interval") return value;
    throw new StreambookError({
      code: `INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING${to.kind === "day_time_interval" ? "_WITH_NOTICE" : ""}`,
      step: "cast",
      rule: "The text is no interval of this type.",
      got: JSON.stringify(text),
      cure: "try_cast gives null instead",
    });
  };
  const name = `read_${to.kind}${key(to)}${isStrict ? "" : "_or_null"}`;
  return callScript({ name, parameters: [STRING], result: to, run: run }, [sql]);
}
