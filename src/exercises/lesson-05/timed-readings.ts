import { t } from "../../types/t.js";
import type { SeededRandom } from "../trial/random.js";
import type { TrialResult } from "../trial/result.js";

/** A reading whose two clocks have been read: when it was made, and when it arrived. */
export interface TimedReading {
  readonly event_time: Date | null;
  readonly arrival_time: Date;
  readonly User: string;
  readonly gt: string;
  readonly z: number | null;
}

export const TIMED = t.struct({
  event_time: t.timestamp(),
  arrival_time: t.timestamp(),
  User: t.string(),
  gt: t.string(),
  z: t.double(),
});

const SECOND = 1_000;
const START = Date.parse("2020-03-21T10:32:00Z");
const ACTIVITIES = ["sit", "walk", "bike"];
const USERS = ["a", "b", "c", "d"];

/** The moment so many seconds after the first one. */
export const after = (seconds: number): Date => new Date(START + seconds * SECOND);

/** Readings a second apart, on half seconds, so that many lie on the edge of a window; each a few places out of order. */
export function timedReadings(random: SeededRandom, count: number): TimedReading[] {
  return Array.from({ length: count }, (_, i) => {
    const seconds = Math.max(0, i + (random.below(9) - 4) / 2);
    return {
      event_time: after(seconds),
      arrival_time: after(seconds + 3 + random.below(8)),
      User: random.pick(USERS),
      gt: random.pick(ACTIVITIES),
      z: i % 5 === 2 ? null : Math.round(100 + 200 * random.next()) / 100,
    };
  });
}

/** The same, and of every seventh it is not known when it was made. */
export function withoutSomeTimes(readings: readonly TimedReading[]): TimedReading[] {
  return readings.map((each, i) => (i % 7 === 5 ? { ...each, event_time: null } : each));
}

/** A window of event time: from its start up to, not including, its end. */
export interface EventWindow {
  readonly start: Date;
  readonly end: Date;
}

/** The windows that hold a moment, sizes in seconds; none hold a moment that is not known. */
export function windowsOf(time: Date | null, size: number, slide = size): EventWindow[] {
  if (time === null) return [];
  const windows: EventWindow[] = [];
  const last = Math.floor(time.getTime() / (slide * SECOND)) * slide * SECOND;
  for (let start = last; start + size * SECOND > time.getTime(); start -= slide * SECOND)
    windows.push({ start: new Date(start), end: new Date(start + size * SECOND) });
  return windows;
}

/** How many seconds the windows of the answer are long, by the row that differs: `start` and `end` are its first columns. */
export function lengthIn({ difference }: TrialResult): number | null {
  const [start, end] = difference?.got ?? [];
  return start instanceof Date && end instanceof Date ? (end.getTime() - start.getTime()) / SECOND : null;
}
