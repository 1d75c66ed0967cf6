import type { DataFrame } from "../../dataframe/dataframe.js";
import { col, count } from "../../dataframe/functions/index.js";
import type { Exercise } from "../contract.js";
import { READING } from "../lesson-02/readings.js";
import { memoryTrial } from "../trial/memory-trial.js";
import { streamsOf } from "../trial/streams.js";
import { watchRecords, type WatchRecord } from "../watch-records.js";
import { groupsOf } from "../trial/groups.js";
import { isAggregateInAppend, isSortIn } from "../trial/refusals.js";

const counts = (iot: DataFrame) => iot.groupBy("gt").agg(count("*").as("n"));
const start = (df: DataFrame, mode: "append" | "update" | "complete") =>
  df.writeStream.format("memory").queryName("ranking").outputMode(mode).start();

export const ranking: Exercise = {
  id: "03.4",
  title: "The most frequent first",
  task: "Write a function that starts a query and gives it back. Its memory table, `ranking`, always holds the activities with `n`, the number of their readings: the most frequent first, and those with equally many in the order of their names.",
  stub: "const startRanking = async (iot: DataFrame) => iot; // your code here",
  untouched: async (iot: DataFrame) => iot,
  hints: [
    'A stream cannot be sorted, for its last row never comes. But in complete mode the whole result of a count is there in every batch, and that can be: `orderBy` after `groupBy("gt").agg(…)`.',
    '`orderBy` takes several columns; `col("n").desc()` sorts downwards.',
  ],
  solutions: [
    `const startRanking = async (iot: DataFrame) =>
  iot
    .groupBy("gt")
    .agg(count("*").as("n"))
    .orderBy(col("n").desc(), "gt")
    .writeStream.format("memory")
    .queryName("ranking")
    .outputMode("complete")
    .start();`,
    `const startRanking = (iot: DataFrame) => {
  const counts = iot.groupBy("gt").count().withColumnRenamed("count", "n");
  return counts
    .sort(expr("-n"), asc("gt"))
    .writeStream.queryName("ranking")
    .outputMode("complete")
    .format("memory")
    .start();
};`,
  ],
  wrongAnswers: [
    {
      name: "in update mode",
      run: (iot: DataFrame) => start(counts(iot).orderBy(col("n").desc(), "gt"), "update"),
      when: (result) => isSortIn("update", result),
      says: "The query is refused: in update mode a batch has the changed rows alone, and some rows in order are no ranking. Only complete has them all.",
    },
    {
      name: "no output mode",
      run: (iot: DataFrame) => counts(iot).writeStream.format("memory").queryName("ranking").start(),
      when: isAggregateInAppend,
      says: "The query is refused: it counts, and runs in append mode, which is the mode when none is said. These counts are never final; which mode shows them all?",
    },
    {
      name: "sorted before the count",
      run: (iot: DataFrame) => start(counts(iot.orderBy("gt")), "complete"),
      when: (result) => isSortIn("complete", result) || isSortIn("append", result),
      says: "The query is refused: `orderBy` stands before the count, where rows keep coming for ever. Sort what the count gives.",
    },
    {
      name: "upwards",
      run: (iot: DataFrame) => start(counts(iot).orderBy("n", "gt"), "complete"),
      when: ({ difference }) =>
        isOrderOnly(difference) && Number(difference?.got?.[1]) < Number(difference?.expected?.[1]),
      says: 'The rows are right and their order is not: the first is not the most frequent. `orderBy("n")` sorts upwards, `col("n").desc()` downwards.',
    },
    {
      name: "ties in any order",
      run: (iot: DataFrame) => start(counts(iot).orderBy(col("n").desc(), col("gt").desc()), "complete"),
      when: ({ difference }) =>
        isOrderOnly(difference) && Number(difference?.got?.[1]) === Number(difference?.expected?.[1]),
      says: "Two activities with equally many readings are in the wrong order: give `orderBy` the name as its second column.",
    },
    {
      name: "another name of the column",
      run: (iot: DataFrame) => start(iot.groupBy("gt").count().orderBy("gt"), "complete"),
      when: ({ columns }) => "count" in columns,
      says: 'The number is called `count`, and should be `n`: `agg(count("*").as("n"))` names it.',
    },
  ],
  trial: memoryTrial<WatchRecord>({
    tableName: "ranking",
    schema: READING,
    columns: ["gt", "n"],
    ordered: true,
    streams: () => streamsOf((random, count) => watchRecords(random, count, 0)),
    expected: (records) =>
      groupsOf(records, ({ gt }) => [gt])
        .map(({ key: [gt], rows }) => ({ gt, n: rows.length }))
        .sort((a, b) => b.n - a.n || (String(a.gt) < String(b.gt) ? -1 : 1)),
  }),
};

function isOrderOnly(difference: { missing: number; extra: number } | null | undefined): boolean {
  return difference?.missing === 0 && difference.extra === 0;
}
