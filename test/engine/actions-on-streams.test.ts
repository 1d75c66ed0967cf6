// What a stream that nobody has started answers to who wants its rows.
import { afterAll, beforeAll, expect, test } from "vitest";
import { StreamSession, t, toDanfo, type DataFrame } from "streambook";

let session: StreamSession;
let lines: DataFrame;
beforeAll(async () => {
  session = await StreamSession.create();
  lines = session.memoryStream(t.struct({ value: t.string() })).toDF() as DataFrame;
});
afterAll(() => session.stop());

const actions: readonly [string, (df: DataFrame) => Promise<unknown>][] = [
  ["show", (df) => df.show()],
  ["collect", (df) => df.collect()],
  ["count", (df) => df.count()],
  ["take", (df) => df.take(3)],
  ["tail", (df) => df.tail(3)],
  ["head", (df) => df.head()],
  ["first", (df) => df.first()],
  ["isEmpty", (df) => df.isEmpty()],
  ["snapshot", (df) => df.snapshot(3)],
];

test.each(actions)("%s names itself and says what to start first", async (name, act) => {
  const query = /try: start a query first: .*queryName\("seen"\)\.start\(\); then .*FROM seen/;
  await expect(act(lines)).rejects.toThrow(`[STREAMING_QUERY_NEEDS_START] ${name}: Queries with streaming`);
  await expect(act(lines)).rejects.toThrow(query);
  await expect(act(lines.groupBy("value").count())).rejects.toThrow(
    /queryName\("seen"\)\.outputMode\("complete"\)\.start\(\)/,
  );
});

test("what is written, and what danfojs should have, is started too", async () => {
  await expect(lines.write.csv("never")).rejects.toThrow(/try: start a query instead: .*foreachBatch/);
  await expect(toDanfo(lines)).rejects.toThrow(/STREAMING_QUERY_REQUIRED.*then toDanfo\(query\)/s);
});

test("of a table that does not stream, all of them answer", async () => {
  const table = session.createDataFrame([{ value: "a" }, { value: "b" }]);
  expect((await table.head())?.["value"]).toBe("a");
  expect(await table.head(1)).toHaveLength(1);
  expect((await table.first())?.["value"]).toBe("a");
  expect(await table.isEmpty()).toBe(false);
  expect((await table.tail(1))[0]?.["value"]).toBe("b");
  expect(await table.where("false").head()).toBeNull();
});
