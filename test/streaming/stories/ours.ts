import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { F, type DataFrame, type StreamSession, type StreamingQuery, type Trigger } from "streambook";
import { StreambookError } from "../../../src/errors.js";
import type { StoryChange, StreamStory, ToldBatch, ToldStory } from "./format.js";
import { toldGroups } from "./groups.js";
import { Inputs } from "./inputs.js";
import { doneWith, leftIn, rowsOf } from "./outputs.js";
import { readPython } from "./python.js";
import { sessionWith } from "./sessions.js";

type Progress = StreamingQuery["recentProgress"][number];

const triggers: Readonly<Record<string, Trigger>> = {
  once: { once: true },
  availableNow: { availableNow: true },
};

/** A story told by streambook. */
export async function tellOurs(told: StreamStory): Promise<ToldStory> {
  let story = told;
  // Half of the stories have their batches planned by what they hold, as large ones are.
  const isKept = (story.query ?? String(story.frame)).length % 2 === 0;
  const sessionFor = ({ config }: StreamStory): Promise<StreamSession> =>
    sessionWith({
      "spark.sql.session.timeZone": "UTC",
      "streambook.smallBatchRows": isKept ? 1000 : 0,
      ...config,
    });
  const session = await sessionFor(story);
  // A checkpoint in memory is quicker: files only for stories that go on after a stop, or keep something.
  const keepsFiles =
    story.sink !== undefined || story.each || story.fails || story.batches.some((s) => typeof s === "string");
  const folder = keepsFiles ? await mkdtemp(path.join(tmpdir(), "story-")) : null;
  const out = path.join(folder ?? "", "out");
  if (folder !== null) await mkdir(out);
  const batches = new Map<number, readonly (readonly unknown[])[]>();
  const progress = new Map<number, Progress>();
  const before = new Map<string, string>();
  const failing = new Set(story.fails);
  const inputs = new Inputs(session);
  let query: StreamingQuery | null = null;

  const keep = async (df: DataFrame, id: number): Promise<void> => {
    const rows = await (story.each ? doneWith(story.each, { df, id, out, spark: session }) : rowsOf(df));
    if (failing.delete(id)) throw new Error("the batch fails");
    batches.set(id, rows);
  };
  const start = (trigger?: Trigger): Promise<StreamingQuery> => {
    const { sink } = story;
    let writer = made(story, session).writeStream.outputMode(story.mode);
    if (sink)
      writer = writer
        .format(sink.format)
        .partitionBy(...(sink.partitionBy ?? []))
        .options(sink.options ?? {})
        .option("path", out);
    else writer = writer.foreachBatch(keep as never);
    if (trigger) writer = writer.trigger(trigger);
    if (folder !== null) writer = writer.option("checkpointLocation", path.join(folder, "checkpoint"));
    return writer.start();
  };
  const ended = async (run: StreamingQuery | null): Promise<null> => {
    await run?.stop();
    for (const p of run?.recentProgress ?? []) if (batches.has(p.batchId)) progress.set(p.batchId, p);
    return null;
  };
  /** Whether the query did all there is; a failure that the story tells of has stopped it. */
  const isDone = async (wait: Promise<unknown>): Promise<boolean> => {
    const before = failing.size;
    try {
      await wait;
      return true;
    } catch (error) {
      if (failing.size === before) throw error;
      return false;
    }
  };

  try {
    inputs.describe(story.inputs);
    const steps = story.batches;
    for (const [at, step] of (steps[0] === "stop" ? steps : ["start" as const, ...steps]).entries()) {
      if (step === "stop") {
        query = await ended(query);
        continue;
      }
      if (step === "start") query = await start();
      else if (typeof step === "string") {
        query = await start(triggers[step]);
        await isDone(query.awaitTermination());
        query = await ended(query);
      } else if (isChange(step)) {
        const { change } = step;
        const { query: _query, python: _python, ...rest } = story;
        story = { ...((change.query ?? change.python) ? rest : story), ...change };
        for (const [key, value] of Object.entries(change.config ?? {})) {
          if (!before.has(key)) before.set(key, session.conf.get(key));
          session.conf.set(key, value);
        }
        inputs.describe(change.inputs ?? {});
        continue;
      } else {
        const named = Array.isArray(step) ? { s: step as object[] } : (step as Record<string, object[]>);
        for (const [name, rows] of Object.entries(named)) inputs.add(name, rows);
        if (!query) continue;
      }
      if (query && !(await isDone(query.processAllAvailable()))) query = await ended(query);
      if (story.sink) batches.set(at, await leftIn(session, story.sink, out));
    }
    await ended(query);
    if (story.sink) return [...batches.values()].map((rows) => ({ rows, state: [] }));
    return [...batches].map(([id, rows]) => toldBatch(story, rows, progress.get(id)!));
  } catch (error) {
    if (process.env.STORY_ERRORS) console.log(story.name, String((error as Error).message).slice(0, 900));
    if (error instanceof StreambookError) {
      const { code, cause } = error;
      return { error: code === "STREAM_FAILED" && cause instanceof StreambookError ? cause.code : code };
    }
    throw error;
  } finally {
    for (const running of session.streams.active) await running.stop();
    inputs.remove();
    for (const [key, value] of before) session.conf.set(key, value);
    if (folder !== null) await rm(folder, { recursive: true, force: true });
  }
}

function isChange(step: object): step is { readonly change: StoryChange } {
  return "change" in step && !Array.isArray(step.change);
}

function made(story: StreamStory, session: StreamSession): DataFrame {
  const frames = { t: (name: string) => session.table(name), F, groups: toldGroups };
  if (story.frame) return story.frame(frames);
  if (story.python) return readPython(story.python, { ...frames, spark: session }) as DataFrame;
  return session.sql(story.query!);
}

function toldBatch(
  story: StreamStory,
  rows: readonly (readonly unknown[])[],
  { eventTime, stateOperators, sources }: Progress,
): ToldBatch {
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
}
