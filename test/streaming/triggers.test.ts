import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MemorySink } from "../../src/sinks/memory.js";
import { ForeachBatchSink } from "../../src/sinks/foreach-batch.js";
import { Bench, settle } from "./kit.js";
import { ScriptedInput } from "./scripted-source.js";

let bench: Bench;
beforeEach(async () => void (bench = await Bench.open()));
afterEach(() => bench.close());

const memory = (context: ConstructorParameters<typeof MemorySink>[0]) => new MemorySink(context);
const batches = (query: { recentProgress: readonly { batchId: number; numInputRows: number }[] }) =>
  query.recentProgress.filter((p) => p.numInputRows > 0).map((p) => [p.batchId, p.numInputRows]);

describe("no trigger", () => {
  it("runs a batch as soon as there is data, and none without", async () => {
    const query = await bench.start(memory, { name: "out" });
    await settle(bench.clock);
    expect(query.status).toEqual({
      message: "Waiting for data to arrive",
      isDataAvailable: false,
      isTriggerActive: false,
    });
    bench.input.add("a", "b");
    await settle(bench.clock);
    bench.input.add("c");
    await settle(bench.clock);
    expect(await bench.tables.values("out")).toEqual(["a", "b", "c"]);
    expect(batches(query)).toEqual([
      [0, 2],
      [1, 1],
    ]);
  });

  it("puts into one batch what several inputs got in one turn of the event loop", async () => {
    const other = new ScriptedInput("other");
    const query = await bench.start(memory, { name: "out", inputs: [bench.input, other] });
    await settle(bench.clock);
    bench.input.add("a");
    await Promise.resolve();
    other.add("b");
    bench.input.add("c");
    await settle(bench.clock);
    expect(batches(query)).toEqual([[0, 3]]);
    expect(query.lastProgress?.sources.map((s) => [s.startOffset, s.endOffset, s.numInputRows])).toEqual([
      [null, 2, 2],
      [null, 1, 1],
    ]);
  });

  it("goes on at once while a source holds more than a batch may take", async () => {
    const input = new ScriptedInput("limited", { limit: 2 });
    input.add("a", "b", "c", "d", "e");
    const query = await bench.start(memory, { name: "out", inputs: [input] });
    await settle(bench.clock);
    expect(batches(query)).toEqual([
      [0, 2],
      [1, 2],
      [2, 1],
    ]);
  });

  it("answers data that arrives while a batch runs with the next batch", async () => {
    const seen: number[] = [];
    const query = await bench.start(
      () =>
        new ForeachBatchSink(
          bench.context(null, "append", (_, id) => {
            seen.push(id);
            if (id === 0) bench.input.add("late");
          }),
        ),
    );
    bench.input.add("first");
    await settle(bench.clock);
    expect(seen).toEqual([0, 1]);
    expect(batches(query)).toEqual([
      [0, 1],
      [1, 1],
    ]);
  });
});

describe("processingTime", () => {
  it("runs at once, then at multiples of the interval since the epoch", async () => {
    await bench.clock.advance("3 seconds");
    bench.input.add("a");
    const query = await bench.start(memory, { name: "out", trigger: { processingTime: "10 seconds" } });
    await settle(bench.clock);
    expect(query.status.message).toBe("Waiting for next trigger");
    bench.input.add("b");
    await bench.clock.advance("6 seconds");
    expect(await bench.tables.values("out")).toEqual(["a"]);
    await bench.clock.advance("1 second");
    expect(await bench.tables.values("out")).toEqual(["a", "b"]);
    const times = query.recentProgress.map((p) => p.timestamp);
    expect(times).toEqual(["2020-01-01T00:00:03.000Z", "2020-01-01T00:00:10.000Z"]);
  });

  it("skips the triggers that a long batch has missed, and says so", async () => {
    const query = await bench.start(
      () => new ForeachBatchSink(bench.context(null, "append", () => bench.clock.advance("25 seconds"))),
      { trigger: { processingTime: "10 seconds" } },
    );
    bench.input.add("a");
    await settle(bench.clock);
    expect(query.status.message).toContain("a batch took 25000 ms, longer than the interval of 10000 ms");
    bench.input.add("b"); // the missed trigger has fired already, at once: the next one is due at 30 s
    await bench.clock.advance("5 seconds");
    expect(query.recentProgress.filter((p) => p.numInputRows > 0)).toMatchObject([
      { timestamp: "2020-01-01T00:00:00.000Z", batchDuration: 25_000 },
      { timestamp: "2020-01-01T00:00:30.000Z", batchDuration: 25_000 },
    ]);
  });

  it("is overtaken by processAllAvailable", async () => {
    const query = await bench.start(memory, { name: "out", trigger: { processingTime: "1 hour" } });
    await settle(bench.clock);
    bench.input.add("a");
    await query.processAllAvailable();
    expect(await bench.tables.values("out")).toEqual(["a"]);
  });
});

describe("once and availableNow", () => {
  it("once takes all that is there in one batch and ends", async () => {
    bench.input.add("a", "b");
    const query = await bench.start(memory, { name: "out", trigger: { once: true } });
    await query.awaitTermination();
    expect(query.isActive).toBe(false);
    expect(query.status.message).toBe("Stopped");
    expect(batches(query)).toEqual([[0, 2]]);
  });

  it("availableNow keeps to the limits and ends when all is done", async () => {
    const input = new ScriptedInput("limited", { limit: 2 });
    input.add("a", "b", "c");
    const query = await bench.start(memory, {
      name: "out",
      inputs: [input],
      trigger: { availableNow: true },
    });
    await query.processAllAvailable();
    expect(query.isActive).toBe(false);
    expect(batches(query)).toEqual([
      [0, 2],
      [1, 1],
    ]);
  });
});
