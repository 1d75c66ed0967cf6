import { StreambookError } from "../errors.js";

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  millisecond: 1,
  s: 1000,
  second: 1000,
  m: 60_000,
  minute: 60_000,
};

/** Shortest time between two refreshes, in milliseconds: more is not seen, and costs. */
export const FASTEST = 50;

/** A refresh interval in milliseconds, from milliseconds or from text such as "1 second", "200 ms". */
export function refreshInterval(every: number | string, step: string): number {
  const ms = typeof every === "number" ? every : parse(every);
  if (ms !== null && Number.isFinite(ms) && ms > 0) return Math.max(FASTEST, ms);
  throw new StreambookError({
    code: "INVALID_INTERVAL",
    step,
    rule: "`every` is a time above zero.",
    got: JSON.stringify(every),
    cure: 'every: "1 second", every: "200 ms", or milliseconds: every: 500',
  });
}

function parse(text: string): number | null {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([a-z]+?)s?\s*$/i.exec(text);
  const name = (match?.[2] ?? "").toLowerCase();
  const unit = UNITS[name] ?? UNITS[`${name}s`];
  return match === null || unit === undefined ? null : Number(match[1]) * unit;
}
