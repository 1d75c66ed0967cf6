import { expect, it } from "vitest";
import { window, type StreamingQuery } from "streambook";
import { row, Stage } from "./group-state/kit.js";

const counts = (stage: Stage, size = "10 seconds") => stage.timed.groupBy(window("t", size), "k").count();
const why = async (query: StreamingQuery) => {
  const { code, sentence, cure, figures } = await query.explainSilence();
  expect(sentence).toMatch(/\.$/);
  expect(cure.length).toBeGreaterThan(5);
  return { code, sentence, figures };
};

it("no data yet, and when the next trigger is", async () => {
  const stage = await Stage.open();
  const query = await stage.start(counts(stage), "append", { trigger: { processingTime: "1 minute" } });
  await stage.clock.advance("4 seconds");
  expect(await why(query)).toEqual({
    code: "NO_DATA_YET",
    sentence: "No row has come in since the query started 4 s ago. The next trigger is in 56 s.",
    figures: { rowsIn: 0, rowsOut: 0, rowsLate: 0, waitedMs: 4000, nextTriggerMs: 56_000 },
  });
});

it("the watermark short of the window's end; then an idle input; then it speaks", async () => {
  const stage = await Stage.open();
  const query = await stage.start(counts(stage), "append");
  await stage.add(query, row("a", "00:01"), row("a", "00:11.8"));
  expect(await why(query)).toEqual({
    code: "WATERMARK_SHORT",
    sentence:
      "The watermark (2024-01-01T00:00:06.800Z) is 3.2 s short of the end of the first open window (2024-01-01T00:00:10.000Z): append mode writes a window when the watermark has reached its end.",
    figures: {
      rowsIn: 2,
      rowsOut: 0,
      rowsLate: 0,
      watermark: Date.parse("2024-01-01T00:00:06.800Z"),
      windowEnd: Date.parse("2024-01-01T00:00:10Z"),
      shortMs: 3200,
      idleMs: 0,
    },
  });
  await stage.clock.advance("1 minute");
  const idle = await why(query);
  expect(idle.code).toBe("INPUT_IDLE");
  expect(idle.sentence).toContain("3.2 s short");
  expect(idle.sentence).toContain("nothing has come in for 1 min");
  await stage.add(query, row("a", "00:15"));
  expect(await why(query)).toMatchObject({ code: "NOT_SILENT", figures: { rowsOut: 1 } });
});

it("late rows, counted", async () => {
  const stage = await Stage.open();
  const query = await stage.start(counts(stage), "update");
  await stage.add(query, row("a", "01:00"));
  await stage.add(query, row("a", "00:01"), row("a", "00:12"));
  expect(await why(query)).toMatchObject({
    code: "ROWS_LATE",
    sentence:
      "2 rows of the last 2 were dropped as late: their windows ended before the watermark (2024-01-01T00:00:55.000Z).",
    figures: { rowsLate: 2, lastRowsLate: 2 },
  });
});

it("the wrong mode: a window of a day is final tomorrow", async () => {
  const stage = await Stage.open();
  const query = await stage.start(counts(stage, "1 day"), "append");
  await stage.add(query, row("a", "00:10"));
  expect(await why(query)).toMatchObject({ code: "WRONG_MODE", figures: { shortMs: 86_395_000 } });
  expect((await query.explainSilence()).cure).toContain('outputMode("update")');
});

it("a filter that removes all", async () => {
  const stage = await Stage.open();
  const query = await stage.start(stage.input.toDF().where("n > 5"), "append");
  await stage.add(query, row("a", "00:10"), row("b", "00:10"));
  expect(await why(query)).toMatchObject({ code: "ROWS_REMOVED", figures: { rowsIn: 2, rowsOut: 0 } });
});

it("stopped, and failed with the error's first line", async () => {
  const stage = await Stage.open();
  const query = await stage.start(stage.input.toDF(), "append");
  await query.stop();
  expect((await why(query)).code).toBe("STOPPED");
  const failing = await stage.start(stage.input.toDF().selectExpr("CAST(k AS INT) AS i"), "append");
  stage.input.addData([row("a", "00:01")]);
  await failing.awaitTermination().catch(() => undefined);
  const silence = await why(failing);
  expect(silence.code).toBe("FAILED");
  expect(silence.sentence).toContain("CAST_INVALID_INPUT");
});

it("asked from inside a batch, it does not wait for that batch", async () => {
  const stage = await Stage.open();
  const codes: string[] = [];
  const query: StreamingQuery = await stage.input
    .toDF()
    .writeStream.foreachBatch(async () => void codes.push((await query.explainSilence()).code))
    .start();
  await stage.add(query, row("a", "00:01"));
  expect(codes).toEqual(["BATCH_RUNNING"]);
});

it("several inputs: the one without rows holds the watermark", async () => {
  const stage = await Stage.open();
  const other = stage.session.memoryStream(stage.input.schema);
  const both = stage.timed.union(other.toDF().withWatermark("t", "5 seconds"));
  const query = await stage.start(both.groupBy(window("t", "10 seconds")).count(), "append");
  await stage.add(query, row("a", "00:01"), row("a", "00:40"));
  expect(await why(query)).toMatchObject({ code: "INPUT_WITHOUT_WATERMARK" });
});
