import { StreambookError } from "../errors.js";
import { nearest } from "../types/names.js";

/** Microseconds of each unit of fixed length, by its singular name. */
const unitMicros = new Map<string, bigint>([
  ["microsecond", 1n],
  ["millisecond", 1_000n],
  ["second", 1_000_000n],
  ["minute", 60_000_000n],
  ["hour", 3_600_000_000n],
  ["day", 86_400_000_000n],
  ["week", 604_800_000_000n],
]);

/** A month as Spark counts it where a length must be known: 31 days. */
const monthMicros = 31n * 86_400_000_000n;
const calendarUnits = new Map<string, bigint>([
  ...unitMicros,
  ["month", monthMicros],
  ["year", 12n * monthMicros],
]);

const term = /^([+-]?)\s*(\d+)(?:\.(\d{0,9}))?\s+([a-z]+)(?:\s+|$)/i;

/**
 * Microseconds of an interval in Spark's text: `"10 seconds"`, `"1 minute 30 seconds"`, `"-1 day"`, `"interval 2 hours"`.
 * Weeks and days count as 7 x 24 h and 24 h; months and years have no fixed length and are refused.
 * Throws INVALID_INTERVAL_FORMAT.
 *
 * @example
 * durationMicros("1.5 seconds", "window"); // 1500000n
 */
export function durationMicros(text: string, step: string, units = unitMicros): bigint {
  let rest = text.trim().replace(/^interval\s+/i, "");
  if (rest === "") throw invalid(step, text, "An interval has at least one number and unit.");
  let total = 0n;
  while (rest !== "") {
    const match = term.exec(rest);
    if (!match) throw invalid(step, text, "An interval is numbers, each followed by a unit.");
    const [whole, sign, digits, fraction, unit] = match;
    const name = (unit ?? "").toLowerCase().replace(/s$/, "");
    const micros = units.get(name);
    if (micros === undefined) throw invalid(step, text, unitRule(unit ?? "", name));
    if (fraction !== undefined && name !== "second") {
      throw invalid(step, text, "Only seconds may have a decimal fraction.");
    }
    const value = BigInt(digits ?? "0") * micros + BigInt((fraction ?? "").padEnd(6, "0").slice(0, 6));
    total += sign === "-" ? -value : value;
    rest = rest.slice(whole.length);
  }
  return total;
}

/** Microseconds of how late rows may come: months count as 31 days. Throws CANNOT_PARSE_INTERVAL. */
export function delayMicros(text: string, step: string): bigint {
  try {
    return durationMicros(text, step, calendarUnits);
  } catch (error) {
    if (!(error instanceof StreambookError)) throw error;
    const { rule, got = "", cure = "" } = error;
    throw new StreambookError({ code: "CANNOT_PARSE_INTERVAL", step, rule, got, cure });
  }
}

/**
 * Milliseconds of a length of time: Spark's text, or a number of milliseconds. Parts of a millisecond are cut off, as Spark's triggers do.
 * Throws INVALID_INTERVAL_FORMAT, also when it is negative.
 *
 * @example
 * durationMillis("1 minute 30 seconds", "trigger"); // 90000
 */
export function durationMillis(value: string | number, step: string): number {
  const millis = typeof value === "number" ? value : Number(durationMicros(value, step) / 1_000n);
  if (!Number.isFinite(millis)) throw invalid(step, String(value), "A length of time is a finite number.");
  if (millis < 0) throw invalid(step, String(value), "A length of time here must not be negative.");
  return Math.trunc(millis);
}

/** Short forms that Spark does not take: what they are in full. */
const shorts = new Map([
  ["us", "microsecond"],
  ["usec", "microsecond"],
  ["ms", "millisecond"],
  ["msec", "millisecond"],
  ["milli", "millisecond"],
  ["s", "second"],
  ["sec", "second"],
  ["m", "minute"],
  ["min", "minute"],
  ["h", "hour"],
  ["hr", "hour"],
  ["d", "day"],
  ["w", "week"],
  ["wk", "week"],
]);

/** The interval that a text in short forms most likely means: `"1 sec"`, `"500ms"`; null when it cannot be told. */
function inFull(text: string): string | null {
  const terms = [...text.trim().matchAll(/\s*([+-]?\d+(?:\.\d+)?)\s*([a-z]+)/giy)];
  if (terms.length === 0 || terms.reduce((n, [all]) => n + all.length, 0) < text.trim().length) return null;
  const words = terms.map(([, count = "", unit = ""]) => {
    const name = unit.toLowerCase();
    const short = shorts.get(name) ?? shorts.get(name.replace(/s$/, ""));
    const full = short ?? nearest(name.replace(/s$/, ""), unitMicros.keys());
    return full === null ? null : `${count} ${full}${count === "1" ? "" : "s"}`;
  });
  return words.includes(null) ? null : words.join(" ");
}

function unitRule(unit: string, name: string): string {
  if (name === "month" || name === "year") return "Months and years have no fixed length.";
  return `"${unit}" is not a unit of time.`;
}

function invalid(step: string, got: string, rule: string): StreambookError {
  const meant = inFull(got);
  return new StreambookError({
    code: "INVALID_INTERVAL_FORMAT",
    step,
    rule,
    got: JSON.stringify(got),
    cure:
      meant === null || meant === got
        ? '"10 seconds", "1 minute 30 seconds", "500 milliseconds"; units: microsecond(s) to week(s)'
        : `"${meant}": units are written out, from microsecond(s) to week(s)`,
  });
}
