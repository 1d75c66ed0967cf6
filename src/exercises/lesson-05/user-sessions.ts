import type { DataFrame } from "../../dataframe/dataframe.js";
import { count, max, min, sessionWindow, window } from "../../dataframe/functions/index.js";
import type { Exercise } from "../contract.js";
import { groupsOf } from "../trial/groups.js";
import type { SeededRandom } from "../trial/random.js";
import { isPlainInComplete } from "../trial/refusals.js";
import { errorCode } from "../trial/result.js";
import { streamsOf, type HiddenStream } from "../trial/streams.js";
import { tableTrial } from "../trial/table-trial.js";
import { after, TIMED, timedReadings } from "./timed-readings.js";
import type { TimedReading } from "./timed-readings.js";

const GAP = 5_000;
const n = count("*").as("n");
const flat = ["User", "session_window.start", "session_window.end", "n"] as const;

export const userSessions: Exercise = {
  id: "05.5",
  title: "From first to last",
  task: "`readings` has the columns `event_time` and `arrival_time` (timestamps), `User`, `gt` and `z`. Who sends nothing for 5 seconds of event time has put the phone away. Write a function that gives each session of each user: `User`, `start`, `end` (5 seconds after the last reading) and `n`, the number of its readings. The check runs it in complete mode, and no reading is too late.",
  stub: "const sessions = (readings: DataFrame) => readings; // your code here",
  untouched: (readings: DataFrame) => readings,
  hints: [
    "`sessionWindow` groups what lies close together. Its second argument is the gap; how long a session is, the readings decide.",
    '`groupBy("User", sessionWindow("event_time", "5 seconds"))`. The column is called `session_window`, and is a struct like `window`.',
  ],
  solutions: [
    `const sessions = (readings: DataFrame) =>
  readings
    .groupBy("User", sessionWindow("event_time", "5 seconds"))
    .agg(count("*").as("n"))
    .select("User", "session_window.start", "session_window.end", "n");`,
    `const sessions = (readings: DataFrame) =>
  readings
    .groupBy(expr("session_window(event_time, '5 seconds')").as("s"), col("User"))
    .count()
    .selectExpr("User", "s.start AS start", "s.end AS end", "count AS n");`,
  ],
  wrongAnswers: [
    {
      name: "without the user",
      run: (readings: DataFrame) =>
        readings
          .groupBy(sessionWindow("event_time", "5 seconds"))
          .agg(n)
          .select("session_window.start", "session_window.end", "n"),
      when: (result) => errorCode(result) === "_LEGACY_ERROR_TEMP_3068",
      says: "The query is refused: a session is somebody's. Group by the user as well, or the readings of one keep the session of another open.",
    },
    {
      name: "the session as it is",
      run: (readings: DataFrame) => readings.groupBy("User", sessionWindow("event_time", "5 seconds")).agg(n),
      when: ({ columns }) => columns["session_window"]?.startsWith("struct") ?? false,
      says: "Start and end are still together in the column `session_window`, a struct: `select` takes them out.",
    },
    {
      name: "not grouped",
      run: (readings: DataFrame) => readings.select("User", "event_time"),
      when: isPlainInComplete,
      says: "There is still a row for each reading: `groupBy` puts together what belongs to one session.",
    },
    {
      name: "tumbling windows",
      run: (readings: DataFrame) =>
        readings
          .groupBy("User", window("event_time", "5 seconds"))
          .agg(n)
          .select("User", "window.start", "window.end", "n"),
      when: ({ stream, difference }) => stream === ONE && startOf(difference?.got) === 0,
      says: "Your windows begin on a whole five seconds: these are tumbling windows. A session begins with its first reading and lasts as long as readings come.",
    },
    {
      name: "by arrival",
      run: (readings: DataFrame) =>
        readings
          .groupBy("User", sessionWindow("arrival_time", "5 seconds"))
          .agg(n)
          .select(...flat),
      when: ({ stream, difference }) => stream === ONE && startOf(difference?.got) > 1,
      says: "These are sessions, but of another clock: `arrival_time` says when a reading came, `event_time` when it was made.",
    },
    {
      name: "up to the last reading",
      run: (readings: DataFrame) =>
        readings
          .groupBy("User", sessionWindow("event_time", "5 seconds"))
          .agg(min("event_time").as("start"), max("event_time").as("end"), n)
          .select("User", "start", "end", "n"),
      when: ({ stream, difference }) => stream === ONE && lengthOf(difference?.got) === 0,
      says: "Your sessions end with their last reading. The task asks for the end of the session, 5 seconds later: `session_window.end`.",
    },
    {
      name: "the name of another window",
      run: (readings: DataFrame) =>
        readings
          .groupBy("User", sessionWindow("event_time", "5 seconds"))
          .agg(n)
          .select("User", "window.start", "window.end", "n"),
      when: ({ error }) => error?.message.includes("`window`") ?? false,
      says: "There is no column `window`: what `sessionWindow` makes is called `session_window`.",
    },
    {
      name: "a shorter gap",
      run: (readings: DataFrame) =>
        readings
          .groupBy("User", sessionWindow("event_time", "2 seconds"))
          .agg(n)
          .select(...flat),
      when: ({ stream, difference }) => stream === ONE && lengthOf(difference?.got) < 5,
      says: "A session of one reading ends too early: your gap is smaller than 5 seconds.",
    },
    {
      name: "a longer gap",
      run: (readings: DataFrame) =>
        readings
          .groupBy("User", sessionWindow("event_time", "10 seconds"))
          .agg(n)
          .select(...flat),
      when: ({ stream, difference }) => stream === ONE && lengthOf(difference?.got) > 5,
      says: "A session of one reading ends too late: your gap is longer than 5 seconds, so that what should be two sessions may become one.",
    },
    {
      name: "per activity as well",
      run: (readings: DataFrame) =>
        readings
          .groupBy("User", "gt", sessionWindow("event_time", "5 seconds"))
          .agg(n)
          .select(...flat),
      when: ({ stream }) => stream === TWO,
      says: "A session ends whenever the user does something else: you group by more than the user. Sitting down does not put a phone away.",
    },
    {
      name: "with a watermark",
      run: (readings: DataFrame) =>
        readings
          .withWatermark("event_time", "1 second")
          .groupBy("User", sessionWindow("event_time", "5 seconds"))
          .agg(n)
          .select(...flat),
      when: ({ difference }) => difference !== null,
      says: "Where readings come out of order, some are missing: a watermark has dropped them. Session windows drop what is late in complete mode too, and here no reading is too late: leave the watermark out.",
    },
  ],
  trial: tableTrial<TimedReading>({
    schema: TIMED,
    mode: "complete",
    columns: ["User", "start", "end", "n"],
    key: ["User"],
    streams,
    expected: (readings) => groupsOf(readings, ({ User }) => [User]).flatMap(({ rows }) => sessionsOf(rows)),
  }),
};

const ONE = "a stream of one reading";
const TWO = "a stream of two readings, three seconds apart";

/** One reading shows the gap, two show who shares a session; then the usual streams. */
function streams(): HiddenStream<TimedReading>[] {
  const at = (seconds: number, gt: string): TimedReading => ({
    event_time: after(seconds),
    arrival_time: after(seconds + 3.5),
    User: "a",
    gt,
    z: 1,
  });
  return [
    { name: ONE, batches: [[at(1, "sit")]] },
    { name: TWO, batches: [[at(1, "sit"), at(4, "walk")]] },
    ...streamsOf(sparse),
  ];
}

/** Readings far enough apart that people come and go. */
function sparse(random: SeededRandom, count: number): TimedReading[] {
  return timedReadings(random, 2 * count).filter((_, i) => i % 9 < 4);
}

function sessionsOf(readings: readonly TimedReading[]): Record<string, unknown>[] {
  const times = readings.map(({ event_time: time }) => time!.getTime()).sort((a, b) => a - b);
  const sessions: { start: number; end: number; n: number }[] = [];
  for (const time of times) {
    const open = sessions.at(-1);
    if (open !== undefined && time <= open.end) {
      open.end = time + GAP;
      open.n++;
    } else sessions.push({ start: time, end: time + GAP, n: 1 });
  }
  const [{ User } = { User: null }] = readings;
  return sessions.map((own) => ({ User, start: new Date(own.start), end: new Date(own.end), n: own.n }));
}

/** Seconds from the first moment to the start of the session. */
function startOf(row: readonly unknown[] | null | undefined): number {
  return row?.[1] instanceof Date ? (row[1].getTime() - after(0).getTime()) / 1000 : NaN;
}

/** Seconds from the start of the session to its end. */
function lengthOf(row: readonly unknown[] | null | undefined): number {
  return row?.[2] instanceof Date ? (row[2].getTime() - after(startOf(row)).getTime()) / 1000 : NaN;
}
