import type { DataFrame } from "../../dataframe/dataframe.js";
import { expr } from "../../dataframe/functions/index.js";
import { t } from "../../types/t.js";
import type { Exercise } from "../contract.js";
import type { SeededRandom } from "../trial/random.js";
import type { TrialResult } from "../trial/result.js";
import { streamsOf } from "../trial/streams.js";
import { tableTrial } from "../trial/table-trial.js";

interface Sent {
  readonly Arrival_Time: bigint;
  readonly Creation_Time: bigint;
  readonly gt: string;
}

const START = 1_584_786_720_000_000_000n;
const CREATED = "cast(cast(Creation_Time as double) / 1e9 as timestamp) AS event_time";
const DELAY = "(Arrival_Time - Creation_Time) / 1e9 AS delay";

export const twoClocks: Exercise = {
  id: "05.1",
  title: "Two clocks",
  task: "`iot` has the columns `gt`, `Arrival_Time` and `Creation_Time` (nanoseconds, `long`). Write a function that gives `gt`, `event_time` (the moment a record was created, a `timestamp`) and `delay` (how many seconds later it arrived, with their fraction: 1.5 is one and a half). Nothing else is kept.",
  stub: "const twoClocks = (iot: DataFrame) => iot; // your code here",
  untouched: (iot: DataFrame) => iot,
  hints: [
    "The cast of this lesson makes `event_time`. For `delay` no cast to a timestamp is needed: what do you get when you subtract one count of nanoseconds from the other?",
    '`selectExpr` takes expressions in SQL: `iot.selectExpr("gt", "… AS event_time", "… AS delay")`. A second has 1e9 nanoseconds, and `/` keeps the fraction.',
  ],
  solutions: [
    `const twoClocks = (iot: DataFrame) =>
  iot.selectExpr(
    "gt",
    "cast(cast(Creation_Time as double) / 1000000000 as timestamp) AS event_time",
    "(Arrival_Time - Creation_Time) / 1000000000 AS delay",
  );`,
    `const twoClocks = (iot: DataFrame) =>
  iot
    .withColumn("event_time", expr("timestamp_micros(Creation_Time div 1000)"))
    .withColumn("delay", col("Arrival_Time").minus(col("Creation_Time")).divide(1e9))
    .select("gt", "event_time", "delay");`,
  ],
  wrongAnswers: [
    {
      name: "the other columns kept",
      run: (iot: DataFrame) => iot.selectExpr("*", CREATED, DELAY),
      when: ({ columns }) => "Creation_Time" in columns && "delay" in columns,
      says: "Both columns are there, and so are the counts of nanoseconds: the task asks for `gt`, `event_time` and `delay` alone. `select` chooses.",
    },
    {
      name: "a difference of timestamps",
      run: (iot: DataFrame) =>
        iot
          .withColumn("event_time", expr("timestamp_micros(Creation_Time div 1000)"))
          .withColumn("delay", expr("timestamp_micros(Arrival_Time div 1000) - event_time"))
          .select("gt", "event_time", "delay"),
      when: ({ columns }) => columns["delay"]?.startsWith("interval") ?? false,
      says: "`delay` is an interval: that is what one timestamp minus another gives. The task asks for a number of seconds; the two columns of nanoseconds are numbers, and so is their difference.",
    },
    {
      name: "the moment as a number",
      run: (iot: DataFrame) => iot.selectExpr("gt", "Creation_Time / 1e9 AS event_time", DELAY),
      when: ({ columns }) => columns["event_time"] === "double" || columns["event_time"] === "bigint",
      says: "`event_time` is a number. Windows and watermarks need a `timestamp`: divide the nanoseconds to seconds, and cast those.",
    },
    {
      name: "another unit",
      run: (iot: DataFrame) =>
        iot.selectExpr("gt", "cast(cast(Creation_Time as double) / 1e6 as timestamp) AS event_time", DELAY),
      when: ({ difference }) => difference?.got?.[1] instanceof Date && !(Math.abs(apart(difference)) <= DAY),
      says: "`event_time` lies in another age: a number cast to `timestamp` is taken for seconds, and yours counts something else. There are 1,000,000,000 nanoseconds in a second.",
    },
    {
      name: "the fraction of the moment lost",
      run: (iot: DataFrame) =>
        iot.selectExpr("gt", "cast(Creation_Time div 1000000000 as timestamp) AS event_time", DELAY),
      when: ({ difference }) =>
        near(difference?.got?.[2], difference?.expected?.[2]) &&
        apart(difference) < 0 &&
        apart(difference) > -1000,
      says: "`event_time` has lost the fraction of its second: `div` gives whole numbers. `/` keeps it.",
    },
    {
      name: "when it arrived",
      run: (iot: DataFrame) =>
        iot.selectExpr("gt", "cast(cast(Arrival_Time as double) / 1e9 as timestamp) AS event_time", DELAY),
      when: ({ difference }) =>
        near(difference?.got?.[2], difference?.expected?.[2]) && apart(difference) !== 0,
      says: "The delays are right, but `event_time` is another moment: the one at which the record arrived, perhaps. The event is the creation: `Creation_Time`.",
    },
    {
      name: "negative",
      run: (iot: DataFrame) => iot.selectExpr("gt", CREATED, "(Creation_Time - Arrival_Time) / 1e9 AS delay"),
      when: ({ difference }) => Number(difference?.got?.[2]) < 0,
      says: "Your delays are negative: nothing arrives before it was created. Subtract the creation from the arrival.",
    },
    {
      name: "nanoseconds",
      run: (iot: DataFrame) => iot.selectExpr("gt", CREATED, "Arrival_Time - Creation_Time AS delay"),
      when: ({ difference }) => Number(difference?.got?.[2]) > 1000,
      says: "`delay` is far too large to be seconds: it counts nanoseconds (or something in between). There are 1,000,000,000 in a second.",
    },
    {
      name: "whole seconds",
      run: (iot: DataFrame) =>
        iot.selectExpr("gt", CREATED, "(Arrival_Time - Creation_Time) div 1000000000 AS delay"),
      when: ({ difference }) =>
        Number.isInteger(Number(difference?.got?.[2])) && Number(difference?.got?.[2]) < 1000,
      says: "The fraction of the second is lost: `div` and `unix_timestamp` give whole numbers. `/` keeps it.",
    },
  ],
  trial: tableTrial<Sent>({
    schema: t.struct({ gt: t.string(), Arrival_Time: t.long(), Creation_Time: t.long() }),
    columns: ["gt", "event_time", "delay"],
    types: { event_time: ["timestamp"] },
    forms: { delay: toMillis },
    streams: () => streamsOf(sent),
    expected: (rows) =>
      rows.map(({ gt, Arrival_Time, Creation_Time }) => ({
        gt,
        event_time: new Date(Number(Creation_Time / 1_000_000n)),
        delay: Number(Arrival_Time - Creation_Time) / 1e9,
      })),
  }),
};

/** Clear of the next millisecond, so that it does not matter in which digits a double or a timestamp ends. */
function sent(random: SeededRandom, count: number): Sent[] {
  return Array.from({ length: count }, (_, i) => {
    const Creation_Time =
      START + BigInt(i) * 1_000_000_000n + BigInt(random.below(1000)) * 1_000_000n + 300_001n;
    const late = BigInt(50 + random.below(7900)) * 1_000_000n + 200_000n;
    return { gt: random.pick(["sit", "walk"]), Arrival_Time: Creation_Time + late, Creation_Time };
  });
}

function toMillis(value: unknown): unknown {
  return value === null || value instanceof Date ? value : Math.round(Number(value) * 1000);
}

const near = (a: unknown, b: unknown): boolean => a !== undefined && toMillis(a) === toMillis(b);

const DAY = 86_400_000;

/** Milliseconds from the wanted moment to the one that came; NaN if there are not both, or if it lies beyond all dates. */
function apart(difference: TrialResult["difference"]): number {
  const [want, own] = [difference?.expected?.[1], difference?.got?.[1]];
  return want instanceof Date && own instanceof Date ? own.getTime() - want.getTime() : NaN;
}
