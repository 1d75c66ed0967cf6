import type { DataFrame } from "../../dataframe/dataframe.js";
import { count, expr } from "../../dataframe/functions/index.js";
import type { Exercise } from "../contract.js";
import { READING } from "../lesson-02/readings.js";
import { groupsOf } from "../trial/groups.js";
import { isPlainInComplete } from "../trial/refusals.js";
import { streamsOf } from "../trial/streams.js";
import { tableTrial } from "../trial/table-trial.js";
import { watchRecords, type WatchRecord } from "../watch-records.js";

const n = count("*").as("n");

export const totalOrMissing: Exercise = {
  id: "04.5",
  title: "A total, or a missing value?",
  task: "In some records of `iot` the activity is missing: `gt` is null. Write a function that counts the records of each activity, those without one, and all together: `gt`, `is_total` and `n`, where `is_total` is true in the row for all and false in every other. The check runs it in complete mode.",
  stub: "const withTotal = (iot: DataFrame) => iot; // your code here",
  untouched: (iot: DataFrame) => iot,
  hints: [
    'After `cube("gt")` two rows have null as their `gt`, for two reasons. One function knows the reason: it tells whether a column was left out of the row\'s grouping.',
    '`grouping(gt)` is 1 where `gt` was left out, else 0. It stands among the results: `cube("gt").agg(expr("grouping(gt) = 1").as("is_total"), …)`.',
  ],
  solutions: [
    `const withTotal = (iot: DataFrame) =>
  iot.cube("gt").agg(expr("grouping(gt) = 1").as("is_total"), count("*").as("n"));`,
    `const withTotal = (iot: DataFrame) =>
  iot
    .rollup("gt")
    .agg(expr("grouping_id()").as("level"), count("*").as("n"))
    .select("gt", expr("level > 0").as("is_total"), "n");`,
  ],
  wrongAnswers: [
    {
      name: "gt is null",
      run: (iot: DataFrame) => iot.cube("gt").agg(n).withColumn("is_total", expr("gt IS NULL")),
      when: ({ difference }) => difference?.missing === 1 && difference.got?.[1] === true,
      says: "Two rows call themselves the total. One of them counts the records whose `gt` is missing: null says that there is no value, not why. `grouping(gt)` knows why.",
    },
    {
      name: "groupBy",
      run: (iot: DataFrame) => iot.groupBy("gt").agg(n).withColumn("is_total", expr("false")),
      when: ({ difference }) => difference?.extra === 0 && difference.expected?.[1] === true,
      says: "The row for all is missing: `groupBy` makes a group for each value and no total. `cube` and `rollup` do.",
    },
    {
      name: "missing values dropped",
      run: (iot: DataFrame) =>
        iot.where("gt IS NOT NULL").cube("gt").agg(n).withColumn("is_total", expr("gt IS NULL")),
      when: ({ difference }) => Number(difference?.got?.[2]) < Number(difference?.expected?.[2]),
      says: "The total is too low, for records were dropped: those without an activity are to be counted, alone and in the total.",
    },
    {
      name: "0 and 1",
      run: (iot: DataFrame) => iot.cube("gt").agg(expr("grouping(gt)").as("is_total"), n),
      when: ({ columns }) => ["tinyint", "int", "bigint"].includes(columns["is_total"] ?? ""),
      says: "`is_total` is a number: `grouping(gt)` gives 0 or 1. Compare it, `grouping(gt) = 1`, and it is true or false.",
    },
    {
      name: "the missing ones renamed",
      run: (iot: DataFrame) =>
        iot
          .withColumn("gt", expr("coalesce(gt, 'none')"))
          .cube("gt")
          .agg(n)
          .withColumn("is_total", expr("gt IS NULL")),
      when: ({ difference }) => difference?.got?.[0] === "none",
      says: "That is a way to tell them apart, but a missing activity should stay null: a value that you make up may be there one day.",
    },
    {
      name: "not grouped",
      run: (iot: DataFrame) => iot.selectExpr("gt", "gt IS NULL AS is_total"),
      when: isPlainInComplete,
      says: "There is still a row for each record: nothing is counted.",
    },
  ],
  trial: tableTrial<WatchRecord>({
    schema: READING,
    mode: "complete",
    columns: ["gt", "is_total", "n"],
    types: { is_total: ["boolean"] },
    streams: () =>
      streamsOf((random, length) =>
        watchRecords(random, length, 0).map((each, i) => (i % 6 === 0 ? { ...each, gt: null } : each)),
      ),
    expected: (records) => [
      ...(records.length > 0 ? [{ gt: null, is_total: true, n: records.length }] : []),
      ...groupsOf(records, ({ gt }) => [gt]).map(({ key: [gt], rows }) => ({
        gt,
        is_total: false,
        n: rows.length,
      })),
    ],
  }),
};
