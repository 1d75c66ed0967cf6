import type { DataFrame } from "../../dataframe/dataframe.js";
import { expr } from "../../dataframe/functions/index.js";
import type { Exercise } from "../contract.js";
import { READING } from "../lesson-02/readings.js";
import { streamsOf } from "../trial/streams.js";
import { tableTrial } from "../trial/table-trial.js";
import { watchRecords, type WatchRecord } from "../watch-records.js";
import { isPlainInComplete } from "../trial/refusals.js";

const NULLS = "Device IS NULL AND Index IS NULL AND Model IS NULL AND User IS NULL AND gt IS NULL";

/** An error lacks all of these; a good record may lack one. */
const FIELDS = ["gt", "User", "Device", "Model", "Index"] as const;

export const streamErrors: Exercise = {
  id: "04.1",
  title: "Count the errors as they come",
  task: "`iot` is the parsed stream with its ten columns. Write a function that counts its records by whether they are errors (`Device`, `Index`, `Model`, `User` and `gt` all null): the columns `error` (true or false) and `count`. The check runs it in complete mode.",
  stub: "const errorCount = (iot: DataFrame) => iot; // your code here",
  untouched: (iot: DataFrame) => iot,
  hints: [
    "Two steps: a column `error` that is true or false in each row, and then a group for each of its values.",
    '`withColumn("error", expr("CASE WHEN … THEN TRUE ELSE FALSE END"))`, and `groupBy("error").count()`.',
  ],
  solutions: [
    `const errorCount = (iot: DataFrame) =>
  iot
    .withColumn(
      "error",
      expr(\`CASE WHEN Device IS NULL AND Index IS NULL AND Model IS NULL AND User IS NULL
                 AND gt IS NULL THEN TRUE ELSE FALSE END\`),
    )
    .groupBy("error")
    .count();`,
    `const errorCount = (iot: DataFrame) => {
  const known = coalesce("Device", "Model", "User", "gt").isNotNull().or(col("Index").isNotNull());
  return iot.groupBy(known.not().as("error")).agg(count("*").as("count"));
};`,
    `const errorCount = (iot: DataFrame) => {
  const empty = when(coalesce("Device", "Model", "User", "gt").isNotNull(), lit(false))
    .when(col("Index").isNotNull(), lit(false))
    .otherwise(lit(true));
  return iot.select(empty.as("error")).groupBy("error").count();
};`,
  ],
  wrongAnswers: [
    {
      name: "= NULL",
      run: (iot: DataFrame) =>
        iot
          .withColumn("error", expr("CASE WHEN Device = NULL AND gt = NULL THEN TRUE ELSE FALSE END"))
          .groupBy("error")
          .count(),
      when: ({ difference, rows }) => rows.got === 1 && difference?.missing === 2,
      says: "All records are in one group: `= NULL` is true for no value, not even for null. Ask with `IS NULL`.",
    },
    {
      name: "the errors alone",
      run: (iot: DataFrame) => iot.where(NULLS).withColumn("error", expr("TRUE")).groupBy("error").count(),
      when: ({ difference, rows }) => rows.got === 1 && difference?.missing === 1,
      says: "One of the two groups is missing: `where` has dropped the records that it should count.",
    },
    {
      name: "without ELSE",
      run: (iot: DataFrame) =>
        iot
          .withColumn("error", expr(`CASE WHEN ${NULLS} THEN TRUE END`))
          .groupBy("error")
          .count(),
      when: ({ difference }) => difference?.expected?.[0] === false || difference?.got?.[0] === null,
      says: "A group is called null: a `CASE` that fits nothing gives null. Say what else it is: `ELSE FALSE`.",
    },
    {
      name: "text",
      run: (iot: DataFrame) =>
        iot
          .withColumn("error", expr(`CASE WHEN ${NULLS} THEN 'TRUE' ELSE 'FALSE' END`))
          .groupBy("error")
          .count(),
      when: ({ columns }) => columns["error"] === "string",
      says: "`error` is a text. `TRUE` without quotes is a truth value, and can be used in a `where`.",
    },
    {
      name: "one error column of many",
      run: (iot: DataFrame) => iot.groupBy(expr("gt IS NULL").as("error")).count(),
      when: ({ difference }) => difference !== null && difference.missing === 2 && difference.extra === 2,
      says: "Both counts are off: some good records lack a single field, as an activity. An error is a record in which all five are null.",
    },
    {
      name: "not grouped",
      run: (iot: DataFrame) => iot.withColumn("error", expr(NULLS)),
      when: isPlainInComplete,
      says: "The rows are marked and not counted: complete mode needs a result that is computed of all of them, `groupBy(…).count()`.",
    },
  ],
  trial: tableTrial<WatchRecord>({
    schema: READING,
    mode: "complete",
    columns: ["error", "count"],
    types: { error: ["boolean"] },
    key: ["error"],
    streams: () =>
      streamsOf((random, count) =>
        watchRecords(random, count, 0.3).map((each, i) =>
          i % 5 === 0 ? { ...each, [FIELDS[(i / 5) % FIELDS.length]!]: null } : each,
        ),
      ),
    expected: (records) => {
      const errors = records.filter((each) => FIELDS.every((name) => each[name] === null)).length;
      const groups = [
        { error: true, count: errors },
        { error: false, count: records.length - errors },
      ];
      return groups.filter(({ count }) => count > 0);
    },
  }),
};
