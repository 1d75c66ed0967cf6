import type { StreamSession } from "../../session/session.js";
import type { Exercise } from "../contract.js";
import { questionTrial } from "../trial/question-trial.js";
import { streamsOf } from "../trial/streams.js";
import { watchRecords, type WatchRecord } from "../watch-records.js";
import { READING } from "./readings.js";

const NULLS = "Device IS NULL AND Index IS NULL AND Model IS NULL AND User IS NULL AND gt IS NULL";

export const countErrors: Exercise = {
  id: "02.3",
  title: "Count the errors",
  task: "The memory table `iot_data` holds parsed records. Write a function that counts them by whether they are errors (`Device`, `Index`, `Model`, `User` and `gt` all null): a table with the columns `error` (true or false) and `n`, a row for each of the two that occurs.",
  stub: 'const errorCount = (session: StreamSession) => session.table("iot_data"); // your code here',
  untouched: (session: StreamSession) => session.table("iot_data"),
  hints: [
    "`SELECT …, count(*) AS n FROM iot_data GROUP BY …` counts rows by groups. The group here is computed: `CASE WHEN … THEN TRUE ELSE FALSE END`.",
    "Null is asked for with `IS NULL`, never with `= NULL`. `GROUP BY error` works when `error` is the name of a column of the SELECT.",
  ],
  solutions: [
    `const errorCount = (session: StreamSession) =>
  session.sql(\`
    SELECT
      CASE WHEN Device IS NULL AND Index IS NULL AND Model IS NULL AND User IS NULL AND gt IS NULL
           THEN TRUE ELSE FALSE END AS error,
      count(*) AS n
    FROM iot_data
    GROUP BY error\`);`,
    `const errorCount = (session: StreamSession) =>
  session
    .table("iot_data")
    .withColumn("error", expr("coalesce(Device, Model, User, gt) IS NULL AND Index IS NULL"))
    .groupBy("error")
    .agg(count("*").as("n"));`,
  ],
  wrongAnswers: [
    {
      name: "= NULL",
      run: (session: StreamSession) =>
        session.sql(
          "SELECT CASE WHEN Device = NULL AND gt = NULL THEN TRUE ELSE FALSE END AS error, count(*) AS n FROM iot_data GROUP BY error",
        ),
      when: ({ difference, rows }) => rows.got === 1 && difference?.missing === 2,
      says: "Everything falls into one group: `= NULL` is never true, not even for null. Ask with `IS NULL`.",
    },
    {
      name: "the errors alone",
      run: (session: StreamSession) =>
        session.sql(`SELECT TRUE AS error, count(*) AS n FROM iot_data WHERE ${NULLS} GROUP BY error`),
      when: ({ difference, rows }) => rows.got === 1 && difference?.missing === 1,
      says: "One of the two groups is missing: `WHERE` drops the rows that should be counted in the other. Let `GROUP BY` separate them.",
    },
    {
      name: "count of a column",
      run: (session: StreamSession) =>
        session.sql(`SELECT ${NULLS} AS error, count(Device) AS n FROM iot_data GROUP BY error`),
      when: ({ difference }) => Number(difference?.got?.[1]) === 0,
      says: "A group has the count 0: `count(Device)` counts the rows in which `Device` is not null. `count(*)` counts them all.",
    },
    {
      name: "0 and 1",
      run: (session: StreamSession) =>
        session.sql(
          `SELECT CASE WHEN ${NULLS} THEN 1 ELSE 0 END AS error, count(*) AS n FROM iot_data GROUP BY error`,
        ),
      when: ({ columns }) => columns["error"] === "int",
      says: "`error` is a number: the task asks for true and false, `THEN TRUE ELSE FALSE`.",
    },
    {
      name: "not grouped",
      run: (session: StreamSession) => session.sql(`SELECT ${NULLS} AS error, 1 AS n FROM iot_data`),
      when: ({ rows }) => rows.got > 2,
      says: "There is a row for each record: `count(*)` with `GROUP BY` makes one of each group.",
    },
    {
      name: "one column stands for all",
      run: (session: StreamSession) =>
        session.sql("SELECT Device IS NULL AS error, count(*) AS n FROM iot_data GROUP BY error"),
      when: ({ difference, columns }) => difference !== null && columns["error"] === "boolean",
      says: "The numbers are not right: a record is an error when all five are null. One that lacks its `Device` or its `gt` alone is none.",
    },
  ],
  trial: questionTrial<WatchRecord>({
    tableName: "iot_data",
    schema: READING,
    columns: ["error", "n"],
    types: { error: ["boolean"] },
    key: ["error"],
    streams: () =>
      streamsOf((random, count) => watchRecords(random, count, 0.3).map((each, i) => incomplete(each, i))),
    expected: (records) => {
      const errors = records.filter(({ Model }) => Model === null).length;
      const groups = [
        { error: true, n: errors },
        { error: false, n: records.length - errors },
      ];
      return groups.filter(({ n }) => n > 0);
    },
  }),
};

/** Some records lack one value: that makes no error of them. */
function incomplete(record: WatchRecord, i: number): WatchRecord {
  if (record.Model === null || i % 4 !== 0) return record;
  return i % 8 === 0 ? { ...record, Device: null } : { ...record, gt: null };
}
