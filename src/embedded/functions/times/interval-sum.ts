import { castTo, commonType } from "../../../plan/coerce.js";
import { Refusal, type Binding } from "../../../plan/functions.js";
import type { ResolvedCall } from "../../../plan/resolved.js";
import type { CalendarInterval } from "../../../types/interval.js";
import { dayTime, isInterval } from "../../../types/interval.js";
import { localTimeSql } from "../../zone-sql.js";
import { addIntervals, asMicros, asMonths } from "../../times/interval-math.js";
import { INT, LONG, TIMESTAMP } from "../define.js";
import { ansiScript, CALENDAR, NTZ } from "./arguments.js";
import { op, type Kinds, type Sign } from "./interval-kinds.js";

/** Wall time apart, in microseconds. */
const local = (sql: string, { args, settings }: ResolvedCall): string =>
  `epoch_us(${args[0]!.type.kind === "timestamp" ? localTimeSql(sql, settings.timeZone) : sql})`;

/** The time between two times. */
export function difference([a, b]: Kinds): Binding {
  if (a.type.kind === "date" && b.type.kind === "date")
    return {
      fn: op("days_between", ([x, y]) => `(CAST(${x} - ${y} AS BIGINT) * 86400000000)`),
      args: [a, b],
      type: dayTime(0, 0),
    };
  const common = a.type.kind === "timestamp_ntz" && b.type.kind === "timestamp_ntz" ? NTZ : TIMESTAMP;
  return {
    fn: op("time_between", ([x, y], call) => `(${local(x!, call)} - ${local(y!, call)})`),
    args: [castTo(a, common), castTo(b, common)],
    type: dayTime(),
  };
}

const sums = {
  day_time_interval: {
    "1": ansiScript("add_day_time", [LONG, LONG], LONG, (a: bigint, b: bigint) => asMicros(a + b)),
    "-1": ansiScript("sub_day_time", [LONG, LONG], LONG, (a: bigint, b: bigint) => asMicros(a - b)),
  },
  year_month_interval: {
    "1": ansiScript("add_year_month", [INT, INT], INT, (a: number, b: number) => asMonths(BigInt(a + b))),
    "-1": ansiScript("sub_year_month", [INT, INT], INT, (a: number, b: number) => asMonths(BigInt(a - b))),
  },
  interval: {
    "1": ansiScript(
      "add_interval",
      [CALENDAR, CALENDAR],
      CALENDAR,
      (a: CalendarInterval, b: CalendarInterval) => addIntervals(a, b, 1),
    ),
    "-1": ansiScript(
      "sub_interval",
      [CALENDAR, CALENDAR],
      CALENDAR,
      (a: CalendarInterval, b: CalendarInterval) => addIntervals(a, b, -1),
    ),
  },
};

/** Two intervals in one. */
export function sum([a, b]: Kinds, sign: Sign, isTry: boolean): Binding {
  const type = commonType(a.type, b.type);
  if (!type || !isInterval(type))
    throw new Refusal(`DATATYPE_MISMATCH.${sign === 1 ? "UNEXPECTED_INPUT_TYPE" : "BINARY_OP_DIFF_TYPES"}`);
  const add = sums[type.kind as "interval"][`${sign}`];
  const fn = op(`interval_sum${sign}`, (args, call) =>
    // Day-time and year-month intervals raise without ANSI too.
    add(args, !isTry && (type.kind !== "interval" || call.settings.ansi)),
  );
  const shown = ([x, y]: readonly string[]): string => `(${x} ${sign === 1 ? "+" : "-"} ${y})`;
  return { fn, args: [castTo(a, type), castTo(b, type)], type, shown, ...(isTry && { nullable: true }) };
}
