import { expect, it } from "vitest";
import { expr, sessionWindow, type StreamingQuery } from "streambook";
import { row, Stage } from "./group-state/kit.js";

const why = async (query: StreamingQuery) => {
  const { code, sentence, figures } = await query.explainSilence();
  return { code, sentence, figures };
};

/** Two inputs with a watermark each, `left` and `right`, and a join of them within ten seconds. */
async function joined(type: string) {
  const stage = await Stage.open();
  const other = stage.session.memoryStream(stage.input.schema);
  const right = other.toDF().toDF("rk", "rt", "rn").withWatermark("rt", "5 seconds");
  const on = expr("k = rk AND rt BETWEEN t AND t + INTERVAL 10 SECONDS");
  const query = await stage.start(stage.timed.join(right, on, type), "append");
  return { stage, other, query };
}

it("a session: whose it is, and until when it is open", async () => {
  const stage = await Stage.open();
  const sessions = stage.timed.groupBy(sessionWindow("t", "4 seconds"), "k").count();
  const query = await stage.start(sessions, "append");
  const xray = query.xray();
  await stage.add(query, row("a", "00:01"), row("a", "00:03"), row("b", "00:09"));
  expect(await why(query)).toMatchObject({
    code: "WATERMARK_SHORT",
    sentence:
      "The watermark (2024-01-01T00:00:04.000Z) is 3 s short of the end of the first open session, that of k = a (2024-01-01T00:00:07.000Z): append mode writes a session when the watermark has reached its end.",
    figures: { shortMs: 3000, windowEnd: Date.parse("2024-01-01T00:00:07Z") },
  });
  await stage.add(query, row("b", "00:12"));
  const open = xray.batches.map((batch) =>
    batch.open.map(({ end }) => new Date(end).toISOString().slice(14, 19)),
  );
  expect(open[0]).toEqual(["00:07", "00:13"]);
  expect(xray.batches.at(-1)).toMatchObject({ open: [{ start: Date.parse("2024-01-01T00:00:09Z") }] });
  expect(xray.batches.flatMap((batch) => batch.closed)).toEqual([
    { start: Date.parse("2024-01-01T00:00:01Z"), end: Date.parse("2024-01-01T00:00:07Z") },
  ]);
});

it("an outer join: until when the first row without a partner is kept", async () => {
  const { stage, other, query } = await joined("left_outer");
  const xray = query.xray();
  other.addData([row("z", "00:06")]);
  await stage.add(query, row("a", "00:01"), row("b", "00:07"));
  expect(await why(query)).toMatchObject({
    code: "WATERMARK_SHORT",
    sentence:
      "The watermark (2024-01-01T00:00:01.000Z) is 10 s short of the time until which the first left row without a partner is kept (2024-01-01T00:00:11.001Z): a row of an outer join comes out alone when the watermark says that no partner can come any more.",
  });
  expect(xray.batches[0]!.open).toHaveLength(3);
  other.addData([row("z", "00:20")]);
  await stage.add(query, row("a", "00:20"));
  expect(await why(query)).toMatchObject({ code: "NOT_SILENT", figures: { rowsOut: 1 } });
});

it("an inner join: how many rows of each side wait, and until when", async () => {
  const { stage, other, query } = await joined("inner");
  other.addData([row("z", "00:06")]);
  await stage.add(query, row("a", "00:01"), row("b", "00:07"));
  const { code, sentence } = await why(query);
  expect(code).toBe("NO_PARTNER");
  expect(sentence).toBe(
    "None of the last rows had a partner. 2 left rows are kept, the first of them until the watermark reaches 2024-01-01T00:00:11.001Z. 1 right row is kept, until the watermark reaches 2024-01-01T00:00:06.001Z.",
  );
});

it("a join without a bound of time says that rows are kept for ever", async () => {
  const stage = await Stage.open();
  const other = stage.session.memoryStream(stage.input.schema);
  const right = other.toDF().toDF("rk", "rt", "rn");
  const query = await stage.start(stage.input.toDF().join(right, expr("k = rk")), "append");
  await stage.add(query, row("a", "00:01"));
  expect((await why(query)).sentence).toBe(
    "None of the last rows had a partner. 1 left row is kept for ever: the join has no bound of their time over a watermark.",
  );
});

it("duplicates: nothing new, and until when the keys are remembered", async () => {
  const stage = await Stage.open();
  const query = await stage.start(stage.timed.dropDuplicatesWithinWatermark(["k"]), "append");
  await stage.add(query, row("a", "00:01"), row("b", "00:02"));
  expect((await why(query)).code).toBe("NOT_SILENT");
  await stage.add(query, row("a", "00:03"), row("b", "00:04"));
  expect(await why(query)).toEqual({
    code: "DUPLICATES",
    sentence:
      "Nothing new: 2 rows of the last 2 have keys that came before. 2 keys are remembered, the first of them until the watermark reaches 2024-01-01T00:00:06.000Z.",
    figures: { rowsIn: 4, rowsOut: 2, rowsLate: 0, duplicates: 2, idleMs: 0 },
  });
});

it("duplicates of keys without a time: remembered for ever", async () => {
  const stage = await Stage.open();
  const query = await stage.start(stage.input.toDF().dropDuplicates(["k"]), "append");
  await stage.add(query, row("a", "00:01"));
  await stage.add(query, row("a", "00:03"));
  expect((await why(query)).sentence).toBe(
    "Nothing new: 1 row of the last 1 has a key that came before. 1 key is remembered, for ever.",
  );
});
