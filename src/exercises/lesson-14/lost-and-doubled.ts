import type { DataFrame } from "../../dataframe/dataframe.js";
import type { StreamSession } from "../../session/session.js";
import { t } from "../../types/t.js";
import type { Answer, Exercise } from "../contract.js";
import { inLab, type Lab } from "../trial/lab.js";
import { SeededRandom } from "../trial/random.js";
import { failed, passed, raised, type TrialResult } from "../trial/result.js";
import { contents, judge, refusal, table } from "../trial/table-trial.js";

interface Case {
  readonly name: string;
  readonly sent: readonly number[];
  readonly written: readonly number[];
}

const ask = (session: StreamSession, sql: string): DataFrame => session.sql(sql);

export const lostAndDoubled: Exercise = {
  id: "14.4",
  title: "Lost and doubled",
  task: "After an accident somebody wants to know what came of it. The session has two tables: `sent`, with the `Index` of every reading that was sent, each once, and `written`, with the `Index` of every row that is in the archive. Write a function that asks for the readings that are not there exactly once: `Index`, and `copies`, how often it was written. A reading that was lost has 0 copies.",
  stub: 'const damage = (session: StreamSession) => session.table("written"); // your code here',
  untouched: (session: StreamSession) => session.table("written"),
  hints: [
    "Begin with what was sent, since a reading that was lost is in no other table: `sent LEFT JOIN written ON …`.",
    "After such a join a lost reading has one row too, with null in the place of what was written. `count(*)` counts that row, and `count(w.Index)` does not.",
    "`GROUP BY s.Index HAVING count(w.Index) <> 1` keeps the others.",
  ],
  solutions: [
    `const damage = (session: StreamSession) =>
  session.sql(\`SELECT s.Index, count(w.Index) AS copies
               FROM sent s LEFT JOIN written w ON s.Index = w.Index
               GROUP BY s.Index HAVING count(w.Index) <> 1\`);`,
    `const damage = (session: StreamSession) => {
  const copies = session.table("written").groupBy("Index").count();
  return session
    .table("sent")
    .join(copies, "Index", "left")
    .select("Index", coalesce(col("count"), lit(0)).as("copies"))
    .where("copies <> 1");
};`,
    `const damage = (session: StreamSession) =>
  session.sql(\`SELECT Index, count(*) - 1 AS copies
               FROM (SELECT Index FROM sent UNION ALL SELECT Index FROM written)
               GROUP BY Index HAVING count(*) <> 2\`);`,
  ],
  wrongAnswers: [
    {
      name: "without what is lost",
      run: (session: StreamSession) =>
        ask(session, "SELECT Index, count(*) AS copies FROM written GROUP BY Index HAVING count(*) <> 1"),
      when: ({ difference }) =>
        difference !== null && difference.extra === 0 && Number(difference.expected?.[1]) === 0,
      says: "The lost readings are missing: `written` does not know them, and an inner join drops them. Begin with `sent`, and join so that its rows stay.",
    },
    {
      name: "the empty row counted",
      run: (session: StreamSession) =>
        ask(
          session,
          `SELECT s.Index, count(*) AS copies FROM sent s LEFT JOIN written w ON s.Index = w.Index
           GROUP BY s.Index HAVING count(w.Index) <> 1`,
        ),
      when: ({ difference }) => Number(difference?.expected?.[1]) === 0 && Number(difference?.got?.[1]) === 1,
      says: "A lost reading has one copy in your answer: the join gives it a row in which `written` is null, and `count(*)` counts rows. `count(w.Index)` counts values.",
    },
    {
      name: "only what is lost",
      run: (session: StreamSession) =>
        ask(session, "SELECT Index, 0 AS copies FROM sent EXCEPT SELECT Index, 0 FROM written"),
      when: ({ difference }) =>
        difference !== null && difference.extra === 0 && Number(difference.expected?.[1]) > 1,
      says: "The readings that were written twice are missing: they are damage too. Count the copies of each reading, and keep what differs from one.",
    },
    {
      name: "everything",
      run: (session: StreamSession) =>
        ask(
          session,
          "SELECT s.Index, count(w.Index) AS copies FROM sent s LEFT JOIN written w ON s.Index = w.Index GROUP BY s.Index",
        ),
      when: ({ difference }) => difference !== null && difference.missing === 0 && difference.extra > 0,
      says: "Readings that are there exactly once are in your answer: they are no damage. A condition on a count goes into `HAVING`, or into a `where` after it.",
    },
    {
      name: "another name",
      run: (session: StreamSession) =>
        ask(
          session,
          `SELECT s.Index, count(w.Index) FROM sent s LEFT JOIN written w ON s.Index = w.Index
           GROUP BY s.Index HAVING count(w.Index) <> 1`,
        ),
      when: ({ columns }) => Object.keys(columns).length === 2 && !("copies" in columns),
      says: "The second column should be called `copies`: name the count with `AS`.",
    },
  ],
  trial: (answer) => inLab((lab) => tryAll(answer, lab)),
};

async function tryAll(answer: Answer, lab: Lab): Promise<TrialResult> {
  for (const each of cases()) {
    const result = await tryOne(answer, each, lab);
    if (result.problem !== null) return result;
  }
  return passed;
}

async function tryOne(answer: Answer, { name, sent, written }: Case, { session }: Lab): Promise<TrialResult> {
  const schema = t.struct({ Index: t.int() });
  for (const [view, indexes] of [
    ["sent", sent],
    ["written", written],
  ] as const)
    session
      .createDataFrame(
        indexes.map((Index) => ({ Index })),
        schema,
      )
      .createOrReplaceTempView(view);
  const copies = sent.map((Index) => ({ Index, copies: written.filter((own) => own === Index).length }));
  const want = table(
    ["Index", "copies"],
    copies.filter((each) => each.copies !== 1),
  );
  const seen = { stream: name, rows: { expected: want.rows.length, got: 0 } };
  let columns = {};
  try {
    const value = (answer as (given: StreamSession) => unknown)(session);
    const refused = await refusal(value, session.table("sent").engine);
    if (refused !== null) return failed(refused, seen);
    const df = value as DataFrame;
    columns = Object.fromEntries(df.dtypes);
    const own = await contents(df);
    const wanted = { columns: ["Index", "copies"], key: ["Index"] };
    return judge(wanted, want, own, { ...seen, columns, rows: { ...seen.rows, got: own.rows.length } });
  } catch (error) {
    return raised(error, { ...seen, columns });
  }
}

/** Some readings lost, some doubled, and both; the first shows a lost one first. */
function cases(): Case[] {
  const all = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
  const random = new SeededRandom(144);
  const batch = random.shuffled(all(60).flatMap((i) => (i % 11 === 3 ? [] : i % 7 === 5 ? [i, i, i] : [i])));
  return [
    {
      name: "an archive with a gap and a batch that is there twice",
      sent: all(8),
      written: [0, 1, 4, 5, 5, 6, 6, 7],
    },
    { name: "an archive in which nothing is twice", sent: all(6), written: [5, 4, 1, 0] },
    { name: "an archive in which nothing is lost", sent: all(5), written: [0, 1, 2, 2, 3, 4, 4] },
    { name: "a larger archive", sent: all(60), written: batch },
    { name: "an archive without damage", sent: all(4), written: [3, 2, 1, 0] },
    { name: "an empty archive", sent: all(2), written: [] },
  ];
}
