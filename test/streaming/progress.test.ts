import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ForeachBatchSink } from "../../src/sinks/foreach-batch.js";
import { MemorySink } from "../../src/sinks/memory.js";
import type { SinkContext } from "../../src/streaming/sink.js";
import { Bench, settle } from "./kit.js";

let bench: Bench;
beforeEach(async () => void (bench = await Bench.open()));
afterEach(() => bench.close());

const memory = (context: SinkContext) => new MemorySink(context);

describe("progress", () => {
  it("has Spark's fields, measured by the session's clock", async () => {
    const slow = (context: SinkContext) =>
      new ForeachBatchSink({ ...context, foreachBatch: () => bench.clock.advance("500 milliseconds") });
    const query = await bench.start(slow, { name: "out" });
    await settle(bench.clock);
    await bench.clock.advance("2 seconds");
    bench.input.add("a", "b", "c", "d");
    await query.processAllAvailable();
    expect(query.lastProgress).toEqual({
      id: query.id,
      runId: query.runId,
      name: "out",
      timestamp: "2020-01-01T00:00:02.000Z",
      batchId: 0,
      batchDuration: 500,
      numInputRows: 4,
      inputRowsPerSecond: 2,
      processedRowsPerSecond: 8,
      durationMs: {
        addBatch: 500,
        commitOffsets: 0,
        getBatch: 0,
        latestOffset: 0,
        queryPlanning: 0,
        triggerExecution: 500,
        walCommit: 0,
      },
      eventTime: {},
      stateOperators: [
        {
          operatorName: "count",
          numRowsTotal: 4,
          numRowsUpdated: 4,
          numRowsRemoved: 0,
          numRowsDroppedByWatermark: 0,
          memoryUsedBytes: 0,
          allUpdatesTimeMs: 0,
          allRemovalsTimeMs: 0,
          commitTimeMs: 0,
          numShufflePartitions: 1,
          numStateStoreInstances: 1,
          customMetrics: {},
        },
      ],
      sources: [
        {
          description: "Scripted[input]",
          startOffset: null,
          endOffset: 4,
          latestOffset: 4,
          numInputRows: 4,
          inputRowsPerSecond: 2,
          processedRowsPerSecond: 8,
          metrics: {},
        },
      ],
      sink: { description: "ForeachBatchSink", numOutputRows: -1 },
      observedMetrics: {},
    });
  });

  it("is reported by an idle query at its start and every ten seconds, without a batch number", async () => {
    const idle: string[] = [];
    const query = await bench.start(memory, {
      name: "out",
      events: { onQueryIdle: (event) => idle.push(event.timestamp) },
    });
    bench.input.add("a");
    await settle(bench.clock);
    await bench.clock.advance("25 seconds");
    bench.input.add("b");
    await settle(bench.clock);
    expect(query.recentProgress.map((p) => [p.batchId, p.numInputRows, p.timestamp.slice(17, 19)])).toEqual([
      [0, 1, "00"],
      [1, 0, "10"],
      [1, 0, "20"],
      [1, 1, "25"],
    ]);
    expect(idle).toEqual(["2020-01-01T00:00:10.000Z", "2020-01-01T00:00:20.000Z"]);
    const state = query.recentProgress[1]?.stateOperators[0];
    expect(state).toMatchObject({ numRowsTotal: 1, numRowsUpdated: 0 });
  });

  it("keeps the last hundred and calls back after each", async () => {
    let called = 0;
    const query = await bench.start(memory, { name: "out" });
    const unfollow = query.onProgress(() => called++);
    for (let i = 0; i < 105; i++) {
      bench.input.add("x");
      await query.processAllAvailable();
    }
    expect(query.recentProgress.length).toBe(100);
    expect(query.lastProgress?.batchId).toBe(104);
    unfollow();
    const before = called;
    expect(before).toBeGreaterThanOrEqual(105);
    await query.stop();
    expect(called).toBe(before);
  });

  it("outlives a listener that throws", async () => {
    const warnings: Error[] = [];
    const warned = (warning: Error) => warnings.push(warning);
    process.on("warning", warned);
    const query = await bench.start(memory, { name: "out" });
    query.onProgress(() => {
      throw new Error("listener bug");
    });
    bench.input.add("a");
    await query.processAllAvailable();
    await settle(bench.clock);
    process.off("warning", warned);
    expect(query.isActive).toBe(true);
    expect(warnings.map((warning) => warning.message)).toContain("A streaming listener failed: listener bug");
  });
});
