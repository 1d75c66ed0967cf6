import { StreambookError } from "../../../errors.js";
import { castTo } from "../../../plan/coerce.js";
import type { Binding } from "../../../plan/functions.js";
import type { ResolvedExpr } from "../../../plan/resolved.js";
import type { CalendarInterval } from "../../../types/interval.js";
import { timeZone } from "../../../types/time-zone.js";
import { addMonths, inRange, shiftByInterval, shiftByMicros, shiftTime } from "../../times/shift.js";
import { localTimeSql } from "../../zone-sql.js";
import { DATE, INT, LONG, STRING, TIMESTAMP } from "../define.js";
import { ansiScript, CALENDAR, NTZ, zoneOf } from "./arguments.js";
import { isText, op, type Sign } from "./interval-kinds.js";

const shifts = {
  day_time_interval: ansiScript(
    "shift_micros",
    [TIMESTAMP, LONG, STRING],
    TIMESTAMP,
    (t: bigint, by: bigint, zone: string) => shiftByMicros(t, by, timeZone(zone)),
  ),
  year_month_interval: ansiScript(
    "shift_months",
    [TIMESTAMP, INT, STRING],
    TIMESTAMP,
    (t: bigint, by: number, zone: string) => shiftTime(t, by, 0, 0n, timeZone(zone)),
  ),
  plus: ansiScript(
    "shift_interval",
    [TIMESTAMP, CALENDAR, STRING],
    TIMESTAMP,
    (t: bigint, by: CalendarInterval, zone: string) => shiftByInterval(t, by, 1, timeZone(zone)),
  ),
  minus: ansiScript(
    "unshift_interval",
    [TIMESTAMP, CALENDAR, STRING],
    TIMESTAMP,
    (t: bigint, by: CalendarInterval, zone: string) => shiftByInterval(t, by, -1, timeZone(zone)),
  ),
};
const wallShifts = {
  day_time_interval: ansiScript("shift_wall_micros", [NTZ, LONG], NTZ, (t: bigint, by: bigint) =>
    inRange(t + by),
  ),
  year_month_interval: ansiScript("shift_wall_months", [NTZ, INT], NTZ, (t: bigint, by: number) =>
    shiftTime(t, by, 0, 0n, null),
  ),
  plus: ansiScript("shift_wall_interval", [NTZ, CALENDAR], NTZ, (t: bigint, by: CalendarInterval) =>
    shiftByInterval(t, by, 1, null),
  ),
  minus: ansiScript("unshift_wall_interval", [NTZ, CALENDAR], NTZ, (t: bigint, by: CalendarInterval) =>
    shiftByInterval(t, by, -1, null),
  ),
};
const monthsLater = ansiScript("shift_date_months", [DATE, INT], DATE, addMonths);
const daysLater = (sign: Sign) =>
  ansiScript(
    sign === 1 ? "shift_date" : "unshift_date",
    [DATE, CALENDAR],
    DATE,
    (days: number, by: CalendarInterval) => {
      if (by.micros !== 0n)
        throw new StreambookError({
          code: "INVALID_INTERVAL_WITH_MICROSECONDS_ADDITION",
          step: "date",
          rule: "An interval with a part of a day cannot be added to a date.",
          got: by.toString(),
          cure: "cast the date to a timestamp first",
        });
      return addMonths(days, sign * by.months) + sign * by.days;
    },
  );
const [laterBy, earlierBy] = [daysLater(1), daysLater(-1)];

/** `time ± interval`: the kind of the time stays, but a day moved by hours becomes a timestamp. */
export function shift(time: ResolvedExpr, interval: ResolvedExpr, sign: Sign, isTry: boolean): Binding {
  const by = interval.type;
  const word = sign === 1 ? "+" : "-";
  const shown = ([a, b]: readonly string[], isSwapped = false): string =>
    isSwapped ? `${b} ${word} ${a}` : `${a} ${word} ${b}`;
  const signed = (sql: string): string => (sign === 1 || by.kind === "interval" ? sql : `(-${sql})`);
  const nullable = isTry ? { nullable: true } : {};
  if (time.type.kind === "date" && by.kind === "day_time_interval" && by.end === 0) {
    const days = `extractansiintervaldays`;
    const fn = op("shift_days", ([d, n]) => `(${d} ${word} CAST(${n} // 86400000000 AS INTEGER))`);
    return {
      fn,
      args: [time, interval],
      type: DATE,
      shown: ([a, b]) => `date_add(${a}, ${sign === 1 ? `${days}(${b})` : `(- ${days}(${b}))`})`,
      ...nullable,
    };
  }
  if (time.type.kind === "date" && by.kind !== "day_time_interval") {
    const move = by.kind === "interval" ? (sign === 1 ? laterBy : earlierBy) : monthsLater;
    const fn = op(`shift_date${sign}`, ([d, n], call) =>
      move([d!, signed(n!)], call.settings.ansi && !isTry),
    );
    return { fn, args: [time, interval], type: DATE, shown, ...nullable };
  }
  if (isText(time.type)) {
    const moved = shift(castTo(time, TIMESTAMP), interval, sign, isTry);
    const fn = op(
      `shift_text${sign}`,
      (args, call) =>
        `CAST(${localTimeSql(moved.fn!.sql(args, call, ""), call.settings.timeZone)} AS VARCHAR)`,
    );
    return { fn, args: moved.args, type: STRING, nullable: true, shown };
  }
  const isWall = time.type.kind === "timestamp_ntz";
  const type = isWall ? NTZ : TIMESTAMP;
  const fn = op(`shift_time${sign}`, ([t, n], call) => {
    const exact = call.args[1]!;
    const isShort =
      exact.kind === "literal" &&
      typeof exact.value === "bigint" &&
      exact.value < 86_400_000_000n &&
      exact.value > -86_400_000_000n;
    if (by.kind === "day_time_interval" && (isShort || (exact.kind === "literal" && isWall)))
      return `${isWall ? "make_timestamp" : "make_timestamptz"}(epoch_us(${t}) ${word} ${n})`;
    const key = by.kind === "interval" ? (sign === 1 ? "plus" : "minus") : (by.kind as "day_time_interval");
    const isStrict = call.settings.ansi && !isTry;
    return isWall
      ? wallShifts[key]([t!, signed(n!)], isStrict)
      : shifts[key]([t!, signed(n!), zoneOf(call)], isStrict);
  });
  return { fn, args: [castTo(time, type), interval], type, shown, ...nullable };
}
