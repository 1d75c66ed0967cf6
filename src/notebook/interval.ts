import { StreambookError } from "../errors.js";

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  msec: 1,
  millisecond: 1,
  s: 1000,
  sec: 1000,
  second: 1000,
  m: 60_000,
  min: 60_000,
  minute: 60_000,
  h: 3_600_000,
  hr: 3_600_000,
  hour: 3_600_000,
};

const TERM = /\s*(\d+(?:\.\d+)?|\.\d+)\s*([a-z]+)/giy;

/** Shortest time between two refreshes, in milliseconds: more is not seen, and costs. */
export const FASTEST = 50;

/** A refresh interval in milliseconds, from milliseconds or from text as Spark's intervals and shorter: "1 second", "1 minute 30 seconds", "200 ms", "2s". */
export function refreshInterval(every: number | string, step: string): number {
  const ms = typeof every === "number" ? every : parse(every);
  if (typeof ms === "number" && Number.isFinite(ms) && ms > 0) return Math.max(FASTEST, ms);
  throw new StreambookError({
    code: "INVALID_INTERVAL",
    step,
    rule: typeof ms === "string" ? ms : "`every` is a time above zero.",
    got: JSON.stringify(every),
    cure: 'every: "1 second", every: "200 ms", or milliseconds: every: 500',
  });
}

/** Milliseconds, or what is wrong with the text. */
function parse(text: string): number | string {
  const words = text.trim().replace(/^interval\s+/i, "");
  const terms = [...words.matchAll(TERM)];
  if (terms.length === 0 || terms.reduce((n, [all]) => n + all.length, 0) < words.length)
    return /^\d+$/.test(words)
      ? "`every` as text needs a unit after the number."
      : "`every` is a number and a unit.";
  let total = 0;
  for (const [, count = "", unit = ""] of terms) {
    const name = unit.toLowerCase();
    const size = UNITS[name] ?? UNITS[name.replace(/s$/, "")];
    if (size === undefined)
      return `"${unit}" is not a unit of \`every\`: those are ms, seconds, minutes, hours.`;
    total += Number(count) * size;
  }
  return total;
}
