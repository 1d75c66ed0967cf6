import type { StreamSession } from "../../session/session.js";
import { t } from "../../types/t.js";
import type { Exercise } from "../contract.js";
import { questionTrial } from "../trial/question-trial.js";
import type { SeededRandom } from "../trial/random.js";
import { streamsOf } from "../trial/streams.js";

/** A row that an update query has written: how many readings of an activity there were at that time. */
interface Update {
  readonly gt: string | null;
  readonly count: bigint;
}

const ACTIVITIES = ["stand", "sit", "walk", "stairsup", "bike", null];

export const latestCounts: Exercise = {
  id: "03.2",
  title: "The count as it is now",
  task: "A query in update mode has filled the memory table `updates`, with the columns `gt` and `count`: a row whenever the count of an activity had changed, so that each activity is there many times. Write a function that asks the table for the count of each activity as it is now: `gt` and `count`, one row for each activity.",
  stub: 'const latest = (session: StreamSession) => session.table("updates"); // your code here',
  untouched: (session: StreamSession) => session.table("updates"),
  hints: [
    "A table has no order to rely on, so that the row that came last cannot be asked for. But readings are only ever added: what does that say of the counts of one activity?",
    "A count only grows, so the latest is the largest: group by `gt`, and `max(count) AS count`.",
  ],
  solutions: [
    "const latest = (session: StreamSession) =>\n  session.sql(`SELECT gt, max(count) AS count FROM updates GROUP BY gt`);",
    'const latest = (session: StreamSession) =>\n  session.table("updates").groupBy("gt").agg(max("count").as("count"));',
  ],
  wrongAnswers: [
    {
      name: "a column without a name",
      run: (session: StreamSession) => session.sql("SELECT gt, max(count) FROM updates GROUP BY gt"),
      when: ({ columns }) => "max(count)" in columns,
      says: "The rows may be right, but the second column is called `max(count)`: name it with `AS count`.",
    },
    {
      name: "without null",
      run: (session: StreamSession) =>
        session.sql("SELECT gt, max(count) AS count FROM updates WHERE gt IS NOT NULL GROUP BY gt"),
      when: ({ difference, rows }) =>
        difference?.missing === 1 && difference.extra === 0 && rows.got === rows.expected - 1,
      says: "One activity is missing, the one that is null: records without an activity make a group of their own, and its count is asked for as well.",
    },
    {
      name: "distinct",
      run: (session: StreamSession) => session.sql("SELECT DISTINCT gt, count FROM updates"),
      when: ({ rows, difference }) => difference !== null && rows.got > rows.expected,
      says: "An activity is there several times: its rows differ in their count, so `DISTINCT` keeps them all. `GROUP BY gt` makes one row of them.",
    },
    {
      name: "the sum",
      run: (session: StreamSession) => session.sql("SELECT gt, sum(count) AS count FROM updates GROUP BY gt"),
      when: ({ difference }) => Number(difference?.got?.[1]) > Number(difference?.expected?.[1]),
      says: "The counts are too high: each row of the table is a count of all readings so far, not of the new ones. Added up, a reading is counted again with every update.",
    },
    {
      name: "the row that came last",
      run: (session: StreamSession) =>
        session.sql("SELECT gt, last(count) AS count FROM updates GROUP BY gt"),
      when: ({ stream, difference }) => difference !== null && stream !== "a stream in one batch",
      says: "It worked as long as the rows lay in the order in which they were written. A table promises no order: another machine, another file, and the last row is any row.",
    },
    {
      name: "how many updates",
      run: (session: StreamSession) => session.sql("SELECT gt, count(*) AS count FROM updates GROUP BY gt"),
      when: ({ difference }) => Number(difference?.got?.[1]) < Number(difference?.expected?.[1]),
      says: "The counts are too low: these are rows of the table, which means updates. What was counted stands in the column `count`.",
    },
  ],
  trial: questionTrial<Update>({
    tableName: "updates",
    schema: t.struct({ gt: t.string(), count: t.long() }),
    columns: ["gt", "count"],
    key: ["gt"],
    streams: () => streamsOf(updates),
    expected: (rows) => {
      const latest = new Map<string | null, bigint>();
      for (const { gt, count } of rows) if (count > (latest.get(gt) ?? 0n)) latest.set(gt, count);
      return [...latest].map(([gt, count]) => ({ gt, count }));
    },
  }),
};

/** Counts that grow by two at least, so that no count is the number of its updates. */
function updates(random: SeededRandom, length: number): Update[] {
  const totals = new Map<string | null, bigint>();
  return Array.from({ length }, () => {
    const gt = random.pick(ACTIVITIES);
    const count = (totals.get(gt) ?? 0n) + BigInt(2 + random.below(5));
    totals.set(gt, count);
    return { gt, count };
  });
}
