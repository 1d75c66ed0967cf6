import type { DataFrame } from "../../dataframe/dataframe.js";
import type { Exercise } from "../contract.js";
import { READING } from "../lesson-02/readings.js";
import { memoryTrial } from "../trial/memory-trial.js";
import { streamsOf } from "../trial/streams.js";
import { watchRecords, type WatchRecord } from "../watch-records.js";
import { groupsOf } from "../trial/groups.js";
import { isAggregateInAppend, isPlainInComplete } from "../trial/refusals.js";

const counted = (iot: DataFrame) => iot.groupBy("gt").count().writeStream.format("memory");

export const activityCounts: Exercise = {
  id: "03.3",
  title: "A table that is always right",
  task: "Write a function that starts a query and gives it back. After every batch its memory table, `activities`, holds exactly one row for each activity that has occurred: `gt`, and `count`, the number of its readings so far. (`iot` has its ten columns, and no errors.)",
  stub: "const startCounts = async (iot: DataFrame) => iot; // your code here",
  untouched: async (iot: DataFrame) => iot,
  hints: [
    'Describe the counts first: `iot.groupBy("gt").count()`. Then `writeStream`, with a format, a name, and an output mode.',
    "Which of the three modes writes the whole result every time, so that the table holds that and nothing else?",
    '`.writeStream.format("memory").queryName("activities").outputMode("complete").start()`',
  ],
  solutions: [
    `const startCounts = async (iot: DataFrame) =>
  iot
    .groupBy("gt")
    .count()
    .writeStream.format("memory")
    .queryName("activities")
    .outputMode("complete")
    .start();`,
    `const startCounts = (iot: DataFrame) => {
  const counts = iot.groupBy(col("gt")).agg(count("*").as("count"));
  return counts.writeStream.outputMode("complete").queryName("activities").format("memory").start();
};`,
  ],
  wrongAnswers: [
    {
      name: "no output mode",
      run: (iot: DataFrame) => counted(iot).queryName("activities").start(),
      when: isAggregateInAppend,
      says: "The query is refused: who says no output mode gets append, and append would have to write each count once and for good. These counts are never final.",
    },
    {
      name: "complete without groups",
      run: (iot: DataFrame) =>
        iot.writeStream.format("memory").queryName("activities").outputMode("complete").start(),
      when: isPlainInComplete,
      says: "The query is refused: complete writes the whole result of a count, and nothing is counted here. Group the readings first.",
    },
    {
      name: "another name",
      run: (iot: DataFrame) => counted(iot).queryName("counts").outputMode("complete").start(),
      when: ({ seen }) => seen["noTable"] === true,
      says: "There is no table `activities`: it takes the name that `queryName` gives the query, and lies in memory when the format is `memory`.",
    },
    {
      name: "update",
      run: (iot: DataFrame) => counted(iot).queryName("activities").outputMode("update").start(),
      when: ({ difference, stream }) =>
        difference !== null && difference.extra > 0 && !stream.includes("after batch 1"),
      says: "After the first batch the table is right; then an activity is there twice. A memory table in update mode is given the changed rows and keeps the old ones.",
    },
    {
      name: "the readings themselves",
      run: (iot: DataFrame) => iot.writeStream.format("memory").queryName("activities").start(),
      when: ({ columns }) => "Creation_Time" in columns,
      says: "The table holds the readings themselves: they are not counted yet.",
    },
    {
      name: "distinct rows counted",
      run: (iot: DataFrame) =>
        iot
          .groupBy("gt", "User")
          .count()
          .writeStream.format("memory")
          .queryName("activities")
          .outputMode("complete")
          .start(),
      when: ({ columns }) => "count" in columns && Object.keys(columns).length > 2,
      says: "There is a column too many, and a row for each pair of values: every column that `groupBy` names splits the groups further.",
    },
    {
      name: "availableNow",
      run: (iot: DataFrame) =>
        counted(iot).queryName("activities").outputMode("complete").trigger({ availableNow: true }).start(),
      when: ({ seen }) => seen["ended"] === true,
      says: "The query has ended by itself: with `availableNow` and `once` it takes what is there and stops. A table that is always right needs a query that goes on.",
    },
    {
      name: "not started",
      run: (iot: DataFrame) => counted(iot).queryName("activities").outputMode("complete"),
      when: ({ problem }) => problem?.includes("never started") ?? false,
      says: "The writer is described and not started: no reading flows before `.start()`.",
    },
  ],
  afterwards:
    "The check looked at the table after each batch. That is what complete is good for, and what it costs: every row is written every time.",
  trial: memoryTrial<WatchRecord>({
    tableName: "activities",
    schema: READING,
    columns: ["gt", "count"],
    key: ["gt"],
    streams: () => streamsOf((random, count) => watchRecords(random, count, 0)),
    expected: (records) =>
      groupsOf(records, ({ gt }) => [gt]).map(({ key: [gt], rows }) => ({ gt, count: rows.length })),
  }),
};
