import { castTo } from "../../../plan/coerce.js";
import type { FunctionDefinition } from "../../../plan/functions.js";
import type { ResolvedExpr } from "../../../plan/resolved.js";
import type { DataType } from "../../../types/data-type.js";
import type { Decimal } from "../../../types/decimal.js";
import { dayTime, yearMonth } from "../../../types/interval.js";
import { timeZone } from "../../../types/time-zone.js";
import { makeDate, makeDayTime, makeInterval, makeTime, makeYearMonth } from "../../times/make.js";
import { counted, DATE, INT, scalar, STRING, TIMESTAMP, type Bind } from "../define.js";
import { ansiScript, CALENDAR, day, fits, int, NTZ, seconds, SECONDS, words, zoneOf } from "./arguments.js";

const date = ansiScript("make_date", [INT, INT, INT], DATE, makeDate);
const six = [INT, INT, INT, INT, INT, SECONDS];
const time = ansiScript(
  "make_timestamp",
  [...six, STRING],
  TIMESTAMP,
  (y: number, mo: number, d: number, h: number, mi: number, s: Decimal, zone: string) =>
    makeTime(makeDate(y, mo, d), h, mi, s.unscaled, timeZone(zone)),
);
const wallTime = ansiScript(
  "make_timestamp_ntz",
  six,
  NTZ,
  (y: number, mo: number, d: number, h: number, mi: number, s: Decimal) =>
    makeTime(makeDate(y, mo, d), h, mi, s.unscaled, null),
);
const interval = ansiScript(
  "make_interval",
  [INT, INT, INT, INT, INT, INT, { kind: "decimal", precision: 18, scale: 6 }],
  CALENDAR,
  (y: number, mo: number, w: number, d: number, h: number, mi: number, s: Decimal) =>
    makeInterval([y, mo, w, d, h, mi], s.unscaled),
);
const dayTimeOf = ansiScript(
  "make_dt_interval",
  [INT, INT, INT, { kind: "decimal", precision: 18, scale: 6 }],
  dayTime(),
  (d: number, h: number, mi: number, s: Decimal) => makeDayTime(d, h, mi, s.unscaled),
);
const yearMonthOf = ansiScript("make_ym_interval", [INT, INT], yearMonth(), makeYearMonth);

const parts = [int, int, int, int, int, seconds];

function timestamp(name: string, isTry: boolean, isWall: boolean): FunctionDefinition {
  const bind: Bind = (args, written) => {
    // A day alone is its midnight.
    if (args.length === 1 && !isWall && !name.endsWith("_ltz"))
      return fits(TIMESTAMP, [(arg) => day(arg) && castTo(day(arg)!, TIMESTAMP)])(args, written);
    counted(args, 6, isWall ? 6 : 7);
    const bound = fits(isWall ? NTZ : TIMESTAMP, args.length === 7 ? [...parts, words] : parts)(
      args,
      written,
    );
    // Spark shows the zone of the first of these only.
    const shown = (texts: readonly string[]): string => `${name}(${texts.slice(0, 6).join(", ")})`;
    return (
      bound && {
        ...bound,
        ...(name === "try_make_timestamp" && { shown }),
        ...((isTry || !written.settings.ansi) && { nullable: true }),
      }
    );
  };
  return scalar(
    name,
    `${name}(year, month, day, hour, minute, second${isWall ? "" : "[, zone]"})`,
    bind,
    (args, call) => {
      if (args.length === 1) return args[0]!;
      const isStrict = call.settings.ansi && !isTry;
      if (isWall) return wallTime(args, isStrict);
      return time(args.length === 7 ? args : [...args, zoneOf(call)], isStrict);
    },
  );
}

/** Parts that are left out are zero. */
function filled(name: string, result: DataType, count: number, hasSeconds: boolean, isTry: boolean): Bind {
  const zero = (i: number): ResolvedExpr =>
    hasSeconds && i === count - 1
      ? { kind: "literal", value: "0.000000", type: wide, nullable: false }
      : { kind: "literal", value: 0, type: INT, nullable: false };
  const params = Array.from({ length: count }, (_, i) => (hasSeconds && i === count - 1 ? wideSeconds : int));
  return (args, written) => {
    counted(args, isTry ? 1 : 0, count);
    const all = params.map((_, i) => args[i] ?? zero(i));
    const bound = fits(result, params)(all, written);
    const shown = (texts: readonly string[]): string =>
      `${name}(${params.map((_, i) => texts[i] ?? (hasSeconds && i === count - 1 ? "0.000000" : "0")).join(", ")})`;
    return bound && { ...bound, shown, ...((isTry || !written.settings.ansi) && { nullable: true }) };
  };
}

const wide: DataType = { kind: "decimal", precision: 18, scale: 6 };
const wideSeconds = (arg: ResolvedExpr): ResolvedExpr | null => {
  const fitting = seconds(arg);
  return fitting?.kind === "cast" && fitting !== arg ? { ...fitting, type: wide } : fitting;
};

const calendar = (name: string, isTry: boolean): FunctionDefinition =>
  scalar(
    name,
    `${name}([years[, months[, weeks[, days[, hours[, minutes[, seconds]]]]]]])`,
    filled(name, CALENDAR, 7, true, isTry),
    (args, call) => interval(args, call.settings.ansi && !isTry),
  );

export const make: readonly FunctionDefinition[] = [
  scalar(
    "make_date",
    "make_date(year, month, day)",
    (args, written) => {
      const bound = fits(DATE, [int, int, int])(args, written);
      return bound && { ...bound, ...(!written.settings.ansi && { nullable: true }) };
    },
    (args, call) => date(args, call.settings.ansi),
  ),
  timestamp("make_timestamp", false, false),
  timestamp("make_timestamp_ltz", false, false),
  timestamp("make_timestamp_ntz", false, true),
  timestamp("try_make_timestamp", true, false),
  timestamp("try_make_timestamp_ltz", true, false),
  timestamp("try_make_timestamp_ntz", true, true),
  calendar("make_interval", false),
  calendar("try_make_interval", true),
  scalar(
    "make_dt_interval",
    "make_dt_interval([days[, hours[, minutes[, seconds]]]])",
    filled("make_dt_interval", dayTime(), 4, true, false),
    (args) => dayTimeOf(args, true),
  ),
  scalar(
    "make_ym_interval",
    "make_ym_interval([years[, months]])",
    filled("make_ym_interval", yearMonth(), 2, false, false),
    (args) => yearMonthOf(args, true),
  ),
];
