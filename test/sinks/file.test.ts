import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ManualClock, StreamSession, t, type DataFrame } from "streambook";
import { fileSinks } from "../../src/sinks/file.js";
import type { SinkContext } from "../../src/streaming/sink.js";
import { Bench } from "../streaming/kit.js";
import { batchOf } from "./batch.js";
import { sinkContract } from "./contract.js";

let session: StreamSession;
let folder: string;
let bench: Bench;
beforeAll(async () => {
  const config = { "spark.sql.session.timeZone": "UTC" };
  session = await StreamSession.create({ clock: new ManualClock("2024-01-01T00:00:00Z"), seed: 1, config });
});
afterAll(() => session.stop());
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "streambook files "));
  bench = await Bench.open();
});
afterEach(async () => {
  await bench.close();
  rmSync(folder, { recursive: true, force: true });
});

const engine = () => session.range(1).engine;
const out = () => join(folder, "out");

/** The files of the output and their texts, names without what differs from run to run. */
function files(below = out()): Record<string, string> {
  const entries = readdirSync(below, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile())
    .map((e) => relative(below, join(e.parentPath, e.name)).split(sep).join("/"))
    .filter((name) => !name.startsWith("_"));
  const text = (name: string): string => readFileSync(join(below, name), "utf8");
  return Object.fromEntries(entries.sort().map((name) => [name.replace(/-[0-9a-f]*-c000/, ""), text(name)]));
}

const text = fileSinks.find((sink) => sink.format === "text")!;
sinkContract({
  provider: text,
  context: () => ({ options: { path: out() }, engine: engine() }),
  output: () =>
    Promise.resolve(
      Object.values(files())
        .join("")
        .split("\n")
        .filter((line) => line !== ""),
    ),
  ignoresRepeats: true,
  reported: -1,
});

const input = () => session.memoryStream(t.struct({ k: t.string(), n: t.long() }));
const start = (
  df: DataFrame<unknown>,
  format: string,
  more: Record<string, string> = {},
  by: string[] = [],
) =>
  df.writeStream
    .format(format)
    .options({ checkpointLocation: join(folder, "checkpoint"), ...more })
    .partitionBy(...by)
    .start(out());

describe("files of a stream", () => {
  it.each(["csv", "json", "parquet", "text"])("%s: a file a batch, read back as a table", async (format) => {
    const rows = input();
    const df = format === "text" ? rows.toDF().select("k") : rows.toDF();
    const query = await start(df, format, format === "csv" ? { header: "true" } : {});
    rows.addData([
      { k: "a", n: 1 },
      { k: "b", n: 2 },
    ]);
    await query.processAllAvailable();
    rows.addData([{ k: 'ä,"c"', n: null }]);
    await query.processAllAvailable();
    await query.stop();
    expect(query.lastProgress!.sink).toEqual({ description: `FileSink[${out()}]`, numOutputRows: -1 });
    expect(Object.keys(files())).toHaveLength(2);
    const reader = session.read.format(format);
    if (format === "csv") reader.option("header", true);
    const schema = format === "text" ? "value string" : "k string, n bigint";
    const back = await reader
      .schema(schema)
      .load(out())
      .orderBy(format === "text" ? "value" : "k")
      .collect();
    expect(back.map((r) => r.toArray())).toEqual(
      [
        ["a", 1n],
        ["b", 2n],
        ['ä,"c"', null],
      ].map((row) => (format === "text" ? row.slice(0, 1) : row)),
    );
  });

  it("keeps Spark's log of the files of each batch, compacted at every tenth", async () => {
    const rows = input();
    const query = await start(rows.toDF(), "json");
    for (let i = 0; i < 11; i++) {
      rows.addData([{ k: "a", n: i }]);
      await query.processAllAvailable();
    }
    await query.stop();
    const log = join(out(), "_spark_metadata");
    const entry = readFileSync(join(log, "3"), "utf8").split("\n");
    expect(entry[0]).toBe("v1");
    const added = JSON.parse(entry[1]!) as { path: string; size: number; action: string };
    expect(added.action).toBe("add");
    expect(added.size).toBe('{"k":"a","n":3}\n'.length);
    expect(readFileSync(new URL(added.path), "utf8")).toBe('{"k":"a","n":3}\n');
    expect(readFileSync(join(log, "9.compact"), "utf8").split("\n")).toHaveLength(11);
    expect(readdirSync(log).sort()).toEqual(["0", "1", "10", "2", "3", "4", "5", "6", "7", "8", "9.compact"]);
  });

  it("who reads the folder, as a table or a stream, sees what the log names and nothing else", async () => {
    const rows = input();
    const query = await start(rows.toDF(), "json", {}, ["k"]);
    rows.addData([
      { k: "a", n: 1 },
      { k: "b", n: 2 },
    ]);
    await query.processAllAvailable();
    await query.stop();
    // As a batch leaves it that was cut short before its entry.
    writeFileSync(join(out(), "k=a", "part-00000-00000001-0-c000.json"), '{"n":3}\n');
    const values = async (df: DataFrame): Promise<unknown[]> =>
      (await df.orderBy("n").collect()).map((row) => row.toArray());
    const kept = [
      [1n, "a"],
      [2n, "b"],
    ];
    expect(await values(await session.read.json(out()))).toEqual(kept);
    expect(await values(session.read.schema("n bigint").json(join(out(), "*")))).toEqual([[1n], [2n], [3n]]);
    const again = await session.readStream
      .schema("n bigint")
      .json(out())
      .writeStream.format("memory")
      .queryName("logged")
      .start();
    await again.processAllAvailable();
    await again.stop();
    expect(await values(session.table("logged"))).toEqual(kept);
  });

  it("partitionBy: a folder for each value, which the files leave out", async () => {
    const rows = input();
    const query = await start(rows.toDF(), "csv", { header: "true" }, ["k"]);
    rows.addData([
      ["a", 1],
      ["b/c", 2],
      [null, 3],
      ["a", 4],
    ]);
    await query.processAllAvailable();
    await query.stop();
    expect(files()).toEqual({
      "k=a/part-00000-00000000.csv": "n\n1\n4\n",
      "k=b%2Fc/part-00000-00000000.csv": "n\n2\n",
      "k=__HIVE_DEFAULT_PARTITION__/part-00000-00000000.csv": "n\n3\n",
    });
  });

  it("goes on after a restart, and refuses the batches of another query", async () => {
    const rows = input();
    for (const n of [1, 2]) {
      const query = await start(rows.toDF(), "json");
      rows.addData([{ k: "a", n }]);
      await query.processAllAvailable();
      await query.stop();
    }
    expect(Object.values(files())).toEqual(['{"k":"a","n":1}\n', '{"k":"a","n":2}\n']);
    await expect(
      start(rows.toDF(), "json", { checkpointLocation: join(folder, "other") }),
    ).rejects.toMatchObject({
      code: "FILE_SINK_FOLDER_TAKEN",
    });
  });

  it("refuses what it cannot do, before it starts", async () => {
    const df = input().toDF();
    const refused = async (starting: Promise<unknown>, code: string) =>
      expect(starting).rejects.toMatchObject({ code });
    await refused(df.writeStream.format("json").start(out()), "CHECKPOINT_LOCATION_REQUIRED");
    await refused(
      df.writeStream.format("json").option("checkpointLocation", folder).start(),
      "PATH_REQUIRED",
    );
    await refused(start(df, "json", {}, ["zz"]), "_LEGACY_ERROR_TEMP_1196");
    await refused(start(df, "json", {}, ["k", "n"]), "ALL_PARTITION_COLUMNS_NOT_ALLOWED");
    await refused(start(df, "json", { heder: "true" }), "UNKNOWN_SINK_OPTION");
    const counts = df.groupBy("k").count().writeStream.outputMode("complete").format("json");
    await refused(
      counts.option("checkpointLocation", folder).start(out()),
      "STREAMING_OUTPUT_MODE.UNSUPPORTED_DATASOURCE",
    );
    await refused(
      df.writeStream.format("memory").queryName("m").partitionBy("k").start(),
      "PARTITIONING_NOT_SUPPORTED",
    );
  });
});

describe("a crash of the file sink", () => {
  const context = (): SinkContext => ({ ...bench.context(null), options: { path: out() }, engine: engine() });
  const log = () => join(out(), "_spark_metadata");

  it.each(["F2", "F3", "F4"])("after %s leaves nothing twice", async (step) => {
    const first = text.create(context());
    await first.open?.(false, "q");
    await first.addBatch(batchOf(bench, 0, ["a", "b"]));
    // What the crash would have left: without the log's entry before F4, aside and not in its place before F3.
    if (step !== "F4") rmSync(log(), { recursive: true });
    if (step === "F2")
      for (const name of readdirSync(out())) if (name.startsWith("part-")) rmSync(join(out(), name));
    const second = text.create(context());
    await second.open?.(false, "q");
    await second.addBatch(batchOf(bench, 0, ["a", "b"]));
    await second.addBatch(batchOf(bench, 1, ["c"]));
    expect(Object.values(files()).join("")).toBe("a\nb\nc\n");
    expect(readdirSync(log()).sort()).toEqual(["0", "1"]);
    expect(readdirSync(out())).not.toContain("_temporary");
  });

  it.each([2, 3, 4, 5, 6])("a query that dies after step %i of a batch writes it once", async (step) => {
    const make = () => text.create(context());
    const location = join(folder, "checkpoint");
    const first = await bench.start(make, {
      location,
      onStep: (reached, batch) => {
        if (reached === step && batch === 1) throw new Error("crash");
      },
    });
    bench.input.add("a");
    await first.processAllAvailable();
    bench.input.add("b");
    await expect(first.processAllAvailable()).rejects.toThrow("crash");
    const second = await bench.start(make, { location });
    bench.input.add("c");
    await second.processAllAvailable();
    expect(Object.values(files()).join("")).toBe("a\nb\nc\n");
  });
});
