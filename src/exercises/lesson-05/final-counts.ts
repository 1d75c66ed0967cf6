import type { DataFrame } from "../../dataframe/dataframe.js";
import { count, window } from "../../dataframe/functions/index.js";
import type { Exercise } from "../contract.js";
import { SeededRandom } from "../trial/random.js";
import { isAggregateInAppend } from "../trial/refusals.js";
import { streamsOf, type HiddenStream } from "../trial/streams.js";
import { tableTrial } from "../trial/table-trial.js";
import { after, lengthIn, TIMED, timedReadings, windowsOf } from "./timed-readings.js";
import type { TimedReading } from "./timed-readings.js";
import { countsIn } from "./tumbling-counts.js";

const DELAY = 5_000;

const counted = (readings: DataFrame, size = "10 seconds", time = "event_time") =>
  readings
    .groupBy(window(time, size), "gt")
    .agg(count("*").as("n"))
    .select("window.start", "window.end", "gt", "n");

export const finalCounts: Exercise = {
  id: "05.4",
  title: "Counts that are final",
  task: "`readings` has the columns `event_time` and `arrival_time` (timestamps), `User`, `gt` and `z`. Write a function that counts the readings of each activity in windows of 10 seconds of event time: `start`, `end`, `gt` and `n`. The check runs it in append mode, so each count is written once and must be final: the windows wait until a reading has come that is 5 seconds beyond their end; what comes later still is too late.",
  stub: "const finalCounts = (readings: DataFrame) => readings; // your code here",
  untouched: (readings: DataFrame) => readings,
  hints: [
    "Append needs to know when a window is final. Which method says how far readings may be out of order?",
    'It stands before `groupBy`, and names the column that the window is made of: `readings.withWatermark("event_time", …)`.',
  ],
  solutions: [
    `const finalCounts = (readings: DataFrame) =>
  readings
    .withWatermark("event_time", "5 seconds")
    .groupBy(window("event_time", "10 seconds"), "gt")
    .agg(count("*").as("n"))
    .select("window.start", "window.end", "gt", "n");`,
    `const finalCounts = (readings: DataFrame) => {
  const counts = readings
    .select("gt", "event_time")
    .withWatermark("event_time", "5 seconds")
    .groupBy(col("gt"), window(col("event_time"), "10 seconds").as("w"))
    .count();
  return counts.selectExpr("w.start AS start", "w.end AS end", "gt", "count AS n");
};`,
  ],
  wrongAnswers: [
    {
      name: "no watermark",
      run: (readings: DataFrame) => counted(readings),
      when: isAggregateInAppend,
      says: "The query is refused: nothing tells when a window is final, so append could never write one. `withWatermark` does, on the column of the window; and the window itself must be grouped by, not its start alone.",
    },
    {
      name: "not counted",
      run: (readings: DataFrame) => readings.withWatermark("event_time", "5 seconds").select("gt"),
      when: ({ columns }) => "gt" in columns && !("n" in columns) && !("window" in columns),
      says: "A watermark alone counts nothing, and drops nothing either: group the readings by window and activity.",
    },
    {
      name: "the window as it is",
      run: (readings: DataFrame) =>
        readings
          .withWatermark("event_time", "5 seconds")
          .groupBy(window("event_time", "10 seconds"), "gt")
          .agg(count("*").as("n")),
      when: ({ columns }) => columns["window"]?.startsWith("struct") ?? false,
      says: "Start and end are still together in the column `window`, a struct: `select` takes them out.",
    },
    {
      name: "another length",
      run: (readings: DataFrame) => counted(readings.withWatermark("event_time", "5 seconds"), "5 seconds"),
      when: (result) => lengthIn(result) !== null && lengthIn(result) !== 10,
      says: "Your windows are not ten seconds long. (The five seconds are the patience of the watermark, not the length of a window.)",
    },
    {
      name: "by arrival",
      run: (readings: DataFrame) =>
        counted(readings.withWatermark("arrival_time", "5 seconds"), "10 seconds", "arrival_time"),
      when: ({ difference, stream }) =>
        stream === WAITING && (difference?.missing ?? 0) > 0 && (difference?.extra ?? 0) > 0,
      says: "The counts are off although no reading is late: you group by another clock. `event_time` says when a reading was made.",
    },
    {
      name: "too patient",
      run: (readings: DataFrame) => counted(readings.withWatermark("event_time", "10 seconds")),
      when: ({ difference, stream }) => stream === WAITING && isAt(difference?.expected, 30),
      says: "A window is missing that is final: a reading 5 seconds beyond its end has come. Your watermark lags further behind than that.",
    },
    {
      name: "not patient enough",
      run: (readings: DataFrame) => counted(readings.withWatermark("event_time", "0 seconds")),
      when: ({ difference, stream }) => stream === HURRYING && (difference?.extra ?? 0) > 0,
      says: "A window was written that is not final: the latest reading is 4 seconds beyond its end, and the windows wait for 5. Your watermark is ahead.",
    },
    {
      name: "far too patient",
      run: (readings: DataFrame) => counted(readings.withWatermark("event_time", "5 minutes")),
      when: ({ difference, rows }) => difference !== null && rows.got === 0,
      says: "Nothing was written, although windows are final. How long does your watermark wait? It is to lag 5 seconds behind the latest reading.",
    },
    {
      name: "sliding",
      run: (readings: DataFrame) =>
        readings
          .withWatermark("event_time", "5 seconds")
          .groupBy(window("event_time", "10 seconds", "5 seconds"), "gt")
          .agg(count("*").as("n"))
          .select("window.start", "window.end", "gt", "n"),
      when: ({ difference }) => difference?.missing === 0 && startsBetween(difference.got),
      says: "Your windows overlap: besides those that are asked for, there are some that begin in between. Windows that follow one another need a length and no slide.",
    },
    {
      name: "early readings removed",
      run: (readings: DataFrame) =>
        counted(
          readings
            .withWatermark("event_time", "5 seconds")
            .where("event_time > timestamp '2020-03-21 10:32:20'"),
        ),
      when: ({ difference }) =>
        difference !== null && difference.expected !== null && difference.got === null,
      says: "Whole windows are missing that should have been written: readings are removed before they are counted. The watermark drops what is too late by itself.",
    },
  ],
  afterwards:
    "The last windows were never written: no later reading came to move the watermark beyond them. That is append's price, and `explainSilence()` names it.",
  trial: tableTrial<TimedReading>({
    schema: TIMED,
    columns: ["start", "end", "gt", "n"],
    streams,
    expected: (_, batches) => finalOf(batches),
  }),
};

const WAITING = "a stream whose last reading is 5 seconds beyond the end of a window";
const HURRYING = "a stream whose last reading is 4 seconds beyond the end of a window";

/** Does the window of the row begin so many seconds after the first reading? */
function isAt(row: readonly unknown[] | null | undefined, seconds: number): boolean {
  return row?.[0] instanceof Date && row[0].getTime() === after(seconds).getTime();
}

/** Does the window of the row begin elsewhere than at a whole ten seconds? */
function startsBetween(row: readonly unknown[] | null): boolean {
  return row?.[0] instanceof Date && row[0].getTime() % 10_000 !== 0;
}

/** The edges of the watermark first, so that a wrong delay is known by what it does there; then the usual ones. */
function streams(): HiddenStream<TimedReading>[] {
  const upTo = (seconds: number, seed: number): TimedReading[] => {
    const readings = timedReadings(new SeededRandom(seed), 43);
    return [...readings, { ...readings[0]!, event_time: after(seconds), arrival_time: after(seconds + 4) }];
  };
  return [
    { name: WAITING, batches: [upTo(45, 21)] },
    { name: HURRYING, batches: [upTo(54, 22)] },
    ...streamsOf(timedReadings),
  ];
}

/** What append has written in the end: the watermark is taken after a batch, and used from the next one on. */
function finalOf(batches: readonly (readonly TimedReading[])[]): Record<string, unknown>[] {
  let watermark = 0;
  const inTime: TimedReading[] = [];
  const ends = (each: TimedReading) => windowsOf(each.event_time, 10).map(({ end }) => end.getTime());
  for (const batch of batches) {
    const before = watermark;
    inTime.push(...batch.filter((each) => ends(each).some((end) => end > before)));
    for (const { event_time: time } of batch)
      if (time !== null) watermark = Math.max(watermark, time.getTime() - DELAY);
  }
  return countsIn(inTime, 10).filter(({ end }) => (end as Date).getTime() <= watermark);
}
