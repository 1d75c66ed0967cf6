import type { DataFrame } from "../../dataframe/dataframe.js";
import { expr, lit } from "../../dataframe/functions/index.js";
import { t } from "../../types/t.js";
import type { Exercise } from "../contract.js";
import { LAB_START } from "../trial/lab.js";
import type { SeededRandom } from "../trial/random.js";
import { streamsOf } from "../trial/streams.js";
import { tableTrial } from "../trial/table-trial.js";

interface Arrival {
  readonly value: string;
  readonly arrived: Date;
}

const YEAR = 365 * 86_400;
const number = (value: unknown): number => Number(value);

export const waited: Exercise = {
  id: "13.5",
  title: "How long has it waited?",
  task: "`lines` has the columns `value` and `arrived`, the moment at which a line came in (a `timestamp`). Write a function that gives `value` and `waited`: how many seconds the line had waited when its batch began, with their fraction (1.5 is one and a half). Nothing else is kept.",
  stub: "const withWait = (lines: DataFrame) => lines; // your code here",
  untouched: (lines: DataFrame) => lines,
  hints: [
    "When a batch begins is the same for all of its rows, and SQL has a name for it: `current_timestamp()`, or `currentTimestamp()` in TypeScript.",
    "A timestamp cast to `double` is seconds since 1970, with their fraction: subtract the two.",
  ],
  solutions: [
    `const withWait = (lines: DataFrame) =>
  lines.selectExpr(
    "value",
    "cast(current_timestamp() AS double) - cast(arrived AS double) AS waited",
  );`,
    `const withWait = (lines: DataFrame) => {
  const millis = expr("unix_millis(current_timestamp()) - unix_millis(arrived)");
  return lines.select("value", millis.divide(1000).as("waited"));
};`,
    `const withWait = (lines: DataFrame) => {
  const seconds = (moment: Column) => moment.cast("double");
  const waited = seconds(currentTimestamp()).minus(seconds(col("arrived")));
  return lines.withColumn("waited", waited).drop("arrived");
};`,
  ],
  wrongAnswers: [
    {
      name: "the clock of the program",
      run: (lines: DataFrame) =>
        lines.select(
          "value",
          lit(Date.now() / 1000)
            .minus(expr("cast(arrived AS double)"))
            .as("waited"),
        ),
      when: ({ difference }) => number(difference?.got?.[1]) > YEAR,
      says: "`Date.now()` is asked once, when your function is called, and is the same for every batch from then on. The time of a batch is a column: `currentTimestamp()`.",
    },
    {
      name: "the other way round",
      run: (lines: DataFrame) =>
        lines.selectExpr("value", "cast(arrived AS double) - cast(current_timestamp() AS double) AS waited"),
      when: ({ difference }) => number(difference?.got?.[1]) < 0,
      says: "The times are negative: a line arrives before its batch begins. The later moment comes first.",
    },
    {
      name: "an interval",
      run: (lines: DataFrame) => lines.selectExpr("value", "current_timestamp() - arrived AS waited"),
      when: ({ columns }) => (columns["waited"] ?? "").startsWith("interval"),
      says: "The difference of two timestamps is an interval, not a number. Cast both to `double` first, which makes seconds of them.",
    },
    {
      name: "whole seconds",
      run: (lines: DataFrame) =>
        lines.selectExpr("value", "unix_timestamp(current_timestamp()) - unix_timestamp(arrived) AS waited"),
      when: ({ difference }) =>
        Number.isInteger(number(difference?.got?.[1])) &&
        Math.abs(number(difference?.got?.[1]) - number(difference?.expected?.[1])) <= 1,
      says: "The fraction is lost: `unix_timestamp` and `timestampdiff(SECOND, …)` give whole seconds. A cast to `double` keeps the rest.",
    },
    {
      name: "milliseconds",
      run: (lines: DataFrame) =>
        lines.selectExpr("value", "unix_millis(current_timestamp()) - unix_millis(arrived) AS waited"),
      when: ({ difference }) =>
        number(difference?.got?.[1]) > 100 * Math.max(1, number(difference?.expected?.[1])),
      says: "A thousand times too much: these are milliseconds, and the task asks for seconds.",
    },
    {
      name: "the moment kept",
      run: (lines: DataFrame) =>
        lines.withColumn("waited", expr("cast(current_timestamp() AS double) - cast(arrived AS double)")),
      when: ({ columns }) => "arrived" in columns && "waited" in columns,
      says: "`arrived` is a column too many: the answer has `value` and `waited`.",
    },
  ],
  afterwards:
    "In a batch that is run again after a crash, `current_timestamp()` is what it was the first time: it is written down with the offsets.",
  trial: tableTrial<Arrival>({
    schema: t.struct({ value: t.string(), arrived: t.timestamp() }),
    columns: ["value", "waited"],
    forms: { waited: (value) => number(value).toFixed(3) },
    key: ["value"],
    streams: () => streamsOf(arrivals),
    expected: (lines) =>
      lines.map(({ value, arrived }) => ({
        value,
        waited: (Date.parse(LAB_START) - arrived.getTime()) / 1000,
      })),
  }),
};

/** Lines that came up to half a minute before the batch, none at a whole second. */
function arrivals(random: SeededRandom, count: number): Arrival[] {
  const start = Date.parse(LAB_START);
  return Array.from({ length: count }, (_, i) => ({
    value: `line ${i}`,
    arrived: new Date(start - 1000 * (2 + random.below(28)) - 100 * (2 + random.below(7)) - 7),
  }));
}
