import { t } from "../../types/t.js";
import type { HiddenJoin } from "../trial/join-trial.js";
import { SeededRandom } from "../trial/random.js";

export interface TimedReading {
  readonly User: string;
  readonly gt: string;
  readonly read_time: Date;
}

export interface Beat {
  readonly User: string;
  readonly bpm: number;
  readonly beat_time: Date;
}

export const SIDES = {
  readings: t.struct({ User: t.string(), gt: t.string(), read_time: t.timestamp() }),
  beats: t.struct({ User: t.string(), bpm: t.int(), beat_time: t.timestamp() }),
};

export type Given = HiddenJoin<"readings" | "beats">;

const SECOND = 1_000;
const START = Date.parse("2020-03-21T10:32:00Z");
const after = (seconds: number): Date => new Date(START + seconds * SECOND);
const ACTIVITIES = ["sit", "walk", "bike"];

const reading = (User: string, seconds: number, gt = "walk"): TimedReading => ({
  User,
  gt,
  read_time: after(seconds),
});
const beat = (User: string, seconds: number, bpm = 60 + 2 * seconds): Beat => ({
  User,
  bpm,
  beat_time: after(seconds),
});

/** The first one, on which ranges and kinds of joins are told apart: nothing in it is late, and nothing long past. */
export const PLAIN = "streams in one batch";

/** A minute later, so that everything before can find no partner any more. These two do not meet. */
const end: Given["batches"][number] = { readings: [reading("c", 100)], beats: [beat("c", 101, 70)] };

export function streams(): Given[] {
  const first = {
    readings: [reading("a", 9), reading("b", 5, "sit"), reading("a", 11, "bike"), reading("c", 20)],
    beats: [beat("a", 2), beat("a", 9), beat("b", 7), beat("a", 13), beat("b", 0)],
  };
  const patient = [
    { readings: [reading("a", 20)], beats: [beat("a", 15)] },
    { readings: [reading("a", 14, "sit"), reading("a", 9)], beats: [beat("a", 12), beat("a", 8)] },
  ];
  const nothing = { readings: [], beats: [] };
  return [
    { name: PLAIN, tables: {}, batches: [first, end] },
    { name: "streams in many batches", tables: {}, batches: [...inStep(41), end], keepsAtMost: 2 },
    { name: "streams with late rows", tables: {}, batches: [...patient, end], keepsAtMost: 2 },
    { name: "streams on which nothing arrives", tables: {}, batches: [nothing] },
    { name: "streams of which one is silent", tables: {}, batches: [{ readings: first.readings }, nothing] },
  ];
}

/** Readings and beats that come up to four seconds out of order: nothing is late. */
function inStep(seed: number): Given["batches"] {
  const random = new SeededRandom(seed);
  const some = <T>(make: (seconds: number) => T, i: number): T[] =>
    Array.from({ length: 5 }, () => make(Math.max(0, 8 * i + random.below(12) - 4)));
  return Array.from({ length: 6 }, (_, i) => ({
    readings: some((s) => reading(random.pick(["a", "b"]), s, random.pick(ACTIVITIES)), i),
    beats: some((s) => beat(random.pick(["a", "b"]), s, 60 + random.below(90)), i),
  }));
}

const DELAY = 5 * SECOND;

/**
 * What watermarks of five seconds let through, and where the watermark ends: that of the slower side, 0 until both have had rows,
 * taken after a batch and used from the next one on.
 */
export function inTime({ batches }: Given): { readings: TimedReading[]; beats: Beat[]; watermark: number } {
  let watermark = 0;
  const latest = { readings: 0, beats: 0 };
  const kept = { readings: [] as TimedReading[], beats: [] as Beat[] };
  for (const batch of batches) {
    const readings = (batch.readings ?? []) as readonly TimedReading[];
    const beats = (batch.beats ?? []) as readonly Beat[];
    kept.readings.push(...readings.filter(({ read_time }) => read_time.getTime() > watermark));
    kept.beats.push(...beats.filter(({ beat_time }) => beat_time.getTime() > watermark));
    latest.readings = Math.max(latest.readings, ...readings.map(({ read_time }) => read_time.getTime()));
    latest.beats = Math.max(latest.beats, ...beats.map(({ beat_time }) => beat_time.getTime()));
    watermark = Math.max(watermark, Math.min(latest.readings, latest.beats) - DELAY);
  }
  return { ...kept, watermark };
}

/** A beat of the same user, in the ten seconds up to the reading. */
export function belongs({ User, read_time }: TimedReading, beat: Beat): boolean {
  const before = read_time.getTime() - beat.beat_time.getTime();
  return User === beat.User && before >= 0 && before <= 10 * SECOND;
}
