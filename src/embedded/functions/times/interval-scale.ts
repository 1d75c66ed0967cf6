import { castTo, isNumeric } from "../../../plan/coerce.js";
import { Refusal, type Binding } from "../../../plan/functions.js";
import type { ResolvedExpr } from "../../../plan/resolved.js";
import type { DataType } from "../../../types/data-type.js";
import type { CalendarInterval } from "../../../types/interval.js";
import { dayTime, isInterval, yearMonth } from "../../../types/interval.js";
import { asMicros, asMonths, scaled, scaleInterval } from "../../times/interval-math.js";
import { DOUBLE, INT, LONG, STRING } from "../define.js";
import { ansiScript, CALENDAR } from "./arguments.js";
import { isText, op } from "./interval-kinds.js";

const scaling = (isDivision: boolean) => {
  const word = isDivision ? "div" : "mul";
  return {
    day_time_interval: ansiScript(`${word}_day_time`, [LONG, STRING], LONG, (a: bigint, n: string) =>
      asMicros(scaled(a, n, isDivision)),
    ),
    year_month_interval: ansiScript(`${word}_year_month`, [INT, STRING], INT, (a: number, n: string) =>
      asMonths(scaled(BigInt(a), n, isDivision)),
    ),
    interval: ansiScript(`${word}_interval`, [CALENDAR, DOUBLE], CALENDAR, (a: CalendarInterval, n: number) =>
      scaleInterval(a, n, isDivision),
    ),
  };
};
const [multiplied, divided] = [scaling(false), scaling(true)];

/** An interval times or by a number; null for what is left to numbers. */
export function multiplicative(
  args: readonly ResolvedExpr[],
  isDivision: boolean,
  isTry: boolean,
): Binding | null {
  const [a, b] = args;
  if (!a || !b || args.length !== 2) return null;
  const isSwapped = !isInterval(a.type);
  const [interval, number] = isSwapped ? [b, a] : [a, b];
  if (!isInterval(interval.type)) return null;
  const isNumber = isNumeric(number.type) || isText(number.type) || number.type.kind === "null";
  if (isSwapped && isDivision) throw new Refusal("DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES");
  if (!isNumber) throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE");
  const kind = interval.type.kind as "interval";
  const scale = (isDivision ? divided : multiplied)[kind];
  const isCalendar = kind === "interval";
  const factor = isText(number.type) || isCalendar ? castTo(number, DOUBLE) : number;
  const fn = op(isDivision ? "interval_by" : "interval_times", ([x, n], call) =>
    scale([x!, isCalendar ? n! : `CAST(${n} AS VARCHAR)`], !isTry && (!isCalendar || call.settings.ansi)),
  );
  const symbol = isDivision ? "/" : "*";
  const shown = (texts: readonly string[]): string => {
    const [x, n] = isSwapped ? [texts[1], texts[0]] : texts;
    if (isCalendar) return `${isDivision ? "divide" : "multiply"}_interval(${x}, ${n})`;
    return isTry ? "" : `(${x} ${symbol} ${n})`;
  };
  const type: DataType = isCalendar ? CALENDAR : kind === "day_time_interval" ? dayTime() : yearMonth();
  return {
    fn,
    args: [interval, factor],
    type,
    ...(!isTry && { shown }),
    ...((isTry || isCalendar) && { nullable: true }),
  };
}

/** How often one interval goes into another. */
export function integral(args: readonly ResolvedExpr[]): Binding | null {
  const [a, b] = args;
  if (!a || !b || !isInterval(a.type) || a.type.kind === "interval" || b.type.kind !== a.type.kind)
    return null;
  const fn = op(
    "interval_div",
    ([x, y], call) =>
      `CASE WHEN ${y} = 0 THEN ${call.settings.ansi ? "error('[INTERVAL_DIVIDED_BY_ZERO] Division by zero.')" : "NULL"} ELSE CAST(${x} // ${y} AS BIGINT) END`,
  );
  return { fn, args: [a, b], type: LONG, nullable: true };
}

export const negated = ansiScript("negative_interval", [CALENDAR], CALENDAR, (a: CalendarInterval) =>
  scaleInterval(a, -1, false),
);

/** An operator of one interval. */
export function unary(
  args: readonly ResolvedExpr[],
  of: (sql: string, isCalendar: boolean, isStrict: boolean) => string,
  result?: DataType,
): Binding | null {
  const [a] = args;
  if (!a || args.length !== 1 || !isInterval(a.type)) return null;
  const isCalendar = a.type.kind === "interval";
  const fn = op("interval_unary", ([x], call) => of(x!, isCalendar, call.settings.ansi));
  return { fn, args: [a], type: result ?? a.type };
}
