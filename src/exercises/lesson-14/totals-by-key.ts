import type { DataFrame } from "../../dataframe/dataframe.js";
import { t } from "../../types/t.js";
import type { Exercise } from "../contract.js";
import { crashTrial } from "../trial/crash-trial.js";
import { groupsOf } from "../trial/groups.js";

interface Reading {
  readonly gt: string;
}

const of = (...activities: string[]): Reading[] => activities.map((gt) => ({ gt }));

const counted = async (batch: DataFrame): Promise<[string, number][]> =>
  (await batch.collect()).map((row) => [row["gt"] as string, Number(row["count"])]);

export const totalsByKey: Exercise = {
  id: "14.3",
  title: "Write by key",
  task: 'The query is `readings.groupBy("gt").count()` in update mode: a batch holds the activities whose count has changed, with `count` as it is now. Write a function for `foreachBatch`, which is given such a batch, its number, and `total`, a map that outlives the query. Afterwards `total` holds the count of each activity: `total.get("walk")` is the number of walks so far. The check kills the query after some writes, so that a batch comes a second time.',
  stub: "const put = async (batch: DataFrame, id: number, total: Map<string, number>) => [batch, id, total]; // your code here",
  untouched: async (batch: DataFrame, id: number, total: Map<string, number>) => [batch, id, total],
  hints: [
    "`for (const row of await batch.collect())` goes through the rows: `row.gt` is the activity, `row.count` its count so far.",
    "What does it change when the same row is written under its key a second time? `total.set(key, value)` asks for nothing more.",
  ],
  solutions: [
    `const put = async (batch: DataFrame, id: number, total: Map<string, number>) => {
  for (const row of await batch.collect()) total.set(row.gt, Number(row.count));
};`,
    `const put = async (batch: DataFrame, id: number, total: Map<string, number>) => {
  const counts = await batch.selectExpr("gt", "cast(count AS int) AS n").collect();
  return counts.map(({ gt, n }) => total.set(gt, n));
};`,
  ],
  wrongAnswers: [
    {
      name: "added up",
      run: async (batch: DataFrame, _id: number, total: Map<string, number>) => {
        for (const [gt, n] of await counted(batch)) total.set(gt, (total.get(gt) ?? 0) + n);
      },
      when: ({ difference }) => Number(difference?.got?.[1]) > Number(difference?.expected?.[1]),
      says: "A total is too large: `count` is the count so far, not that of this batch, and the query has added it up already. Put it in the place of the old one.",
    },
    {
      name: "one more for each row",
      run: async (batch: DataFrame, _id: number, total: Map<string, number>) => {
        for (const [gt] of await counted(batch)) total.set(gt, (total.get(gt) ?? 0) + 1);
      },
      when: ({ difference, seen }) =>
        seen["number"] === 0 && Number(difference?.got?.[1]) < Number(difference?.expected?.[1]),
      says: "You count rows of the batch. Each is an activity, and its count is in the column `count`.",
    },
    {
      name: "the first count kept",
      run: async (batch: DataFrame, _id: number, total: Map<string, number>) => {
        for (const [gt, n] of await counted(batch)) if (!total.has(gt)) total.set(gt, n);
      },
      when: ({ difference }) => Number(difference?.got?.[1]) < Number(difference?.expected?.[1]),
      says: "A total stands still: what is in the map already is never changed. A later batch knows better, and may come twice without harm.",
    },
    {
      name: "the map emptied",
      run: async (batch: DataFrame, _id: number, total: Map<string, number>) => {
        total.clear();
        for (const [gt, n] of await counted(batch)) total.set(gt, n);
      },
      when: ({ difference }) => difference !== null && difference.missing > 0 && difference.got === null,
      says: "An activity is missing: in update mode a batch holds only what has changed, and the others must stay as they are.",
    },
    {
      name: "nothing kept",
      run: (batch: DataFrame) => batch,
      when: ({ seen }) => seen["empty"] === true,
      says: "The map is empty: nothing was set. `collect()` gives the rows as a promise, wait for it with `await`.",
    },
  ],
  afterwards:
    "No number was needed: who writes whole values by key may write them as often as he likes. Databases call it an upsert.",
  trial: crashTrial<Reading, Map<string, number>>({
    schema: t.struct({ gt: t.string() }),
    batches: [
      of("walk", "walk", "sit"),
      of("walk", "bike"),
      of("sit", "sit", "sit", "walk"),
      of("bike"),
      of("run", "walk"),
    ],
    killedAfter: [1, 2, 4],
    mode: "update",
    query: (readings) => readings.groupBy("gt").count(),
    store: () => new Map(),
    rows: (total) => [...total].map(([gt, count]) => ({ gt, count })),
    columns: ["gt", "count"],
    key: ["gt"],
    expected: (batches) =>
      groupsOf(batches.flat(), ({ gt }) => [gt]).map(({ key: [gt], rows }) => ({ gt, count: rows.length })),
  }),
};
