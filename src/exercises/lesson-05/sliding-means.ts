import type { DataFrame } from "../../dataframe/dataframe.js";
import { avg, expr, round, sum, window } from "../../dataframe/functions/index.js";
import type { Exercise } from "../contract.js";
import { groupsOf, meanOf, nearly } from "../trial/groups.js";
import { isPlainInComplete } from "../trial/refusals.js";
import { errorCode } from "../trial/result.js";
import { streamsOf } from "../trial/streams.js";
import { tableTrial } from "../trial/table-trial.js";
import { lengthIn, TIMED, timedReadings, windowsOf } from "./timed-readings.js";
import type { TimedReading } from "./timed-readings.js";

const mean = avg("z").as("mean_z");
const flat = ["window.start", "window.end", "mean_z"] as const;

export const slidingMeans: Exercise = {
  id: "05.3",
  title: "A mean that slides",
  task: "`readings` has the columns `event_time` and `arrival_time` (timestamps), `User`, `gt` and `z`. Write a function that gives the mean of `z` over 10 seconds of event time, anew every 5 seconds: `start` and `end` of the window, and `mean_z`. Where `z` is missing, it does not count. The check runs it in complete mode.",
  stub: "const smoothed = (readings: DataFrame) => readings; // your code here",
  untouched: (readings: DataFrame) => readings,
  hints: [
    "`window` takes a third argument: after the length of a window comes the time from one start to the next.",
    '`groupBy(window("event_time", "10 seconds", "5 seconds"))`, then `agg` with a name for the mean, then `select`.',
  ],
  solutions: [
    `const smoothed = (readings: DataFrame) =>
  readings
    .groupBy(window("event_time", "10 seconds", "5 seconds"))
    .agg(avg("z").as("mean_z"))
    .select("window.start", "window.end", "mean_z");`,
    `const smoothed = (readings: DataFrame) =>
  readings
    .withColumn("w", expr("window(event_time, '10 seconds', '5 seconds')"))
    .groupBy("w")
    .agg(avg("z").as("mean_z"))
    .selectExpr("w.start", "w.end", "mean_z");`,
  ],
  wrongAnswers: [
    {
      name: "not grouped",
      run: (readings: DataFrame) => readings.select(window("event_time", "10 seconds", "5 seconds"), "z"),
      when: isPlainInComplete,
      says: "Each reading is there once for each of its windows, and no mean is computed: group by the window.",
    },
    {
      name: "length and slide swapped",
      run: (readings: DataFrame) =>
        readings
          .groupBy(window("event_time", "5 seconds", "10 seconds"))
          .agg(mean)
          .select(...flat),
      when: (result) => errorCode(result).startsWith("DATATYPE_MISMATCH"),
      says: "A window of 5 seconds every 10 would leave gaps, in which readings are lost, so it is refused. The length comes first, then the slide.",
    },
    {
      name: "the window as it is",
      run: (readings: DataFrame) =>
        readings.groupBy(window("event_time", "10 seconds", "5 seconds")).agg(mean),
      when: ({ columns }) => columns["window"]?.startsWith("struct") ?? false,
      says: "Start and end are still together in the column `window`, a struct: `select` takes them out.",
    },
    {
      name: "by activity",
      run: (readings: DataFrame) =>
        readings
          .groupBy(window("event_time", "10 seconds", "5 seconds"), "gt")
          .agg(mean)
          .select(...flat),
      when: ({ rows, difference, columns }) =>
        difference !== null && !("gt" in columns) && rows.got > 1.5 * rows.expected,
      says: "There are several rows for the same window: you group by more than the window, or by more windows than one every five seconds.",
    },
    {
      name: "tumbling",
      run: (readings: DataFrame) =>
        readings
          .groupBy(window("event_time", "10 seconds"))
          .agg(mean)
          .select(...flat),
      when: (result) => {
        const { difference, rows } = result;
        return difference !== null && difference.extra === 0 && rows.got < rows.expected;
      },
      says: "Every second window is missing: yours follow one another without overlapping. A new one should begin every 5 seconds, before the last one has ended.",
    },
    {
      name: "five seconds long",
      run: (readings: DataFrame) =>
        readings
          .groupBy(window("event_time", "5 seconds"))
          .agg(mean)
          .select(...flat),
      when: (result) => lengthIn(result) !== null && lengthIn(result) !== 10,
      says: "Your windows are not ten seconds long: the second argument of `window` is the length, the third the slide.",
    },
    {
      name: "rounded",
      run: (readings: DataFrame) =>
        readings
          .groupBy(window("event_time", "10 seconds", "5 seconds"))
          .agg(round(avg("z"), 2).as("mean_z"))
          .select(...flat),
      when: ({ difference, rows }) =>
        rows.got === rows.expected &&
        Math.abs(Number(difference?.got?.[2]) - Number(difference?.expected?.[2])) < 0.006,
      says: "The means are right but for their last digits: you have rounded them. Round what is shown, not what is kept.",
    },
    {
      name: "missing values as zero",
      run: (readings: DataFrame) =>
        readings
          .groupBy(window("event_time", "10 seconds", "5 seconds"))
          .agg(expr("sum(z) / count(*)").as("mean_z"))
          .select(...flat),
      when: ({ difference }) => Number(difference?.got?.[2]) < Number(difference?.expected?.[2]),
      says: "The windows are right and the mean is too low: a `z` that is missing was counted as 0. `avg` leaves it out.",
    },
    {
      name: "the sum",
      run: (readings: DataFrame) =>
        readings
          .groupBy(window("event_time", "10 seconds", "5 seconds"))
          .agg(sum("z").as("mean_z"))
          .select(...flat),
      when: ({ difference }) => Number(difference?.got?.[2]) > 3,
      says: "`mean_z` is larger than any `z`: this looks like a sum. `avg` divides it by the number of values.",
    },
    {
      name: "by arrival",
      run: (readings: DataFrame) =>
        readings
          .groupBy(window("arrival_time", "10 seconds", "5 seconds"))
          .agg(mean)
          .select(...flat),
      when: (result) => result.difference !== null,
      says: "The windows have the right length, but not the right readings: ask `event_time`, not `arrival_time`.",
    },
  ],
  trial: tableTrial<TimedReading>({
    schema: TIMED,
    mode: "complete",
    columns: ["start", "end", "mean_z"],
    forms: { mean_z: nearly },
    key: ["start"],
    streams: () => streamsOf(timedReadings),
    expected: (readings) => {
      const placed = readings.flatMap(({ event_time, z }) =>
        windowsOf(event_time, 10, 5).map((own) => ({ ...own, z })),
      );
      return groupsOf(placed, ({ start }) => [start.toISOString()]).map(({ rows }) => ({
        start: rows[0]!.start,
        end: rows[0]!.end,
        mean_z: meanOf(rows.map(({ z }) => z)),
      }));
    },
  }),
};
