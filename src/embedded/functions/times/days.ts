import type { FunctionDefinition } from "../../../plan/functions.js";
import { daysInMonth, dateOfDays } from "../../../types/civil.js";
import { addMonths } from "../../times/shift.js";
import { truncateDay } from "../../times/units.js";
import { nextDay } from "../../times/weekday.js";
import { wrapped } from "../../compiler/bounds.js";
import { DATE, INT, literalNumber, scalar, STRING } from "../define.js";
import { script } from "../script.js";
import { ansiScript, count, day, fits, int, words } from "./arguments.js";

export const addMonthsTo = script("add_months", [DATE, INT], DATE, addMonths);
const lastDay = script("last_day", [DATE], DATE, (days: number) => {
  const [year, month, date] = dateOfDays(days);
  return days - date + daysInMonth(year, month);
});
const truncated = script("trunc_date", [DATE, STRING], DATE, truncateDay);
const next = ansiScript("next_day", [DATE, STRING], DATE, nextDay);

const EPOCH = "DATE '1970-01-01'";
/** Days that lead from no date of the calendar's common years beyond the last one. */
const FEW = 1_000_000;

const moved = (name: string, sign: "+" | "-"): FunctionDefinition =>
  scalar(name, `${name}(date, days)`, fits(DATE, [day, count]), ([d, n], call) => {
    if (Math.abs(literalNumber(call.args[1]) ?? Infinity) <= FEW) return `(${d} ${sign} ${n})`;
    // Beyond the last date Java counts on from the first.
    return `(${EPOCH} + ${wrapped(`${d} - ${EPOCH} ${sign} CAST(${n} AS BIGINT)`, INT)})`;
  });

const between = (name: string): FunctionDefinition =>
  scalar(name, `${name}(end, start)`, fits(INT, [day, day]), ([a, b]) => `CAST(${a} - ${b} AS INTEGER)`);

export const dateAdd = moved("date_add", "+");
export const dateSub = moved("date_sub", "-");

export const days: readonly FunctionDefinition[] = [
  dateAdd,
  moved("dateadd", "+"),
  dateSub,
  between("datediff"),
  between("date_diff"),
  scalar("add_months", "add_months(date, months)", fits(DATE, [day, int]), addMonthsTo),
  scalar("last_day", "last_day(date)", fits(DATE, [day]), lastDay),
  scalar(
    "next_day",
    "next_day(date, dayOfWeek)",
    fits(DATE, [day, words], { nullable: true }),
    (args, call) => next(args, call.settings.ansi),
  ),
  scalar("trunc", "trunc(date, unit)", fits(DATE, [day, words], { nullable: true }), truncated),
  scalar(
    "date_from_unix_date",
    "date_from_unix_date(days)",
    fits(DATE, [int]),
    ([n]) => `(DATE '1970-01-01' + ${n})`,
  ),
  scalar(
    "unix_date",
    "unix_date(date)",
    fits(INT, [(a) => (a.type.kind === "date" || a.type.kind === "null" ? day(a) : null)]),
    ([d]) => `CAST(${d} - DATE '1970-01-01' AS INTEGER)`,
  ),
];
