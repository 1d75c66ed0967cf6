import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { F, fromJson, col, t, type DataFrame, type StreamingQuery, type Trigger } from "streambook";
import { StreambookError } from "../../../src/errors.js";
import { parseSchemaDDL } from "../../../src/types/ddl.js";
import { lossless } from "../../oracle/ours.js";
import type { StreamStory, ToldBatch, ToldStory } from "./format.js";
import { toldGroups } from "./groups.js";
import { sessionWith } from "./sessions.js";

/** A story told by streambook. */
export async function tellOurs(story: StreamStory): Promise<ToldStory> {
  // Half of the stories have their batches planned by what they hold, as large ones are.
  const isKept = (story.query ?? String(story.frame)).length % 2 === 0;
  const config = {
    "spark.sql.session.timeZone": "UTC",
    "streambook.smallBatchRows": isKept ? 1000 : 0,
    ...story.config,
  };
  const session = await sessionWith(config);
  // A checkpoint in memory is quicker: files only for stories that go on after a stop.
  const restarts = story.batches.some((step) => typeof step === "string");
  const folder = restarts ? await mkdtemp(path.join(tmpdir(), "story-")) : null;
  const told = new Map<number, (readonly unknown[])[]>();
  const progress = new Map<number, StreamingQuery["recentProgress"][number]>();
  let query: StreamingQuery | null = null;
  try {
    const inputs = new Map(
      Object.entries(story.inputs).map(([name, { schema, watermark }]) => {
        const input = session.memoryStream(t.struct({ value: t.string() }));
        let df = input
          .toDF()
          .select(fromJson(col("value"), parseSchemaDDL(schema)).as("j"))
          .select("j.*") as DataFrame;
        if (watermark) df = df.withWatermark(...watermark);
        df.createOrReplaceTempView(name);
        return [name, input] as const;
      }),
    );
    const frames = { t: (name: string) => session.table(name), F, groups: toldGroups };
    const df = story.frame
      ? story.frame(frames)
      : story.python
        ? readPython(story.python, { ...frames, spark: session })
        : session.sql(story.query!);
    const start = (trigger?: Trigger): Promise<StreamingQuery> => {
      const writer = df.writeStream
        .foreachBatch(async (rows, id) => {
          const batch = await rows.engine.collect(rows.plan);
          const { fields } = batch.schema;
          told.set(
            id,
            batch.rows.map((row) => row.map((v, i) => lossless(v, fields[i]!.type))),
          );
        })
        .outputMode(story.mode);
      if (trigger) writer.trigger(trigger);
      return (folder === null ? writer : writer.option("checkpointLocation", folder)).start();
    };
    const ended = (run: StreamingQuery): void => {
      for (const p of run.recentProgress) if (told.has(p.batchId)) progress.set(p.batchId, p);
    };
    for (const step of story.batches[0] === "stop" ? story.batches : ["start" as const, ...story.batches]) {
      if (step === "start") {
        query = await start();
        await query.processAllAvailable();
      } else if (step === "stop") {
        await query?.stop();
        if (query) ended(query);
        query = null;
      } else if (step === "once" || step === "availableNow") {
        const run = await start(step === "once" ? { once: true } : { availableNow: true });
        await run.awaitTermination();
        ended(run);
      } else {
        const named = Array.isArray(step) ? { s: step as object[] } : (step as Record<string, object[]>);
        for (const [name, rows] of Object.entries(named))
          inputs.get(name)!.addData(rows.map((row) => [JSON.stringify(row)]));
        await query?.processAllAvailable();
      }
    }
    if (query) ended(query);
    return [...told].map(([id, rows]): ToldBatch => {
      const { eventTime, stateOperators, sources } = progress.get(id)!;
      const state = stateOperators.map((o) => [
        o.numRowsTotal,
        o.numRowsUpdated,
        o.numRowsRemoved,
        o.numRowsDroppedByWatermark,
      ]);
      const { watermark, ...times } = eventTime;
      const operators = stateOperators.map((o) => o.operatorName);
      const seen = story.progress === true && { operators, times };
      const inputRows = story.inputRows && { inputRows: sources.map((s) => s.numInputRows) };
      return { rows, ...(watermark !== undefined && { watermark }), state, ...seen, ...inputRows };
    });
  } catch (error) {
    if (process.env.STORY_ERRORS) console.log(story.name, String((error as Error).message).slice(0, 900));
    if (error instanceof StreambookError) {
      const { code, cause } = error;
      return { error: code === "STREAM_FAILED" && cause instanceof StreambookError ? cause.code : code };
    }
    throw error;
  } finally {
    for (const running of session.streams.active) await running.stop();
    for (const name of Object.keys(story.inputs)) session.catalog.dropTempView(name);
    if (folder !== null) await rm(folder, { recursive: true, force: true });
  }
}

/** PySpark's verbs as ours: the same names in camelCase. */
function readPython(text: string, names: Readonly<Record<string, unknown>>): DataFrame {
  const ours = text.replace(/(?<=[.(])[a-z]+(_[a-z]+)+(?=\()/g, (name) =>
    name.replace(/_[a-z]/g, (part) => part[1]!.toUpperCase()),
  );
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  return new Function(...Object.keys(names), `return ${ours}`)(...Object.values(names)) as DataFrame;
}
