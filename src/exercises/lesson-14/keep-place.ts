import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { DataFrame } from "../../dataframe/dataframe.js";
import type { StreamingQuery } from "../../plan/streaming-query.js";
import type { StreamSession } from "../../session/session.js";
import { t } from "../../types/t.js";
import type { Answer, Exercise } from "../contract.js";
import { inFolder } from "../trial/in-folder.js";
import { inLab } from "../trial/lab.js";
import { TOO_LONG, withPatience } from "../trial/patience.js";
import { notAQuery } from "../trial/result-kind.js";
import { errorCode, failed, passed, raised, type TrialResult } from "../trial/result.js";
import { contents, judge, table } from "../trial/table-trial.js";

const SCHEMA = t.struct({ Index: t.int(), gt: t.string() });
const COLUMNS = ["Index", "gt"];

const out = (readings: DataFrame, folder: string) =>
  readings.writeStream.format("json").option("path", `${folder}/out`);

export const keepPlace: Exercise = {
  id: "14.1",
  title: "Keep the place",
  task: "Write a function that starts a query and gives it back. The query writes `readings` (`Index` and `gt`) as JSON files to the folder `out` in `folder`. Your function is called again whenever the query has ended, for whatever reason: the query must then go on where it was. All that it keeps lies in `folder`.",
  stub: "const startArchive = async (readings: DataFrame, folder: string) => [readings, folder]; // your code here",
  untouched: async (readings: DataFrame, folder: string) => [readings, folder],
  hints: [
    'A sink of files is `format("json")`, and the folder of the files goes to `start`: `start(`${folder}/out`)`. What tells a query how far it was?',
    'A checkpoint, in a folder of its own, and the same one at every start: `option("checkpointLocation", `${folder}/checkpoint`)`.',
  ],
  solutions: [
    `const startArchive = async (readings: DataFrame, folder: string) =>
  readings.writeStream
    .format("json")
    .option("checkpointLocation", \`\${folder}/checkpoint\`)
    .start(\`\${folder}/out\`);`,
    `const startArchive = (readings: DataFrame, folder: string) => {
  const writer = readings.writeStream.format("json").outputMode("append").queryName("archive");
  const places = { path: folder + "/out", checkpointLocation: folder + "/.archive" };
  return writer.options(places).trigger({ processingTime: "1 second" }).start();
};`,
  ],
  wrongAnswers: [
    {
      name: "no checkpoint",
      run: (readings: DataFrame, folder: string) => out(readings, folder).start(),
      when: (result) => errorCode(result) === "CHECKPOINT_LOCATION_REQUIRED",
      says: "The query is refused: without a checkpoint it would write everything again after a restart, and a folder of files cannot take that back. Give it a `checkpointLocation`.",
    },
    {
      name: "a new checkpoint at each start",
      run: (readings: DataFrame, folder: string) =>
        out(readings, folder)
          .option("checkpointLocation", `${folder}/checkpoint-${readdirSync(folder).length}`)
          .start(),
      when: (result) => errorCode(result) === "FILE_SINK_FOLDER_TAKEN",
      says: "The second start has a checkpoint of another name, an empty one, so it is a query that begins at the beginning. Its checkpoint must be the same one at every start.",
    },
    {
      name: "the memory sink",
      run: (readings: DataFrame, folder: string) =>
        readings.writeStream
          .format("memory")
          .queryName("archive")
          .option("checkpointLocation", `${folder}/checkpoint`)
          .start(),
      when: ({ seen }) => seen["noFiles"] === true && seen["noCheckpoint"] === false,
      says: "There are no files in `out`: the place is kept, and the rows are not. The format of this query is `json`, and `out` is where it starts.",
    },
    {
      name: "the checkpoint elsewhere",
      run: (readings: DataFrame, folder: string) =>
        out(readings, folder).option("checkpointLocation", `${folder}/../checkpoint`).start(),
      when: ({ seen }) => seen["noCheckpoint"] === true && seen["noFiles"] === false,
      says: "The files are where they should be, and the checkpoint lies outside of `folder`: who moves the folder, or saves it, leaves the place behind. Begin its path with `folder` too.",
    },
    {
      name: "not started",
      run: (readings: DataFrame, folder: string) =>
        out(readings, folder).option("checkpointLocation", `${folder}/checkpoint`),
      when: ({ problem }) => problem?.includes("never started") ?? false,
      says: "The writer knows its folders and is not started: no reading flows before `.start()`.",
    },
    {
      name: "another format",
      run: (readings: DataFrame, folder: string) =>
        readings.writeStream
          .format("csv")
          .option("checkpointLocation", `${folder}/checkpoint`)
          .start(`${folder}/out`),
      when: ({ seen }) => seen["otherFiles"] === true,
      says: "There are files in `out`, but they are not JSON: look at `format`.",
    },
  ],
  afterwards:
    "The check started your query three times. Each start found in the checkpoint what the one before had done.",
  trial: (answer) => inFolder((folder) => inLab(({ session }) => threeStarts(answer, folder, session))),
};

/** Readings come before each start; what the query keeps must carry it from one start to the next. */
async function threeStarts(answer: Answer, folder: string, session: StreamSession): Promise<TrialResult> {
  const input = session.memoryStream(SCHEMA);
  const sent: { Index: number; gt: string }[] = [];
  for (const [number, size] of [3, 2, 4].entries()) {
    const stream = `start number ${number + 1}`;
    const batch = Array.from({ length: size }, (_, i) => ({
      Index: sent.length + i,
      gt: i % 2 === 0 ? "walk" : "sit",
    }));
    sent.push(...batch);
    input.addData(batch);
    try {
      const value = (answer as (...given: unknown[]) => unknown)(input.toDF(), folder);
      const query = await withPatience(Promise.resolve(value));
      if (query === TOO_LONG)
        return failed("Your function does not come to an end: start the query and give it back.", { stream });
      const refused = notAQuery(query);
      if (refused !== null) return failed(refused, { stream });
      await (query as StreamingQuery).processAllAvailable();
      await (query as StreamingQuery).stop();
    } catch (error) {
      return raised(error, { stream });
    }
    const result = await compare(sent, folder, stream, session);
    if (result.problem !== null) return result;
  }
  return passed;
}

async function compare(
  sent: readonly { Index: number; gt: string }[],
  folder: string,
  stream: string,
  session: StreamSession,
): Promise<TrialResult> {
  const files = existsSync(join(folder, "out")) ? readdirSync(join(folder, "out")) : [];
  const parts = files.filter((file) => file.startsWith("part-"));
  const isJson = parts.every((file) => file.endsWith(".json"));
  const noCheckpoint = !readdirSync(folder, { recursive: true }).some((file) =>
    String(file).endsWith("checkpoint.duckdb"),
  );
  const seen = { noFiles: parts.length === 0, otherFiles: !isJson, noCheckpoint };
  if (seen.noFiles) return failed("There are no files in `out`.", { stream, seen });
  if (seen.otherFiles) return failed(`The files in \`out\` are ${parts[0]}, not JSON.`, { stream, seen });
  if (noCheckpoint) return failed("There is no checkpoint in `folder`.", { stream, seen });
  const own = await contents(
    session.read.schema(SCHEMA).json(join(folder, "out")) as DataFrame<unknown> as DataFrame,
  );
  const want = table(COLUMNS, sent);
  return judge({ columns: COLUMNS, key: ["Index"] }, want, own, {
    stream,
    seen,
    rows: { expected: want.rows.length, got: own.rows.length },
  });
}
