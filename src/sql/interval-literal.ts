import { node, type Origin } from "../plan/expression.js";
import { atomic } from "../types/t.js";
import { rangeText } from "./interval-range.js";
import { refusal, syntaxError } from "./syntax-error.js";
import { isSymbol, isWord, type Token } from "./token.js";
import type { TypedLiteral } from "./typed-literal.js";

const units = [
  "year",
  "month",
  "week",
  "day",
  "hour",
  "minute",
  "second",
  "millisecond",
  "microsecond",
  "nanosecond",
];

/** The unit a word names, singular: `minutes` is minute. */
function unitOf(token: Token | undefined): string | null {
  const singular = token?.kind === "word" ? token.value.replace(/s$/, "") : "";
  return units.includes(singular) ? singular : null;
}

/**
 * Reads an interval in any of Spark's spellings and normalizes it to `interval("1 day 2 hour")`: `INTERVAL 10 minutes`,
 * `INTERVAL '1' DAY`, `INTERVAL '1 day 2 hours'`, `INTERVAL '1-2' YEAR TO MONTH`. Null when INTERVAL is just a name.
 */
export function readInterval(text: string, tokens: readonly Token[], at: number): TypedLiteral | null {
  const parts: string[] = [];
  let next = at + 1;
  for (;;) {
    const signed = isSymbol(tokens[next], "-", "+");
    const value = tokens[signed ? next + 1 : next]!;
    if (value.kind !== "number" && value.kind !== "string") break;
    const minus = signed && tokens[next]!.value === "-";
    const after = next + (signed ? 2 : 1);
    const unit = unitOf(tokens[after]);
    if (unit === null) {
      if (parts.length > 0) break;
      if (value.kind === "number" || signed) throw missingUnit(text, tokens[after]!);
      parts.push(wholeText(text, value));
      next = after;
      break;
    }
    const upTo = isWord(tokens[after + 1], "to") ? unitOf(tokens[after + 2]) : null;
    if (upTo !== null) {
      parts.push(rangeText(text, value, minus, unit, upTo));
      next = after + 3;
      break;
    }
    parts.push(`${negate(unitCount(text, value, unit), minus)} ${unit}`);
    next = after + 1;
  }
  if (parts.length === 0) return null;
  const origin = { text, start: tokens[at]!.start, end: tokens[next - 1]!.end };
  refuseMixed(parts.join(" "), origin);
  const normalized = node({ kind: "literal", value: parts.join(" "), type: atomic("string"), origin });
  return { expr: node({ kind: "call", name: "interval", args: [normalized], origin }), next };
}

/** `'1 day -2 hours'`, with or without the word interval in front. */
function wholeText(text: string, token: Token): string {
  const body = token.value
    .trim()
    .toLowerCase()
    .replace(/^interval\s+/, "");
  const pairs = [...body.matchAll(/\s*([+-]?\s*\d*\.?\d+)\s*([a-z]+)/gy)];
  const read = pairs.reduce((length, [all]) => length + all.length, 0);
  const words = pairs.map(
    ([, value, unit]) => [value!.replace(/\s|\+/g, ""), unit!.replace(/s$/, "")] as const,
  );
  if (pairs.length === 0 || read < body.length || words.some(([, unit]) => !units.includes(unit)))
    throw badInterval(text, token, "INVALID_TYPED_LITERAL");
  return words.map((pair) => pair.join(" ")).join(" ");
}

/** The number before a unit: only seconds have fractions. */
function unitCount(text: string, token: Token, unit: string): string {
  const [all, , fraction] = /^[+-]?(\d+|\d*(\.\d+))$/.exec(token.value.trim()) ?? [];
  // Spark has no better name for it.
  if (all === undefined) throw badInterval(text, token, "_LEGACY_ERROR_TEMP_0026");
  if (fraction !== undefined && unit !== "second")
    throw badInterval(text, token, "INVALID_INTERVAL_FORMAT.INVALID_FRACTION");
  return all;
}

/** Months have no fixed length, so an interval has either months and years or days and less. */
function refuseMixed(interval: string, origin: Origin): void {
  if (!/ (year|month)/.test(interval) || !/ (week|day|hour|minute|\w*second)/.test(interval)) return;
  const rule = "An interval cannot mix years and months with days and less.";
  throw refusal(
    // Spark has no better name for it.
    "_LEGACY_ERROR_TEMP_0029",
    origin.text,
    origin,
    rule,
    "add two intervals one after the other",
  );
}

function negate(number: string, minus: boolean): string {
  const plain = number.replace(/^\+/, "");
  if (!minus) return plain;
  return plain.startsWith("-") ? plain.slice(1) : `-${plain}`;
}

function missingUnit(text: string, at: Token): Error {
  return syntaxError(text, at, "An interval needs a unit after its number.", "INTERVAL 10 MINUTES");
}

function badInterval(text: string, token: Token, code: string): Error {
  return refusal(
    code,
    text,
    token,
    "This interval cannot be read.",
    "INTERVAL 10 MINUTES, INTERVAL '1 day 2 hours', or INTERVAL '1-2' YEAR TO MONTH",
  );
}
