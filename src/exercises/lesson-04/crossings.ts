import type { DataFrame } from "../../dataframe/dataframe.js";
import { avg, count } from "../../dataframe/functions/index.js";
import type { Exercise } from "../contract.js";
import { READING } from "../lesson-02/readings.js";
import { groupsOf, meanOf, nearly } from "../trial/groups.js";
import type { SeededRandom } from "../trial/random.js";
import { isPlainInComplete } from "../trial/refusals.js";
import { streamsOf } from "../trial/streams.js";
import { tableTrial } from "../trial/table-trial.js";
import { watchRecords, type WatchRecord } from "../watch-records.js";

const MODELS = ["nexus4", "s3", "gear"];
const results = [count("*").as("n"), avg("z").as("mean_z")];

export const crossings: Exercise = {
  id: "04.4",
  title: "Every crossing",
  task: "`iot` has its ten columns, no errors, and several models. Write a function that gives `n` (how many readings) and `mean_z` (the mean of `z`) for each pair of activity and model, for each activity alone, for each model alone, and for everything: `gt`, `Model`, `n`, `mean_z`, with null where a column was left out. The check runs it in complete mode.",
  stub: "const crossed = (iot: DataFrame) => iot; // your code here",
  untouched: (iot: DataFrame) => iot,
  hints: [
    '`groupBy("gt", "Model")` makes the pairs alone. Two other words stand in its place and make totals as well: one of them some, the other one all.',
    '`cube("gt", "Model")`, and then `agg(…)` as after `groupBy`.',
  ],
  solutions: [
    `const crossed = (iot: DataFrame) =>
  iot.cube("gt", "Model").agg(count("*").as("n"), avg("z").as("mean_z"));`,
    `const crossed = (iot: DataFrame) =>
  iot
    .cube(col("Model"), col("gt"))
    .agg(sum("z").as("total"), count("z").as("n"))
    .select("gt", "Model", "n", expr("total / n").as("mean_z"));`,
  ],
  wrongAnswers: [
    {
      name: "groupBy",
      run: (iot: DataFrame) => iot.groupBy("gt", "Model").agg(results[0]!, results[1]!),
      when: ({ difference }) => difference?.extra === 0 && isTotal(difference.expected),
      says: "The pairs are there and their totals are not, nor is the row for everything: `groupBy` makes one kind of group only.",
    },
    {
      name: "rollup",
      run: (iot: DataFrame) => iot.rollup("gt", "Model").agg(results[0]!, results[1]!),
      when: ({ difference }) => difference?.extra === 0 && difference.missing > 0,
      says: "One kind of totals is missing: `rollup` leaves columns out from the right only, as from day to month to year. `cube` leaves out each of them.",
    },
    {
      name: "one column",
      run: (iot: DataFrame) => iot.cube("gt").agg(results[0]!, results[1]!),
      when: ({ columns }) => "n" in columns && !("Model" in columns),
      says: "There are no models: `cube` crosses the columns that it names, and here it names one.",
    },
    {
      name: "avg of every number",
      run: (iot: DataFrame) => iot.select("gt", "Model", "z").cube("gt", "Model").avg(),
      when: ({ columns }) => "avg(z)" in columns,
      says: "The crossings are right. But `avg()` makes the means alone, under names of its own: `agg(…)` computes several things and lets you name them.",
    },
    {
      name: "null replaced by a text",
      run: (iot: DataFrame) =>
        iot
          .cube("gt", "Model")
          .agg(results[0]!, results[1]!)
          .selectExpr("coalesce(gt, 'all') AS gt", "coalesce(Model, 'all') AS Model", "n", "mean_z"),
      when: ({ difference }) => difference !== null && difference.missing === difference.extra,
      says: "The numbers are right, and a column that was left out should be null: yours is a text there.",
    },
    {
      name: "not grouped",
      run: (iot: DataFrame) => iot.select("gt", "Model", "z"),
      when: isPlainInComplete,
      says: "There is still a row for each reading: nothing is computed of several of them.",
    },
  ],
  trial: tableTrial<WatchRecord>({
    schema: READING,
    mode: "complete",
    columns: ["gt", "Model", "n", "mean_z"],
    forms: { mean_z: nearly },
    key: ["gt", "Model"],
    streams: () => streamsOf(severalModels),
    // Totals first: the first row that is missing then tells which kind of them is.
    expected: (records) =>
      [() => [null, null], gtOf, modelOf, pairOf].flatMap((keyOf) =>
        groupsOf(records, keyOf).map(({ key: [gt, Model], rows }) => ({
          gt,
          Model,
          n: rows.length,
          mean_z: meanOf(rows.map(({ z }) => z)),
        })),
      ),
  }),
};

const gtOf = ({ gt }: WatchRecord) => [gt, null];
const modelOf = ({ Model }: WatchRecord) => [null, Model];
const pairOf = ({ gt, Model }: WatchRecord) => [gt, Model];

const isTotal = (row: readonly unknown[] | null): boolean =>
  row !== null && row[0] === null && row[1] === null;

function severalModels(random: SeededRandom, count: number): WatchRecord[] {
  return watchRecords(random, count, 0).map((each) => ({ ...each, Model: random.pick(MODELS) }));
}
