import type { DataFrame } from "../../dataframe/dataframe.js";
import type { StreamingQuery } from "../../plan/streaming-query.js";
import type { StreamSession } from "../../session/session.js";
import type { Exercise } from "../contract.js";
import { LAB_START, type Lab } from "../trial/lab.js";
import { queryTrial } from "../trial/query-trial.js";
import { failed, passed, raised, type TrialResult } from "../trial/result.js";
import { LINES, type Line } from "./lines.js";

const memory = (lines: DataFrame) => lines.writeStream.format("memory").queryName("paced");

export const pacedQuery: Exercise = {
  id: "01.3",
  title: "Set the pace",
  task: "Write a function that starts a query and gives it back. The query writes the lines to a memory table called `paced`, one micro-batch every 10 seconds.",
  stub: "const startPaced = async (lines: DataFrame) => lines; // your code here",
  untouched: async (lines: DataFrame) => lines,
  hints: [
    'Begin with `lines.writeStream.format("memory")`. The memory table has the name of the query: `queryName("paced")`.',
    "The pace is the trigger's business. The console query of this lesson has one of 2 seconds.",
    '`.trigger({ processingTime: "10 seconds" })`, and at the end `.start()`, whose promise is what the function gives back.',
  ],
  solutions: [
    `const startPaced = async (lines: DataFrame) =>
  lines.writeStream
    .format("memory")
    .queryName("paced")
    .trigger({ processingTime: "10 seconds" })
    .start();`,
    `const startPaced = (lines: DataFrame) => {
  const writer = lines.writeStream.queryName("paced").format("memory");
  return writer.trigger({ processingTime: 10_000 }).start(); // a number is milliseconds
};`,
  ],
  wrongAnswers: [
    {
      name: "no trigger",
      run: (lines: DataFrame) => memory(lines).start(),
      when: ({ seen }) => seen["firstAt"] === 1,
      says: "A batch runs as soon as a line is there: that is what a query without a trigger does. Set one with `trigger({ processingTime: … })`.",
    },
    {
      name: "10 milliseconds",
      run: (lines: DataFrame) => memory(lines).trigger({ processingTime: 10 }).start(),
      when: ({ seen }) => seen["firstAt"] === 10,
      says: 'A batch runs every 10 milliseconds: a number without a unit is milliseconds. Write `"10 seconds"`.',
    },
    {
      name: "another interval",
      run: (lines: DataFrame) => memory(lines).trigger({ processingTime: "1 second" }).start(),
      when: ({ seen }) => typeof seen["firstAt"] === "number" && seen["firstAt"] > 0,
      says: "Batches run, but not every 10 seconds: look at the interval of the trigger.",
    },
    {
      name: "once",
      run: (lines: DataFrame) => memory(lines).trigger({ once: true }).start(),
      when: ({ seen }) => seen["ended"] === true,
      says: "The query has ended by itself: with `once` and `availableNow` it takes what is there and stops. `processingTime` goes on and on.",
    },
    {
      name: "not started",
      run: (lines: DataFrame) => memory(lines).trigger({ processingTime: "10 seconds" }),
      when: ({ problem }) => problem?.includes("never started") ?? false,
      says: "A writer is a description too: no line flows before `.start()`.",
    },
    {
      name: "waits for the end",
      run: async (lines: DataFrame) => {
        const query = await memory(lines).trigger({ processingTime: "10 seconds" }).start();
        await query.awaitTermination();
        return query;
      },
      when: ({ seen }) => seen["tooLong"] === true,
      says: "Your function never comes back: `awaitTermination()` waits for the end of the query, and a stream has none. Give the query back right after `start()`.",
    },
    {
      name: "another sink",
      run: (lines: DataFrame) =>
        lines.writeStream
          .format("console")
          .queryName("paced")
          .trigger({ processingTime: "10 seconds" })
          .start(),
      when: ({ seen }) => seen["noTable"] === true && seen["name"] === "paced",
      says: "The pace is right, but there is no table to ask: the format of this query should be `memory`.",
    },
    {
      name: "another name",
      run: (lines: DataFrame) =>
        lines.writeStream
          .format("memory")
          .queryName("lines")
          .trigger({ processingTime: "10 seconds" })
          .start(),
      when: ({ seen }) => seen["noTable"] === true,
      says: "The pace is right, but there is no table `paced`: a memory table has the name that `queryName` gives the query.",
    },
  ],
  afterwards:
    "The check ran your query for half a minute of its own time. The longer the interval, the more lines a batch holds: later, but with less work for each line.",
  trial: queryTrial({ schema: LINES, observe }),
};

const line = (i: number): Line => ({ value: `{"Index": ${i}}` });

/** Five lines in the first interval, four in the second: a right query makes two batches of them. */
async function observe(
  query: StreamingQuery,
  input: { addData(lines: readonly Line[]): void },
  { session, clock }: Lab,
): Promise<TrialResult> {
  // The batch of the start comes first, and finds nothing: what it would take depends on the machine.
  await clock.advance(1);
  input.addData([line(0), line(1), line(2)]);
  await clock.advance(4_000);
  input.addData([line(3), line(4)]);
  await clock.advance(7_000);
  input.addData([line(5), line(6), line(7), line(8)]);
  await clock.advance(10_000);
  const batches = query.recentProgress.filter(({ numInputRows }) => numInputRows > 0);
  const at = batches.map(({ timestamp }) => Date.parse(timestamp) - Date.parse(LAB_START));
  const seen = { firstAt: at[0], ended: !query.isActive };
  const failure = query.exception();
  if (failure !== null) return raised(failure);
  if (seen.ended) return failed("Your query has ended, and should go on.", { seen });
  if (at.length === 0)
    return failed("No batch has run within 20 seconds: the interval is too long.", { seen });
  if (at.join() !== "10000,20000")
    return failed(`Batches have run ${at.join(", ")} ms after the start, not every 10,000 ms.`, { seen });
  const table = await held(session);
  if (table === null)
    return failed("There is no table `paced`.", { seen: { noTable: true, name: query.name } });
  return table.length === 9 ? passed : failed(`The table holds ${table.length} lines; 9 were sent.`);
}

/** The lines in the table, or null when there is none of that name. */
async function held(session: StreamSession): Promise<unknown[] | null> {
  try {
    return await session.table("paced").collect();
  } catch {
    return null;
  }
}
