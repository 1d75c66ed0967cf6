import type { DataFrame } from "../../dataframe/dataframe.js";
import { count, window } from "../../dataframe/functions/index.js";
import type { Exercise } from "../contract.js";
import { groupsOf } from "../trial/groups.js";
import { isPlainInComplete } from "../trial/refusals.js";
import { streamsOf } from "../trial/streams.js";
import { tableTrial } from "../trial/table-trial.js";
import { lengthIn, TIMED, timedReadings, windowsOf, withoutSomeTimes } from "./timed-readings.js";
import type { TimedReading } from "./timed-readings.js";

const n = count("*").as("n");
const flat = ["window.start", "window.end", "gt", "n"] as const;

export const tumblingCounts: Exercise = {
  id: "05.2",
  title: "Every five seconds",
  task: "`readings` has the columns `event_time` and `arrival_time` (timestamps), `User`, `gt` and `z`. Write a function that counts the readings of each activity in windows of 5 seconds of event time: `start`, `end`, `gt` and `n`, where `start` and `end` are those of the window. The check runs it in complete mode.",
  stub: "const perWindow = (readings: DataFrame) => readings; // your code here",
  untouched: (readings: DataFrame) => readings,
  hints: [
    '`window("event_time", …)` is a grouping column like any other: it stands in `groupBy`, beside `"gt"`.',
    'What comes out has a column `window`, a struct of `start` and `end`. A `select` after `agg` takes it apart: `"window.start"`.',
  ],
  solutions: [
    `const perWindow = (readings: DataFrame) =>
  readings
    .groupBy(window("event_time", "5 seconds"), "gt")
    .agg(count("*").as("n"))
    .select("window.start", "window.end", "gt", "n");`,
    `const perWindow = (readings: DataFrame) =>
  readings
    .groupBy(window(col("event_time"), "5 seconds").as("w"), col("gt"))
    .count()
    .selectExpr("w.start AS start", "w.end AS end", "gt", "count AS n");`,
  ],
  wrongAnswers: [
    {
      name: "not grouped",
      run: (readings: DataFrame) => readings.select(window("event_time", "5 seconds"), "gt"),
      when: isPlainInComplete,
      says: "Each reading has its window now, and nothing is counted: `groupBy` puts together what lies in the same one.",
    },
    {
      name: "the window as it is",
      run: (readings: DataFrame) => readings.groupBy(window("event_time", "5 seconds"), "gt").agg(n),
      when: ({ columns }) => columns["window"]?.startsWith("struct") ?? false,
      says: "The counts may be right, but start and end are still together in the column `window`, a struct. `select` takes them out: `window.start`, `window.end`.",
    },
    {
      name: "count not named",
      run: (readings: DataFrame) =>
        readings
          .groupBy(window("event_time", "5 seconds"), "gt")
          .count()
          .select("window.start", "window.end", "gt", "count"),
      when: ({ columns }) => "count" in columns && "start" in columns,
      says: 'The count should be called `n`: `.agg(count("*").as("n"))`, or rename `count` at the end.',
    },
    {
      name: "without the activity",
      run: (readings: DataFrame) =>
        readings.groupBy(window("event_time", "5 seconds")).agg(n).select("window.start", "window.end", "n"),
      when: ({ columns }) => "n" in columns && !("gt" in columns),
      says: "There is one row for each window, with all its readings: the activities are not told apart. `groupBy` takes several columns.",
    },
    {
      name: "another length",
      run: (readings: DataFrame) =>
        readings
          .groupBy(window("event_time", "10 seconds"), "gt")
          .agg(n)
          .select(...flat),
      when: (result) => lengthIn(result) !== null && lengthIn(result) !== 5,
      says: "Your windows are not five seconds long: look at `start` and `end` of the row below.",
    },
    {
      name: "sliding",
      run: (readings: DataFrame) =>
        readings
          .groupBy(window("event_time", "5 seconds", "1 second"), "gt")
          .agg(n)
          .select(...flat),
      when: ({ difference, rows }) =>
        difference !== null && rows.got > 2 * rows.expected && difference.missing === 0,
      says: "The windows overlap, so that a reading is counted in several: there are too many rows. Windows that follow one another need a length and no slide.",
    },
    {
      name: "with an offset",
      run: (readings: DataFrame) =>
        readings
          .groupBy(window("event_time", "5 seconds", "5 seconds", "2 seconds"), "gt")
          .agg(n)
          .select(...flat),
      when: ({ difference }) => startSecond(difference?.got) % 5 !== 0,
      says: "Your windows begin at other times than :00, :05, :10: an offset has moved them. Leave it out.",
    },
    {
      name: "by user as well",
      run: (readings: DataFrame) =>
        readings
          .groupBy(window("event_time", "5 seconds"), "gt", "User")
          .agg(n)
          .select(...flat),
      when: ({ difference, rows }) => difference !== null && rows.got > 1.25 * rows.expected,
      says: "There are several rows for the same window and activity: you group by more than these two.",
    },
    {
      name: "only where z is known",
      run: (readings: DataFrame) =>
        readings
          .groupBy(window("event_time", "5 seconds"), "gt")
          .agg(count("z").as("n"))
          .select(...flat),
      when: ({ difference, rows }) =>
        difference !== null &&
        rows.got === rows.expected &&
        2 * difference.missing < rows.expected &&
        difference.got?.[0] !== null &&
        Number(difference.got?.[3]) < Number(difference.expected?.[3]),
      says: 'The windows and activities are right, and some counts are too low: `count("z")` passes over readings whose `z` is missing, and so does whoever drops them. `count("*")` counts rows.',
    },
    {
      name: "by arrival",
      run: (readings: DataFrame) =>
        readings
          .groupBy(window("arrival_time", "5 seconds"), "gt")
          .agg(n)
          .select(...flat),
      when: (result) => lengthIn(result) === 5 || result.difference?.got === null,
      says: "The windows are five seconds long, but readings are counted in the wrong ones. Which clock did you ask? `arrival_time` says when a reading came, `event_time` when it was made.",
    },
  ],
  afterwards:
    "Some readings had no `event_time`: null lies in no window, so they were not counted, and nothing said so.",
  trial: tableTrial<TimedReading>({
    schema: TIMED,
    mode: "complete",
    columns: ["start", "end", "gt", "n"],
    streams: () => streamsOf((random, length) => withoutSomeTimes(timedReadings(random, length))),
    expected: (readings) => countsIn(readings, 5),
  }),
};

/** Readings by tumbling window and activity. */
export function countsIn(readings: readonly TimedReading[], size: number): Record<string, unknown>[] {
  const placed = readings.flatMap((each) =>
    windowsOf(each.event_time, size).map((own) => ({ ...own, gt: each.gt })),
  );
  return groupsOf(placed, ({ start, gt }) => [start.toISOString(), gt]).map(({ rows }) => ({
    ...rows[0],
    n: rows.length,
  }));
}

function startSecond(row: readonly unknown[] | null | undefined): number {
  const start = row?.[0];
  return start instanceof Date ? start.getTime() / 1000 : 0;
}
