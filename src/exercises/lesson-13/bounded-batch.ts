import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StreamingQuery } from "../../plan/streaming-query.js";
import type { StreamSession } from "../../session/session.js";
import type { Answer, Exercise } from "../contract.js";
import { inFolder } from "../trial/in-folder.js";
import { inLab } from "../trial/lab.js";
import { TOO_LONG, withPatience } from "../trial/patience.js";
import { notAQuery } from "../trial/result-kind.js";
import { failed, passed, raised, type TrialResult } from "../trial/result.js";

const FILES = 8;
const LINES = 2;

const read = (session: StreamSession) => session.readStream.format("text");
const kept = (session: StreamSession, folder: string, files: number) =>
  read(session)
    .option("maxFilesPerTrigger", files)
    .load(folder)
    .writeStream.format("memory")
    .queryName("night");

export const boundedBatch: Exercise = {
  id: "13.4",
  title: "Catch up in steps",
  task: "In `folder` lie text files that nobody has read yet. Write a function that starts a query and gives it back. The query writes their lines to the memory table `night`, takes at most three files a batch, and ends by itself when it has read all that was there.",
  stub: "const catchUp = async (session: StreamSession, folder: string) => [session, folder]; // your code here",
  untouched: async (session: StreamSession, folder: string) => [session, folder],
  hints: [
    'Two things decide: an option of the reader says how much a batch may take, and a trigger says when the query is done. Begin with `session.readStream.format("text")`.',
    '`.option("maxFilesPerTrigger", 3)` before `load(folder)`, and after `writeStream` a trigger that takes what is available *now*.',
    "`.trigger({ availableNow: true })`: `once` would take everything in one batch, whatever the limit.",
  ],
  solutions: [
    `const catchUp = async (session: StreamSession, folder: string) =>
  session.readStream
    .format("text")
    .option("maxFilesPerTrigger", 3)
    .load(folder)
    .writeStream.format("memory")
    .queryName("night")
    .trigger({ availableNow: true })
    .start();`,
    `const catchUp = (session: StreamSession, folder: string) => {
  const lines = session.readStream.option("maxFilesPerTrigger", "3").text(folder);
  const writer = lines.writeStream.queryName("night").outputMode("append").format("memory");
  return writer.trigger({ availableNow: true }).start();
};`,
  ],
  wrongAnswers: [
    {
      name: "no limit",
      run: (session: StreamSession, folder: string) =>
        read(session)
          .load(folder)
          .writeStream.format("memory")
          .queryName("night")
          .trigger({ availableNow: true })
          .start(),
      when: ({ seen }) => seen["batches"] === String(FILES * LINES) && seen["ended"] === true,
      says: "All files were read in one batch. Either the reader has no `maxFilesPerTrigger`, or the trigger is `once`, which knows no limit: it is one batch, whatever it takes.",
    },
    {
      name: "goes on",
      run: (session: StreamSession, folder: string) => kept(session, folder, 3).start(),
      when: ({ seen }) => seen["ended"] === false && seen["batches"] === "6,6,4",
      says: "The batches are right, and the query still waits for more files: a query without a trigger goes on for ever, and one with `processingTime` too. Which trigger takes what is available and ends?",
    },
    {
      name: "one file at a time",
      run: (session: StreamSession, folder: string) =>
        kept(session, folder, 1).trigger({ availableNow: true }).start(),
      when: ({ seen }) => seen["batches"] === Array.from({ length: FILES }, () => LINES).join(),
      says: "Each file has a batch of its own, and pays the fixed cost for it. Three files may share one.",
    },
    {
      name: "one step",
      run: (session: StreamSession, folder: string) =>
        read(session)
          .option("maxFilesPerTrigger", 3)
          .load(join(folder, "0[0-2].txt"))
          .writeStream.format("memory")
          .queryName("night")
          .trigger({ availableNow: true })
          .start(),
      when: ({ seen }) => seen["batches"] === "6",
      says: "Only three files were read: `maxFilesPerTrigger` is the limit of a batch, not of the query. Load the whole folder.",
    },
    {
      name: "a limit for the sink",
      run: (session: StreamSession, folder: string) =>
        read(session)
          .load(folder)
          .writeStream.format("memory")
          .queryName("night")
          .option("maxFilesPerTrigger", 3)
          .trigger({ availableNow: true })
          .start(),
      when: ({ error }) => error?.message.toLowerCase().includes("maxfilespertrigger") ?? false,
      says: "The sink knows no `maxFilesPerTrigger`: it is the source that decides how much a batch takes. The option goes to `readStream`, before `load`.",
    },
    {
      name: "the table",
      run: (session: StreamSession, folder: string) =>
        read(session)
          .option("maxFilesPerTrigger", 3)
          .load(folder)
          .writeStream.format("noop")
          .trigger({ availableNow: true })
          .start(),
      when: ({ seen }) => seen["noTable"] === true && seen["ended"] === true,
      says: "The batches are right, and there is no table `night`: the format is `memory`, and `queryName` gives the table its name.",
    },
    {
      name: "not started",
      run: (session: StreamSession, folder: string) =>
        kept(session, folder, 3).trigger({ availableNow: true }),
      when: ({ problem }) => problem?.includes("never started") ?? false,
      says: "The writer is described and not started: no file is read before `.start()`.",
    },
  ],
  afterwards: "A job like this one, started every hour, is a stream that costs nothing in between.",
  trial: (answer) => inFolder((folder) => inLab(({ session }) => observe(answer, folder, session))),
};

async function observe(answer: Answer, folder: string, session: StreamSession): Promise<TrialResult> {
  for (let i = 0; i < FILES; i++)
    writeFileSync(join(folder, `0${i}.txt`), Array.from({ length: LINES }, (_, n) => `${i}.${n}\n`).join(""));
  try {
    const value = (answer as (...given: unknown[]) => unknown)(session, folder);
    const query = await withPatience(Promise.resolve(value));
    if (query === TOO_LONG)
      return failed("Your function does not come to an end: start the query and give it back.");
    const refused = notAQuery(query);
    if (refused !== null) return failed(refused);
    return await look(query as StreamingQuery, session);
  } catch (error) {
    return raised(error);
  }
}

async function look(query: StreamingQuery, session: StreamSession): Promise<TrialResult> {
  await query.processAllAvailable();
  const ended = !query.isActive;
  const sizes = query.recentProgress.map(({ numInputRows }) => numInputRows).filter((rows) => rows > 0);
  const seen = { ended, batches: sizes.join(), noTable: !session.catalog.tableExists("night") };
  if (sizes.join() !== "6,6,4")
    return failed(`The batches had ${sizes.join(", ") || "no"} lines; each file has ${LINES}.`, { seen });
  if (!ended) return failed("Your query has read everything and goes on.", { seen });
  if (seen.noTable) return failed("There is no table `night`.", { seen });
  const rows = await session.table("night").collect();
  return rows.length === FILES * LINES ? passed : failed(`The table holds ${rows.length} lines.`, { seen });
}
