import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { StreamSession, col, expr, fromJson, ManualClock, t, type DataFrame } from "streambook";

let clock: ManualClock;
let session: StreamSession;
let printed: string[];
let folder: string;

beforeEach(async () => {
  clock = new ManualClock("2020-01-01T00:00:00Z");
  printed = [];
  folder = mkdtempSync(join(tmpdir(), "streambook test "));
  session = await StreamSession.create({
    clock,
    seed: 1,
    config: { "spark.sql.session.timeZone": "UTC" },
    print: (text) => printed.push(text),
  });
});
afterEach(async () => {
  await session.stop();
  rmSync(folder, { recursive: true, force: true });
});

const lines = t.struct({ value: t.string() });
const reading = t.struct({ Arrival_Time: t.long(), Device: t.string(), gt: t.string(), x: t.double() });
const rows = async (df: DataFrame): Promise<unknown[]> => (await df.collect()).map((row) => row.toJSON());

test("the main job: text to JSON to columns, filtered, in a memory table", async () => {
  const input = session.memoryStream(lines);
  const iot = input
    .toDF()
    .select(fromJson(col("value"), reading).as("json"))
    .select("json.*")
    .na.drop("any");
  const query = await iot
    .where("gt like '%stairs%'")
    .writeStream.format("memory")
    .queryName("stairs")
    .start();
  input.addData([
    ['{"Arrival_Time": 1584786731698422519, "Device": "nexus4_1", "gt": "stairsup", "x": 0.5}'],
    ['{"Arrival_Time": 1584786731698422520, "Device": null, "gt": null, "x": null}'],
    ["not json"],
    ['{"Arrival_Time": 1584786731698422521, "Device": "nexus4_2", "gt": "walk", "x": 1}'],
    ['{"Arrival_Time": 1.5, "Device": "nexus4_2", "gt": "stairsdown", "x": 1}'],
  ]);
  await query.processAllAvailable();
  const found = await session.sql("SELECT * FROM stairs").collect();
  expect(found.map((r) => r.toArray())).toEqual([[1584786731698422519n, "nexus4_1", "stairsup", 0.5]]);
  expect(query.lastProgress).toMatchObject({
    batchId: 0,
    numInputRows: 5,
    sink: { description: "MemorySink", numOutputRows: 1 },
  });
});

test("a malformed line is nulls, keeps its text, or stops the query", async () => {
  const input = session.memoryStream(lines);
  const withCorrupt = t.struct({ x: t.double(), _corrupt_record: t.string() });
  const kept = await input
    .toDF()
    .select(fromJson(col("value"), withCorrupt).as("j"))
    .select("j.*")
    .writeStream.format("memory")
    .queryName("kept")
    .start();
  const fast = await input
    .toDF()
    .select(fromJson(col("value"), t.struct({ x: t.double() }), { mode: "FAILFAST" }).as("j"))
    .select("j.*")
    .writeStream.format("memory")
    .queryName("fast")
    .start();
  input.addData([['{"x": 1.5}'], ["{oops"], ['{"x": "text"}']]);
  await kept.processAllAvailable();
  expect(await rows(session.sql("SELECT * FROM kept"))).toEqual([
    { x: 1.5, _corrupt_record: null },
    { x: null, _corrupt_record: "{oops" },
    { x: null, _corrupt_record: '{"x": "text"}' },
  ]);
  await expect(fast.processAllAvailable()).rejects.toThrow("MALFORMED_RECORD_IN_PARSING");
  expect(fast.isActive).toBe(false);
  expect(fast.exception()?.message).toContain("FAILFAST");
});

test("processing time fires on the clock's grid, one batch for what was added since", async () => {
  const input = session.memoryStream(t.struct({ n: t.long() }));
  const query = await input
    .toDF()
    .writeStream.format("memory")
    .queryName("numbers")
    .trigger({ processingTime: "10 seconds" })
    .start();
  input.addData([[1n]]);
  await clock.advance("1 second");
  input.addData([[2n], [3n]]);
  expect(await session.table("numbers").count()).toBeLessThan(3);
  await clock.advance("10 seconds");
  expect(await session.table("numbers").count()).toBe(3);
  expect(query.recentProgress.filter((p) => p.numInputRows > 0).at(-1)?.numInputRows).toBe(2);
  await query.stop();
  expect(query.isActive).toBe(false);
});

test("available now ends when what was there is done; once takes one batch", async () => {
  const input = session.memoryStream(t.struct({ n: t.long() }));
  input.addData([[1n], [2n]]);
  for (const [name, trigger] of [
    ["a", { availableNow: true }],
    ["o", { once: true }],
  ] as const) {
    const query = await input.toDF().writeStream.format("memory").queryName(name).trigger(trigger).start();
    await query.awaitTermination();
    expect(await session.table(name).count()).toBe(2);
  }
});

test("a stopped query can be stopped, waited for and asked again", async () => {
  const input = session.memoryStream(t.struct({ v: t.string() }));
  const query = await input.toDF().writeStream.format("memory").queryName("stopped").start();
  input.addData([["a"]]);
  await query.processAllAvailable();
  await query.stop();
  input.addData([["b"]]);
  await query.processAllAvailable();
  await query.stop();
  expect(await query.awaitTermination(1)).toBe(true);
  expect(query.status.message).toBe("Stopped");
  expect(query.lastProgress!.sources[0]).toMatchObject({ startOffset: null, endOffset: 0, numInputRows: 1 });
  expect(await session.table("stopped").count()).toBe(1);
});

test("a stopped query goes on from its checkpoint, rows added meanwhile included", async () => {
  const input = session.memoryStream(t.struct({ n: t.long() }));
  const start = () =>
    input
      .toDF()
      .withColumn("twice", expr("n * 2"))
      .writeStream.format("memory")
      .queryName("resumed")
      .option("checkpointLocation", join(folder, "ckpt"))
      .start();
  const first = await start();
  input.addData([[1n]]);
  await first.processAllAvailable();
  await first.stop();
  input.addData([[2n]]);
  const second = await start();
  await second.processAllAvailable();
  expect(second.id).toBe(first.id);
  expect(second.runId).not.toBe(first.runId);
  expect(second.lastProgress?.batchId).toBe(1);
  expect(
    (await session.sql("SELECT n, twice FROM resumed ORDER BY n").collect()).map((r) => r.toArray()),
  ).toEqual([
    [1n, 2n],
    [2n, 4n],
  ]);
});

test("foreachBatch gets each batch once, as a table of its own", async () => {
  const input = session.memoryStream(t.struct({ k: t.string(), n: t.long() }));
  const seen: unknown[] = [];
  const query = await input
    .toDF()
    .writeStream.foreachBatch(async (batch, id) => {
      expect(batch.isStreaming).toBe(false);
      seen.push([
        id,
        await rows(batch.groupBy("k").count().orderBy("k")),
        await batch.where("n > 1").count(),
      ]);
    })
    .start();
  input.addData([
    ["a", 1n],
    ["a", 2n],
    ["b", 3n],
  ]);
  await query.processAllAvailable();
  input.addData([["c", 4n]]);
  await query.processAllAvailable();
  expect(seen).toEqual([
    [
      0,
      [
        { k: "a", count: 2 },
        { k: "b", count: 1 },
      ],
      2,
    ],
    [1, [{ k: "c", count: 1 }], 1],
  ]);
});

test("the console sink prints as Spark prints", async () => {
  const input = session.memoryStream(t.struct({ gt: t.string() }));
  const query = await input.toDF().writeStream.format("console").option("truncate", false).start();
  input.addData([["walk"], [null]]);
  await query.processAllAvailable();
  expect(printed.join("\n")).toContain(
    "-------------------------------------------\nBatch: 0\n-------------------------------------------\n+----+\n|gt  |\n+----+\n|walk|\n|NULL|\n+----+\n",
  );
});

test("a stream joins a table that stands still", async () => {
  const input = session.memoryStream(t.struct({ User: t.string(), n: t.long() }));
  const users = session.createDataFrame([
    { User: "a", FirstName: "Ada" },
    { User: "b", FirstName: "Bob" },
  ]);
  const query = await input
    .toDF()
    .join(users, "User", "left")
    .select("n", "FirstName")
    .writeStream.format("memory")
    .queryName("joined")
    .start();
  input.addData([
    ["a", 1n],
    ["z", 2n],
  ]);
  await query.processAllAvailable();
  expect(await rows(session.sql("SELECT * FROM joined ORDER BY n"))).toEqual([
    { n: 1, FirstName: "Ada" },
    { n: 2, FirstName: null },
  ]);
});

test("what cannot stream is refused at start, with what to write instead", async () => {
  const input = session.memoryStream(t.struct({ n: t.long() }));
  const start = (df: DataFrame) => df.writeStream.format("memory").queryName("no").start();
  await expect(start(input.toDF().orderBy("n") as DataFrame)).rejects.toThrow(
    /Sorting is not supported.*\n.*\n.*ORDER BY/,
  );
  await expect(start(input.toDF().groupBy("n").count())).rejects.toThrow(
    /STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION[^]*update/,
  );
  await expect(
    input.toDF().writeStream.format("memory").queryName("no").outputMode("complete").start(),
  ).rejects.toThrow("STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION");
  await expect(input.toDF().collect()).rejects.toThrow("writeStream.start()");
  await expect(input.toDF().writeStream.format("memory").start()).rejects.toThrow("queryName");
  expect(() => input.toDF().select("m")).toThrow(/UNRESOLVED_COLUMN[^]*`n`/);
});

test("a query stops when its operators fail, and the next use says why", async () => {
  const input = session.memoryStream(t.struct({ s: t.string() }));
  const query = await input
    .toDF()
    .select(col("s").cast("int").as("i"))
    .writeStream.format("memory")
    .queryName("casts")
    .start();
  input.addData([["1"], ["x"]]);
  await expect(query.processAllAvailable()).rejects.toThrow("CAST_INVALID_INPUT");
  expect(query.exception()).not.toBeNull();
  await expect(query.awaitTermination()).rejects.toThrow("CAST_INVALID_INPUT");
  expect(session.streams.active).toEqual([]);
});

test("a look at a query shows the newest rows of a table that grows, in order, and how many there are", async () => {
  const input = session.memoryStream(t.struct({ value: t.long() }));
  const query = await input.toDF().writeStream.format("memory").queryName("seen").start();
  expect(await query.snapshot(3)).toMatchObject({ rows: [], total: 0 });
  for (const start of [0n, 2n, 4n]) {
    input.addData([{ value: start }, { value: start + 1n }]);
    await query.processAllAvailable();
  }
  expect(await query.snapshot(3)).toEqual({
    columns: [{ name: "value", type: "bigint" }],
    rows: [[3n], [4n], [5n]],
    total: 6,
    isNewest: true,
  });
  expect((await query.snapshot(10)).rows).toHaveLength(6);
});

test("a name taken twice is refused, or in a notebook replaced with a word about it", async () => {
  const input = session.memoryStream(t.struct({ value: t.long() }));
  const start = () => input.toDF().writeStream.format("memory").queryName("twice").start();
  const first = await start();
  await expect(start()).rejects.toMatchObject({ code: "QUERY_ALREADY_EXISTS" });
  session.conf.set("streambook.replaceQueries", "true");
  const second = await start();
  expect([first.isActive, second.isActive]).toEqual([false, true]);
  expect(printed).toEqual(['The query "twice" that was running is stopped: this one takes its place.']);
});

test("the size of a batch may change between two starts on a checkpoint, what is computed may not", async () => {
  const [inbox, checkpoint] = [join(folder, "inbox"), join(folder, "checkpoint")];
  mkdirSync(inbox);
  for (const n of [1, 2, 3, 4, 5]) writeFileSync(join(inbox, `${n}.json`), `{"n":${n}}`);
  const batches: string[] = [];
  const start = async (files: number, expression = "n") => {
    const query = await session.readStream
      .format("json")
      .schema("n int")
      .option("maxFilesPerTrigger", files)
      .load(inbox)
      .selectExpr(`${expression} AS n`)
      .writeStream.foreachBatch(async (batch, id) => {
        batches.push(`${id}: ${(await batch.collect()).map((row) => String(row["n"])).join()}`);
        if (id === 1) await query.stop();
      })
      .option("checkpointLocation", checkpoint)
      .start();
    await query.processAllAvailable();
    await query.stop();
  };
  await start(1);
  await start(3);
  expect(batches).toEqual(["0: 1", "1: 2", "2: 3,4,5"]);
  await expect(start(3, "n + 1")).rejects.toMatchObject({ code: "CHECKPOINT_PLAN_CHANGED" });
});
