import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { LocalRelation } from "../../src/plan/logical-plan.js";
import { consoleSink } from "../../src/sinks/console.js";
import { foreachBatchSink } from "../../src/sinks/foreach-batch.js";
import { memorySink } from "../../src/sinks/memory.js";
import { noopSink } from "../../src/sinks/noop.js";
import { Bench } from "../streaming/kit.js";
import { batchOf } from "./batch.js";
import { sinkContract } from "./contract.js";

sinkContract({
  provider: consoleSink,
  output: (bench) =>
    Promise.resolve(bench.printed.flatMap((text) => text.match(/(?<=\| +)[a-z](?=\|)/g) ?? [])),
  ignoresRepeats: false,
  reported: 2,
});

sinkContract({
  provider: memorySink,
  output: (bench) => bench.tables.values("out"),
  ignoresRepeats: true,
  reported: 2,
});

const handed: string[] = [];
sinkContract({
  provider: foreachBatchSink,
  context: () => {
    handed.length = 0;
    return {
      foreachBatch: (plan) =>
        void handed.push(...(plan as LocalRelation).rows.map((row) => row[0] as string)),
    };
  },
  output: () => Promise.resolve(handed),
  ignoresRepeats: false,
  reported: -1,
});

sinkContract({ provider: noopSink, output: () => null, ignoresRepeats: false, reported: 2 });

let bench: Bench;
beforeEach(async () => void (bench = await Bench.open()));
afterEach(() => bench.close());

describe("the console sink", () => {
  const bar = "-".repeat(43);

  it("prints Spark's text, an empty batch too", async () => {
    const sink = consoleSink.create(bench.context(null));
    await sink.addBatch(batchOf(bench, 0, ["a", "twenty-five characters ok"]));
    await sink.addBatch(batchOf(bench, 1, []));
    expect(bench.printed).toEqual([
      `${bar}\nBatch: 0\n${bar}\n` +
        "+--------------------+\n|               value|\n+--------------------+\n" +
        "|                   a|\n|twenty-five chara...|\n+--------------------+\n",
      `${bar}\nBatch: 1\n${bar}\n+-----+\n|value|\n+-----+\n+-----+\n`,
    ]);
  });

  it("knows numRows and truncate", async () => {
    const options = { numrows: "1", truncate: "false" };
    const sink = consoleSink.create({ ...bench.context(null), options });
    await sink.addBatch(batchOf(bench, 0, ["a long line that is not cut at all", "b"]));
    expect(bench.printed[0]).toContain("|a long line that is not cut at all|\n");
    expect(bench.printed[0]).toContain("only showing top 1 row");
    for (const wrong of [{ numrows: "many" }, { numrows: "-1" }, { truncate: "maybe" }]) {
      expect(() => consoleSink.create({ ...bench.context(null), options: wrong })).toThrow(
        "INVALID_SINK_OPTION",
      );
    }
  });
});

describe("the memory sink", () => {
  it("needs a name", () => {
    expect(() => memorySink.create(bench.context(null))).toThrow("queryName must be specified");
  });

  it("starts empty when the query starts anew, and goes on when it restarts", async () => {
    const first = memorySink.create(bench.context("out"));
    await first.open?.(false);
    await first.addBatch(batchOf(bench, 0, ["a"]));
    const restarted = memorySink.create(bench.context("out"));
    await restarted.open?.(true);
    await restarted.addBatch(batchOf(bench, 0, ["a"]));
    await restarted.addBatch(batchOf(bench, 1, ["b"]));
    expect(await bench.tables.values("out")).toEqual(["a", "b"]);
    const anew = memorySink.create(bench.context("out"));
    await anew.open?.(false);
    expect(await bench.tables.values("out")).toEqual([]);
  });

  it("goes on without its table in complete mode only", async () => {
    await expect(memorySink.create(bench.context("gone")).open?.(true)).rejects.toMatchObject({
      code: "MEMORY_SINK_NOT_RECOVERABLE",
    });
    await memorySink.create(bench.context("whole", "complete")).open?.(true);
  });
});

describe("foreachBatch", () => {
  it("needs a function", () => {
    expect(() => foreachBatchSink.create(bench.context(null))).toThrow("FOREACH_BATCH_WITHOUT_FUNCTION");
  });

  it("frees the batch when the function throws", async () => {
    const failing = () => Promise.reject(new Error("my bug"));
    const sink = foreachBatchSink.create(bench.context(null, "append", failing));
    const batch = batchOf(bench, 0, ["a"]);
    await expect(sink.addBatch(batch)).rejects.toThrow("my bug");
    expect(batch.unreleased).toBe(0);
  });
});
