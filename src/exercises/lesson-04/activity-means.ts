import type { DataFrame } from "../../dataframe/dataframe.js";
import { avg, count, expr, max, sum } from "../../dataframe/functions/index.js";
import type { Exercise } from "../contract.js";
import { READING } from "../lesson-02/readings.js";
import { streamsOf } from "../trial/streams.js";
import { tableTrial } from "../trial/table-trial.js";
import { watchRecords, type WatchRecord } from "../watch-records.js";
import { groupsOf, meanOf, nearly } from "../trial/groups.js";
import { isPlainInComplete } from "../trial/refusals.js";

export const activityMeans: Exercise = {
  id: "04.2",
  title: "How many, and how strongly",
  task: "`iot` has its ten columns, and of some records `z` is missing. Write a function that gives a row for each activity: `gt`, `n` (how many records there are of it, with or without `z`) and `mean_z` (the mean of `z`). The check runs it in complete mode.",
  stub: "const perActivity = (iot: DataFrame) => iot; // your code here",
  untouched: (iot: DataFrame) => iot,
  hints: [
    '`count()` after `groupBy` gives the count and nothing else. Several results of one group are for `agg(…)`: `agg(max("x").as("largest"), …)`.',
    '`count("*")` counts rows, `count("z")` those in which `z` is not null. `avg("z")` passes over nulls by itself.',
  ],
  solutions: [
    `const perActivity = (iot: DataFrame) =>
  iot.groupBy("gt").agg(count("*").as("n"), avg("z").as("mean_z"));`,
    `const perActivity = (iot: DataFrame) =>
  iot
    .groupBy("gt")
    .agg(count("*").as("n"), count("z").as("known"), sum("z").as("total"))
    .select("gt", "n", expr("CASE WHEN known > 0 THEN total / known END").as("mean_z"));`,
  ],
  wrongAnswers: [
    {
      name: "names not given",
      run: (iot: DataFrame) => iot.groupBy("gt").agg(count("*"), avg("z")),
      when: ({ columns }) => "avg(z)" in columns,
      says: 'A result is named after its function, `avg(z)`, until you name it: `.as("mean_z")`.',
    },
    {
      name: "rows without z dropped",
      run: (iot: DataFrame) =>
        iot.na.drop("any").groupBy("gt").agg(count("*").as("n"), avg("z").as("mean_z")),
      when: ({ difference }) => isOff(difference, "n only"),
      says: 'The means are right, and `n` is too low: records without `z` count as well. `count("z")` passes over them, and so does whoever drops them first; `count("*")` counts rows.',
    },
    {
      name: "null as zero",
      run: (iot: DataFrame) =>
        iot.groupBy("gt").agg(count("*").as("n"), expr("sum(z) / count(*)").as("mean_z")),
      when: ({ difference }) => isOff(difference, "mean too low"),
      says: "The means are too low: a `z` that is missing was counted as 0. It says nothing of how strongly somebody moved; `avg` leaves it out.",
    },
    {
      name: "the sum",
      run: (iot: DataFrame) => iot.groupBy("gt").agg(count("*").as("n"), sum("z").as("mean_z")),
      when: ({ difference }) => isOff(difference, "mean too high") && Number(difference?.got?.[2]) > 3,
      says: "`mean_z` is larger than any `z`: this is a sum. `avg` divides it by the number of values.",
    },
    {
      name: "the largest",
      run: (iot: DataFrame) => iot.groupBy("gt").agg(count("*").as("n"), max("z").as("mean_z")),
      when: ({ difference }) => isOff(difference, "mean too high"),
      says: "`mean_z` is too high, yet never above 3: this looks like the largest value of each group, not the mean.",
    },
    {
      name: "not by activity",
      run: (iot: DataFrame) => iot.agg(count("*").as("n"), avg("z").as("mean_z")),
      when: ({ columns }) => "n" in columns && !("gt" in columns),
      says: "There is one row for all: `agg` without `groupBy` makes one group of everything, and `gt` is gone.",
    },
    {
      name: "groups alone",
      run: (iot: DataFrame) => iot.groupBy("gt"),
      when: ({ problem }) => problem?.includes("groups") ?? false,
      says: "`groupBy` has made groups and waits to be told what to compute of each: `agg(…)` makes a table of them.",
    },
    {
      name: "not grouped",
      run: (iot: DataFrame) => iot.select("gt", "z"),
      when: isPlainInComplete,
      says: 'There is still a row for each record: nothing is counted. `groupBy("gt")` puts the records of an activity together.',
    },
  ],
  trial: tableTrial<WatchRecord>({
    schema: READING,
    mode: "complete",
    columns: ["gt", "n", "mean_z"],
    forms: { mean_z: nearly },
    key: ["gt"],
    streams: () =>
      streamsOf((random, count) =>
        watchRecords(random, count, 0).map((each, i) => (i % 4 === 1 ? { ...each, z: null } : each)),
      ),
    expected: (records) =>
      groupsOf(records, ({ gt }) => [gt]).map(({ key: [gt], rows }) => ({
        gt,
        n: rows.length,
        mean_z: meanOf(rows.map(({ z }) => z)),
      })),
  }),
};

/** What is off in the row that differs: n, or the mean (too low, too high). */
function isOff(
  difference: { expected: readonly unknown[] | null; got: readonly unknown[] | null } | null,
  what: "n only" | "mean too low" | "mean too high",
): boolean {
  const [want, own] = [difference?.expected, difference?.got];
  if (!want || !own) return false;
  const sameN = Number(want[1]) === Number(own[1]);
  const more = Number(own[2]) - Number(want[2]);
  if (what === "n only") return !sameN && Math.abs(more) < 1e-9 && Number(own[1]) < Number(want[1]);
  return sameN && (what === "mean too low" ? more < 0 : more > 0);
}
