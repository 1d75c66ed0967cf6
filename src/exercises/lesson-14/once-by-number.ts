import type { DataFrame } from "../../dataframe/dataframe.js";
import { t } from "../../types/t.js";
import type { Exercise } from "../contract.js";
import { crashTrial } from "../trial/crash-trial.js";

interface Reading {
  readonly Index: number;
  readonly gt: string;
}
type Stored = Reading & { batch: number };

/** Two phones, each with its own numbers: rows that look the same, and are two. */
const BATCHES: readonly (readonly Reading[])[] = [
  [
    { Index: 0, gt: "walk" },
    { Index: 1, gt: "sit" },
  ],
  [
    { Index: 0, gt: "walk" },
    { Index: 2, gt: "sit" },
    { Index: 2, gt: "sit" },
  ],
  [{ Index: 3, gt: "bike" }],
  [
    { Index: 1, gt: "run" },
    { Index: 3, gt: "bike" },
  ],
];

const stored = async (batch: DataFrame, id: number): Promise<Stored[]> =>
  (await batch.collect()).map((row) => ({
    Index: row["Index"] as number,
    gt: row["gt"] as string,
    batch: id,
  }));

export const onceByNumber: Exercise = {
  id: "14.2",
  title: "Once, whatever comes twice",
  task: "Write a function for `foreachBatch`. It is given a batch of readings (`Index` and `gt`), the batch's number, and `store`, an array that outlives the query, as a table in a database would. Afterwards `store` holds each reading once, as an object with `Index`, `gt` and `batch`, the number. The check kills the query after some writes, so that a batch comes a second time. Readings of different phones may look the same; each of them counts.",
  stub: "const write = async (batch: DataFrame, id: number, store: object[]) => [batch, id, store]; // your code here",
  untouched: async (batch: DataFrame, id: number, store: object[]) => [batch, id, store],
  hints: [
    "`const rows = await batch.collect()` gives the rows, and `store.push({ Index: row.Index, gt: row.gt, batch: id })` keeps one. How can you tell that this batch has been here before?",
    "By its number, which is in the store with each row: `store.some((row) => (row as any).batch === id)`.",
    "Or the other way: take out what has this number, then put in the rows. That is right even if the first try got only half way.",
  ],
  solutions: [
    `const write = async (batch: DataFrame, id: number, store: object[]) => {
  if (store.some((row) => "batch" in row && row.batch === id)) return;
  for (const { Index, gt } of await batch.collect()) store.push({ Index, gt, batch: id });
};`,
    `const write = async (batch: DataFrame, id: number, store: object[]) => {
  const others = store.filter((row) => !("batch" in row) || row.batch !== id);
  const own = (await batch.collect()).map((row) => ({ Index: row.Index, gt: row.gt, batch: id }));
  return store.splice(0, store.length, ...others, ...own);
};`,
    `const write = async (batch: DataFrame, id: number, store: object[]) => {
  const newest = Math.max(-1, ...store.map((row) => (row as { batch: number }).batch));
  const rows = await batch.withColumn("batch", lit(id)).collect();
  if (id > newest) store.push(...rows.map((row) => row.toJSON()));
};`,
  ],
  wrongAnswers: [
    {
      name: "appended",
      run: async (batch: DataFrame, id: number, store: Stored[]) => store.push(...(await stored(batch, id))),
      when: ({ difference, seen }) =>
        seen["again"] === true && difference?.missing === 0 && difference.extra > 0,
      says: "After the restart the batch is there twice: it was written, then the query was killed before its commit, so it came again with the same number. Ask the store for that number first.",
    },
    {
      name: "without the number",
      run: async (batch: DataFrame, id: number, store: object[]) =>
        store.push(...(await stored(batch, id)).map(({ Index, gt }) => ({ Index, gt }))),
      when: ({ columns }) => Object.keys(columns).length > 0 && !("batch" in columns),
      says: "`batch` is missing in your rows. The number is what tells a batch that comes again from one that only looks the same: keep it with each row.",
    },
    {
      name: "only the newest batch",
      run: async (batch: DataFrame, id: number, store: Stored[]) =>
        store.splice(0, store.length, ...(await stored(batch, id))),
      when: ({ difference, seen }) => Number(difference?.expected?.[2]) < Number(seen["number"]),
      says: "The batches before are gone: the store is emptied each time. Take out nothing but the rows that have this batch's number.",
    },
    {
      name: "the same rows dropped",
      run: async (batch: DataFrame, id: number, store: Stored[]) => {
        for (const row of await stored(batch, id))
          if (!store.some(({ Index, gt }) => Index === row.Index && gt === row.gt)) store.push(row);
      },
      when: ({ difference, seen }) =>
        difference !== null && difference.missing > 0 && difference.extra === 0 && seen["number"] === 1,
      says: "Readings are missing: what looks the same is not the same. Two phones may send equal readings, and you keep one of them. It is the batch that comes twice, known by its number.",
    },
    {
      name: "collected too late",
      run: (batch: DataFrame) => batch,
      when: ({ seen }) => seen["empty"] === true,
      says: "The store is empty: nothing was put into it. `collect()` gives the rows as a promise, wait for it with `await`, and `push` them.",
    },
    {
      name: "the number of the row",
      run: async (batch: DataFrame, id: number, store: Stored[]) =>
        store.push(...(await stored(batch, id)).map((row, i) => ({ ...row, batch: i }))),
      when: ({ difference, seen, rows }) =>
        difference !== null && rows.got === rows.expected && seen["number"] === 0,
      says: "As many rows as there should be, with a wrong number: `batch` is the second thing your function is given, the same for all rows of a batch.",
    },
  ],
  afterwards:
    "In a database both lines are one transaction: delete what has this number, insert the rows. Then the write may even be killed in its middle.",
  trial: crashTrial<Reading, Stored[]>({
    schema: t.struct({ Index: t.int(), gt: t.string() }),
    batches: BATCHES,
    killedAfter: [1, 3],
    mode: "append",
    query: (readings) => readings,
    store: () => [],
    rows: (store) => store.map((row) => ({ ...row })),
    columns: ["Index", "gt", "batch"],
    expected: (batches) => batches.flatMap((rows, batch) => rows.map((row) => ({ ...row, batch }))),
  }),
};
