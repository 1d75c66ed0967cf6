import { Refusal, type Binding, type FunctionDefinition } from "../../../plan/functions.js";
import type { ResolvedCall, ResolvedExpr } from "../../../plan/resolved.js";
import type { DataType } from "../../../types/data-type.js";
import { isInterval } from "../../../types/interval.js";
import { localTimeSql } from "../../zone-sql.js";
import { counted, DOUBLE, INT, scalar, STRING, type, type Bind } from "../define.js";
import { constantText, day, fits, instant, type Param } from "./arguments.js";

/** Local time in the session's zone: what the parts of a time are read from. */
const local = (time: string, call: ResolvedCall): string =>
  call.args[0]!.type.kind === "timestamp" ? localTimeSql(time, call.settings.timeZone) : time;

const field = (
  name: string,
  of: Param,
  sql: (time: string, call: ResolvedCall) => string,
  result: DataType = INT,
): FunctionDefinition =>
  scalar(name, `${name}(${of === day ? "date" : "timestamp"})`, fits(result, [of]), ([a], call) =>
    result === INT ? `CAST(${sql(a!, call)} AS INTEGER)` : sql(a!, call),
  );

const part =
  (name: string) =>
  (time: string): string =>
    `date_part('${name}', ${time})`;
const clockTime: Param = (arg) => (arg.type.kind === "timestamp_ntz" ? arg : instant(arg));
const clock = (name: string): FunctionDefinition =>
  field(name, clockTime, (t, call) => part(name)(local(t, call)));

const SECOND: DataType = { kind: "decimal", precision: 8, scale: 6 };
const TINY = type("byte");

const year = field("year", day, part("year"));
const quarter = field("quarter", day, part("quarter"));
const month = field("month", day, part("month"));
const week = field("weekofyear", day, part("week"));
const dayOfMonth = field("day", day, part("day"));
const dayOfWeek = field("dayofweek", day, (d) => `${part("dow")(d)} + 1`);
const dayOfYear = field("dayofyear", day, part("doy"));
const [hour, minute, second] = ["hour", "minute", "second"].map(clock) as [
  FunctionDefinition,
  FunctionDefinition,
  FunctionDefinition,
];
const yearOfWeek = field("yearofweek", day, part("isoyear"));
const isoDay = field("dayofweek_iso", day, part("isodow"));
const exactSecond = scalar(
  "second_with_fraction",
  "second(timestamp)",
  fits(SECOND, [clockTime]),
  ([t], call) =>
    `CAST(date_part('microsecond', ${local(t!, call)}) / 1000000.0::DECIMAL(8,1) AS DECIMAL(8, 6))`,
);

const ofTime: readonly (readonly [words: string, fn: FunctionDefinition])[] = [
  ["YEAR Y YEARS YR YRS", year],
  ["YEAROFWEEK", yearOfWeek],
  ["QUARTER QTR", quarter],
  ["MONTH MON MONS MONTHS", month],
  ["WEEK W WEEKS", week],
  ["DAY D DAYS", dayOfMonth],
  ["DAYOFWEEK DOW", dayOfWeek],
  ["DAYOFWEEK_ISO DOW_ISO", isoDay],
  ["DOY", dayOfYear],
  ["HOUR H HOURS HR HRS", hour],
  ["MINUTE M MIN MINS MINUTES", minute],
  ["SECOND S SEC SECONDS SECS", exactSecond],
];

const parted = (unit: string): string | undefined =>
  ofTime.find(([words]) => words.split(" ").includes(unit))?.[0].split(" ")[0];

/** A part of an interval: what is left after the greater parts are taken away. */
function ofInterval(unit: string, { type: of }: ResolvedExpr): FunctionDefinition | null {
  const name = parted(unit);
  const isCalendar = of.kind === "interval";
  const micros = isCalendar
    ? (a: string): string =>
        `(epoch_us(${a}) - epoch_us(to_months(datepart('year', ${a}) * 12 + datepart('month', ${a})) + to_days(datepart('day', ${a}))))`
    : (a: string): string => a;
  const make = (result: DataType, sql: (a: string) => string): FunctionDefinition =>
    scalar(
      `interval_${name!.toLowerCase()}`,
      `${name!.toLowerCase()}(interval)`,
      fits(result, [(a) => a]),
      ([a]) => sql(a!),
    );
  const months = of.kind === "year_month_interval";
  const dayTime = of.kind === "day_time_interval";
  if (name === "YEAR" && (months || isCalendar))
    return make(INT, (a) => `CAST(${isCalendar ? `datepart('year', ${a})` : `${a} // 12`} AS INTEGER)`);
  if (name === "MONTH" && (months || isCalendar))
    return make(TINY, (a) => `CAST(${isCalendar ? `datepart('month', ${a})` : `${a} % 12`} AS TINYINT)`);
  if (name === "DAY" && (dayTime || isCalendar))
    return make(
      INT,
      (a) => `CAST(${isCalendar ? `datepart('day', ${a})` : `${a} // 86400000000`} AS INTEGER)`,
    );
  if (name === "HOUR" && (dayTime || isCalendar))
    return isCalendar
      ? make(type("long"), (a) => `datepart('hour', ${a})`)
      : make(TINY, (a) => `CAST(${a} % 86400000000 // 3600000000 AS TINYINT)`);
  if (name === "MINUTE" && (dayTime || isCalendar))
    return make(
      TINY,
      (a) => `CAST(${isCalendar ? `datepart('minute', ${a})` : `${a} % 3600000000 // 60000000`} AS TINYINT)`,
    );
  if (name === "SECOND" && (dayTime || isCalendar))
    return make(
      SECOND,
      (a) =>
        `CAST((${isCalendar ? `datepart('microsecond', ${a})` : `${micros(a)} % 60000000`}) / 1000000.0::DECIMAL(8,1) AS DECIMAL(8, 6))`,
    );
  return null;
}

const extract: Bind = (args, written): Binding | null => {
  counted(args, 2);
  const [unit, source] = args as [ResolvedExpr, ResolvedExpr];
  if (unit.type.kind !== "string" && unit.type.kind !== "null")
    throw new Refusal("NON_FOLDABLE_ARGUMENT", "The field is a constant text.", "date_part('YEAR', a)");
  const name = constantText(unit);
  if (name === null)
    return { args: [{ ...source, type: source.type }], type: DOUBLE, nullable: true, fn: NOTHING };
  const key = name.toUpperCase();
  const fn = isInterval(source.type)
    ? ofInterval(key, source)
    : ofTime.find(([words]) => words.split(" ").includes(key))?.[1];
  if (!fn)
    throw new Refusal(
      "INVALID_EXTRACT_FIELD",
      `Cannot extract \`${name}\` from such a value.`,
      "for example YEAR, MONTH, DAY, HOUR, MINUTE, SECOND",
    );
  const bound = fn.bind([source], written);
  return bound && { ...bound, fn };
};

const NOTHING = scalar(
  "nothing",
  "nothing(expr)",
  () => null,
  () => "CAST(NULL AS DOUBLE)",
);

const extracting = (name: string, signature: string): FunctionDefinition =>
  scalar(name, signature, extract, () => "NULL");

export const fields: readonly FunctionDefinition[] = [
  year,
  quarter,
  month,
  week,
  dayOfMonth,
  field("dayofmonth", day, part("day")),
  dayOfWeek,
  dayOfYear,
  field("weekday", day, (d) => `${part("isodow")(d)} - 1`),
  hour,
  minute,
  second,
  field("dayname", day, (d) => `left(dayname(${d}), 3)`, STRING),
  field("monthname", day, (d) => `left(monthname(${d}), 3)`, STRING),
  extracting("extract", "extract(field FROM source)"),
  extracting("date_part", "date_part(field, source)"),
  extracting("datepart", "datepart(field, source)"),
];
