import type { DayTimeIntervalType, YearMonthIntervalType } from "./data-type.js";
import { CalendarInterval, intervalFields } from "./interval.js";

const patterns = [
  [
    String.raw`(\d+)`,
    String.raw`(\d+) (\d{1,2})`,
    String.raw`(\d+) (\d{1,2}):(\d{1,2})`,
    String.raw`(\d+) (\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.(\d{1,9}))?`,
  ],
  [
    null,
    String.raw`(\d+)`,
    String.raw`(\d+):(\d{1,2})`,
    String.raw`(\d+):(\d{1,2}):(\d{1,2})(?:\.(\d{1,9}))?`,
  ],
  [null, null, String.raw`(\d+)`, String.raw`(\d+):(\d{1,2})(?:\.(\d{1,9}))?`],
  [null, null, null, String.raw`(\d+)(?:\.(\d{1,9}))?`],
];
const sizes = [86_400_000_000n, 3_600_000_000n, 60_000_000n, 1_000_000n];
const limits = [null, 23, 59, 59];

/** `INTERVAL '…' DAY TO SECOND` around the value, as a cast to string writes it, or the value alone. */
function body(text: string, fields: string): readonly [sign: bigint, body: string] | null {
  const [, outer, inner, written] = /^interval\s+([+-]?)'([^']*)'\s+([a-z ]+)$/i.exec(text.trim()) ?? [];
  if (written !== undefined && written.toLowerCase().replace(/\s+/g, " ").trim() !== fields) return null;
  const [, sign = "", rest = ""] = /^([+-]?)(.*)$/.exec((inner ?? text).trim())!;
  return [(outer === "-") !== (sign === "-") ? -1n : 1n, rest];
}

/** The numbers of `1 02:03:04.5`, the fraction with its second; null where the fields are others. */
export function splitDayTime(text: string, type: DayTimeIntervalType): readonly string[] | null {
  const isForm = new RegExp(`^${patterns[type.start]![type.end]!}$`).test(text);
  return isForm ? text.split(/[ :]/) : null;
}

/** Microseconds of `1 02:03:04.5`, or null: what a cast of a text to such a type reads. */
export function parseDayTime(text: string, type: DayTimeIntervalType): bigint | null {
  const found = body(text, intervalFields(type));
  const match = found && new RegExp(`^${patterns[type.start]![type.end]!}$`).exec(found[1]);
  if (!match) return null;
  let total = 0n;
  for (let field = type.start; field <= type.end; field++) {
    const value = Number(match[field - type.start + 1]);
    if (field > type.start && value > limits[field]!) return null;
    total += BigInt(match[field - type.start + 1]!) * sizes[field]!;
  }
  const fraction = type.end === 3 ? match[type.end - type.start + 2] : undefined;
  if (fraction !== undefined) total += BigInt(fraction.padEnd(6, "0").slice(0, 6));
  total *= found[0];
  return BigInt.asIntN(64, total) === total ? total : null;
}

/** Months of `1-2`, or null. */
export function parseYearMonth(text: string, type: YearMonthIntervalType): number | null {
  const found = body(text, intervalFields(type));
  const match = found && (type.start === type.end ? /^(\d+)$/ : /^(\d+)-(\d+)$/).exec(found[1]);
  if (!match) return null;
  const [first, second] = [Number(match[1]), Number(match[2] ?? 0)];
  if (second > 11) return null;
  const total = Number(found[0]) * (type.start === 0 ? first * 12 + second : first);
  return Math.abs(total) <= 2_147_483_647 ? total : null;
}

const months: Readonly<Record<string, number>> = { year: 12, month: 1 };
const days: Readonly<Record<string, number>> = { week: 7, day: 1 };
const micros: Readonly<Record<string, bigint>> = {
  hour: 3_600_000_000n,
  minute: 60_000_000n,
  second: 1_000_000n,
  millisecond: 1000n,
  microsecond: 1n,
};

/** `1 month 2 days -3.5 seconds`, or null. */
export function parseCalendar(text: string): CalendarInterval | null {
  const words = text
    .trim()
    .toLowerCase()
    .replace(/^interval\s+/, "");
  const pairs = [...words.matchAll(/\s*([+-]?)\s*(\d+)(?:\.(\d{1,9}))?\s+([a-z]+)/gy)];
  if (pairs.length === 0 || pairs.reduce((n, [all]) => n + all.length, 0) < words.length) return null;
  let [m, d, us] = [0, 0, 0n];
  for (const [, sign, whole = "", fraction, unit = ""] of pairs) {
    const name = unit.replace(/s$/, "");
    const count = BigInt(whole) * (sign === "-" ? -1n : 1n);
    if (fraction !== undefined && name !== "second") return null;
    if (name in months) m += Number(count) * months[name]!;
    else if (name in days) d += Number(count) * days[name]!;
    else if (name in micros) us += count * micros[name]!;
    else return null;
    if (fraction !== undefined) us += BigInt(fraction.padEnd(6, "0").slice(0, 6)) * (sign === "-" ? -1n : 1n);
  }
  return new CalendarInterval(m, d, us);
}
