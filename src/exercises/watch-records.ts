import type { SeededRandom } from "./trial/random.js";

/** A record of the iot server. */
export interface WatchRecord {
  readonly Arrival_Time: bigint;
  readonly Creation_Time: bigint;
  readonly Device: string | null;
  readonly Index: bigint | null;
  readonly Model: string | null;
  readonly User: string | null;
  readonly gt: string | null;
  readonly x: number | null;
  readonly y: number | null;
  readonly z: number | null;
}

const ACTIVITIES = ["stand", "sit", "walk", "stairsup", "stairsdown", "bike", "run", "unknown"];
const USERS = [..."abcdefghijklmnopqrstuvwxyz"];
const START = 1_584_786_720_000_000_000n;
const NANOS_PER_SECOND = 1_000_000_000n;

/** Records of made-up people, some of them errors: nothing but the times. */
export function watchRecords(random: SeededRandom, count: number, errorShare = 0.15): WatchRecord[] {
  return Array.from({ length: count }, (_, i) => {
    const { Arrival_Time, Creation_Time } = times(random, i);
    if (random.next() < errorShare) return errorRecord(Arrival_Time, Creation_Time);
    return {
      Arrival_Time,
      Creation_Time,
      Device: `nexus4_${1 + random.below(2)}`,
      Index: BigInt(1000 + i),
      Model: "nexus4",
      User: random.pick(USERS),
      gt: random.pick(ACTIVITIES),
      x: hundredths(random, -1, 1),
      y: hundredths(random, -0.3, 0.2),
      z: hundredths(random, 1, 3),
    };
  });
}

/** A record of which nothing but the times arrived. */
export function errorRecord(Arrival_Time: bigint, Creation_Time: bigint): WatchRecord {
  const nothing = { Device: null, Index: null, Model: null, User: null, gt: null, x: null, y: null, z: null };
  return { Arrival_Time, Creation_Time, ...nothing };
}

/** Created up to a second before it arrived. The microseconds stay clear of the next millisecond: a double may be one off. */
export function times(random: SeededRandom, i: number): Pick<WatchRecord, "Arrival_Time" | "Creation_Time"> {
  const created = START + BigInt(i) * NANOS_PER_SECOND + BigInt(random.below(1000)) * 1_000_000n;
  const Creation_Time = created + BigInt(300_001 + 2 * random.below(200_000));
  return { Arrival_Time: Creation_Time + BigInt(1_000_001 + 2 * random.below(490_000_000)), Creation_Time };
}

function hundredths(random: SeededRandom, from: number, to: number): number {
  return Math.round((from + random.next() * (to - from)) * 100) / 100;
}

/** A record as the server writes it on the wire: bigints as they are, a blank after colons and commas. */
export function lineOf(record: object): string {
  const fields = Object.entries(record).map(([name, value]: [string, unknown]) => {
    const text = typeof value === "bigint" ? String(value) : JSON.stringify(value);
    return `${JSON.stringify(name)}: ${text}`;
  });
  return `{${fields.join(", ")}}`;
}
