import { parseDayTime, parseYearMonth, splitDayTime } from "../types/interval-parse.js";
import { refusal, syntaxError } from "./syntax-error.js";
import type { Token } from "./token.js";

const fields = ["year", "month", "day", "hour", "minute", "second"];
const DAY = 2;

/** `'1-2' YEAR TO MONTH`, `'1 02:03:04.5' DAY TO SECOND`, as numbers with their units. */
export function rangeText(text: string, token: Token, minus: boolean, from: string, to: string): string {
  const [first, last] = [fields.indexOf(from), fields.indexOf(to)];
  if (first < 0 || last < 0)
    throw syntaxError(text, token, "An interval of weeks, or of less than a second, has no TO.", example);
  const wanted = fields.slice(first, last + 1);
  const [, sign = "", body = ""] = /^\s*([+-]?)(.*?)\s*$/.exec(token.value)!;
  const numbers =
    first < DAY ? yearMonth(text, token, body, from, to) : dayTime(text, token, body, first, last);
  const negative = minus !== (sign === "-");
  return wanted.map((unit, i) => `${negative ? "-" : ""}${Number(numbers[i])} ${unit}`).join(" ");
}

function yearMonth(text: string, token: Token, body: string, from: string, to: string): readonly string[] {
  if (from !== "year" || to !== "month") throw unsupported(text, token, from, to);
  const numbers = body.split("-");
  if (!/^\d+-\d+$/.test(body)) throw badRange(text, token, "UNMATCHED_FORMAT_STRING");
  if (parseYearMonth(body, { kind: "year_month_interval", start: 0, end: 1 }) === null)
    throw badRange(text, token, "INTERVAL_PARSING");
  return numbers;
}

function dayTime(text: string, token: Token, body: string, first: number, last: number): readonly string[] {
  if (last <= first) throw unsupported(text, token, fields[first]!, fields[last]!);
  const type = { kind: "day_time_interval", start: first - DAY, end: last - DAY } as const;
  const numbers = splitDayTime(body, type);
  if (numbers === null) throw badRange(text, token, "UNMATCHED_FORMAT_STRING_WITH_NOTICE");
  // Spark has no better name for a field that is too large.
  if (parseDayTime(body, type) === null) throw bad(text, token, "_LEGACY_ERROR_TEMP_0063");
  return numbers;
}

const example = "INTERVAL '1-2' YEAR TO MONTH, or INTERVAL '1 02:03:04.5' DAY TO SECOND";

function unsupported(text: string, token: Token, from: string, to: string): Error {
  const rule = `There are no intervals from ${from} to ${to}.`;
  return refusal("INVALID_INTERVAL_FORMAT.UNSUPPORTED_FROM_TO_EXPRESSION", text, token, rule, example);
}

const badRange = (text: string, token: Token, reason: string): Error =>
  bad(text, token, `INVALID_INTERVAL_FORMAT.${reason}`);

function bad(text: string, token: Token, code: string): Error {
  return refusal(code, text, token, "This interval cannot be read.", example);
}
