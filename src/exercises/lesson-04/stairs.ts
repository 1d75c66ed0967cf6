import type { DataFrame } from "../../dataframe/dataframe.js";
import { count } from "../../dataframe/functions/index.js";
import type { Exercise } from "../contract.js";
import { READING } from "../lesson-02/readings.js";
import { streamsOf } from "../trial/streams.js";
import { tableTrial } from "../trial/table-trial.js";
import { watchRecords, type WatchRecord } from "../watch-records.js";
import { groupsOf } from "../trial/groups.js";
import { isPlainInComplete } from "../trial/refusals.js";

export const stairs: Exercise = {
  id: "04.3",
  title: "Who climbs stairs?",
  task: "Write a function that counts the readings on stairs (`gt` contains `stairs`) of each user: `User` and `n`, and only users with at least two of them. The check runs it in complete mode.",
  stub: "const climbers = (iot: DataFrame) => iot; // your code here",
  untouched: (iot: DataFrame) => iot,
  hints: [
    "There are two conditions. One is about a reading, and stands before the groups are made; the other is about a group, and stands after them (in SQL: `WHERE` and `HAVING`).",
    '`iot.where("gt LIKE …").groupBy("User").agg(count("*").as("n"))`, and what `agg` gives is a table: `where` works on it too.',
  ],
  solutions: [
    `const climbers = (iot: DataFrame) =>
  iot
    .where("gt LIKE '%stairs%'")
    .groupBy("User")
    .agg(count("*").as("n"))
    .where("n >= 2");`,
    `const climbers = (iot: DataFrame) =>
  iot
    .groupBy("User")
    .agg(countIf(col("gt").contains("stairs")).as("n"))
    .filter(col("n").geq(2));`,
  ],
  wrongAnswers: [
    {
      name: "like without %",
      run: (iot: DataFrame) =>
        iot.where("gt LIKE 'stairs'").groupBy("User").agg(count("*").as("n")).where("n >= 2"),
      when: ({ rows, difference }) => difference !== null && rows.got === 0,
      says: "No reading fits: no activity is called `stairs`. In a `LIKE` pattern `%` stands for any text: `'%stairs%'`.",
    },
    {
      name: "users with one reading",
      run: (iot: DataFrame) => iot.where("gt LIKE '%stairs%'").groupBy("User").agg(count("*").as("n")),
      when: ({ difference }) =>
        difference !== null && difference.missing === 0 && Number(difference.got?.[1]) < 2,
      says: "Users are there with one reading or none on stairs: the second condition is missing. It is about `n`, which exists only after `agg`.",
    },
    {
      name: "every reading counted",
      run: (iot: DataFrame) => iot.groupBy("User").agg(count("*").as("n")).where("n >= 2"),
      when: ({ difference }) => Number(difference?.got?.[1]) > Number(difference?.expected?.[1]),
      says: "The numbers are too high: readings are counted that are not on stairs. The condition on `gt` stands before `groupBy`.",
    },
    {
      name: "only one way",
      run: (iot: DataFrame) =>
        iot.where("gt = 'stairsup'").groupBy("User").agg(count("*").as("n")).where("n >= 2"),
      when: ({ difference }) => difference !== null && difference.missing > 0,
      says: "Numbers are too low, or users are missing: stairs lead down as well (`stairsup`, `stairsdown`), and two readings are enough.",
    },
    {
      name: "n before the groups",
      run: (iot: DataFrame) =>
        iot.where("gt LIKE '%stairs%' AND n >= 2").groupBy("User").agg(count("*").as("n")),
      when: ({ error }) =>
        error?.message.includes("UNRESOLVED_COLUMN") === true && error.message.includes("name `n`"),
      says: "There is no `n` yet: it is made by `agg`. What is asked of it stands in a second `where`, behind the groups.",
    },
    {
      name: "gt after the groups",
      run: (iot: DataFrame) =>
        iot.groupBy("User").agg(count("*").as("n")).where("gt LIKE '%stairs%' AND n >= 2"),
      when: ({ error }) =>
        error?.message.includes("UNRESOLVED_COLUMN") === true && error.message.includes("name `gt`"),
      says: 'After `groupBy("User").agg(…)` there is a row for each user, and no `gt` any more: which of their many should it be? Ask for it before the groups are made.',
    },
    {
      name: "grouped by activity too",
      run: (iot: DataFrame) =>
        iot.where("gt LIKE '%stairs%'").groupBy("User", "gt").agg(count("*").as("n")).where("n >= 2"),
      when: ({ columns }) => "n" in columns && "gt" in columns,
      says: "There is a row for each user and activity: up and down are counted apart, and each must reach two. Group by `User` alone.",
    },
    {
      name: "not grouped",
      run: (iot: DataFrame) => iot.where("gt LIKE '%stairs%'").select("User", "gt"),
      when: isPlainInComplete,
      says: "These are the readings on stairs, one row each. They are not counted yet.",
    },
  ],
  trial: tableTrial<WatchRecord>({
    schema: READING,
    mode: "complete",
    columns: ["User", "n"],
    key: ["User"],
    streams: () => streamsOf((random, count) => fewUsers(watchRecords(random, count, 0))),
    expected: (records) =>
      groupsOf(
        records.filter(({ gt }) => gt?.includes("stairs")),
        ({ User }) => [User],
      ).flatMap(({ key: [User], rows }) => (rows.length >= 2 ? [{ User, n: rows.length }] : [])),
  }),
};

/** Six people rather than twenty-six, so that some climb often. */
function fewUsers(records: readonly WatchRecord[]): WatchRecord[] {
  return records.map((record) => ({
    ...record,
    User: String.fromCharCode(97 + (record.User!.charCodeAt(0) % 6)),
  }));
}
