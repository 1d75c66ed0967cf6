import { expect, it } from "vitest";
import { count, window, type StreamingQueryListener } from "streambook";
import { row, Stage } from "./group-state/kit.js";

/** `lastProgress.json` of PySpark 4.3.0 for a windowed count of a memory stream, written by foreachBatch: the names of its fields. */
const spark = {
  progress:
    "id runId name timestamp batchId batchDuration numInputRows inputRowsPerSecond processedRowsPerSecond durationMs eventTime stateOperators sources sink",
  durationMs: "addBatch commitOffsets getBatch latestOffset queryPlanning triggerExecution walCommit",
  eventTime: "avg max min watermark",
  stateOperator:
    "operatorName numRowsTotal numRowsUpdated allUpdatesTimeMs numRowsRemoved allRemovalsTimeMs commitTimeMs memoryUsedBytes numRowsDroppedByWatermark numShufflePartitions numStateStoreInstances customMetrics",
  source:
    "description startOffset endOffset latestOffset numInputRows inputRowsPerSecond processedRowsPerSecond",
  sink: "description numOutputRows",
};
const sorted = (text: string): string[] => text.split(" ").sort();
const fields = (value: object | undefined): string[] => Object.keys(value ?? {}).sort();

it("progress has the fields of Spark's, and lists none that Spark's class lacks", async () => {
  const stage = await Stage.open();
  const df = stage.timed.groupBy(window("t", "10 seconds"), "k").agg(count("*").as("n"));
  const query = await stage.start(df, "update");
  await stage.add(query, row("a", "00:01"), row("b", "00:12"));
  const progress = query.recentProgress.find((p) => p.numInputRows === 2)!;
  // `observedMetrics` and a source's `metrics` are fields of the class that its JSON leaves out when they are empty.
  expect(fields(progress)).toEqual(sorted(`${spark.progress} observedMetrics`));
  expect(fields(progress.durationMs)).toEqual(sorted(spark.durationMs));
  expect(fields(progress.eventTime)).toEqual(sorted(spark.eventTime));
  expect(fields(progress.stateOperators[0])).toEqual(sorted(spark.stateOperator));
  expect(fields(progress.sources[0])).toEqual(sorted(`${spark.source} metrics`));
  expect(fields(progress.sink)).toEqual(sorted(spark.sink));
  expect(progress.eventTime).toEqual({
    avg: "2024-01-01T00:00:06.500Z",
    max: "2024-01-01T00:00:12.000Z",
    min: "2024-01-01T00:00:01.000Z",
    watermark: "1970-01-01T00:00:00.000Z",
  });
  expect(progress.timestamp).toBe("2024-01-01T00:00:00.000Z");
  expect(JSON.parse(JSON.stringify(progress))).toEqual(progress);
});

it("listeners hear the events of Spark's StreamingQueryListener", async () => {
  const stage = await Stage.open();
  const heard: [string, object][] = [];
  const listener: StreamingQueryListener = {
    onQueryStarted: (event) => void heard.push(["started", event]),
    onQueryProgress: (event) => void heard.push(["progress", event]),
    onQueryIdle: (event) => void heard.push(["idle", event]),
    onQueryTerminated: (event) => void heard.push(["terminated", event]),
  };
  const { streams } = stage.session;
  streams.addListener(listener);
  expect(streams.listListeners()).toEqual([listener]);
  const query = await stage.start(stage.input.toDF(), "append");
  await stage.add(query, row("a", "00:01"));
  await stage.clock.advance("11 seconds");
  await query.stop();
  expect(heard.map(([name]) => name)).toEqual(["started", "progress", "idle", "terminated"]);
  const { id, runId } = query;
  expect(heard[0]![1]).toEqual({ id, runId, name: null, timestamp: "2024-01-01T00:00:00.000Z", jobTags: [] });
  expect(fields(heard[1]![1])).toEqual(["progress"]);
  expect(heard[2]![1]).toEqual({ id, runId, timestamp: "2024-01-01T00:00:10.000Z" });
  expect(heard[3]![1]).toEqual({ id, runId, exception: null, errorClassOnException: null });

  const failing = await stage.start(stage.input.toDF().selectExpr("CAST(k AS INT) AS i"), "append");
  await expect(failing.processAllAvailable()).rejects.toThrow("CAST_INVALID_INPUT");
  expect(heard.at(-1)![1]).toMatchObject({ id: failing.id, errorClassOnException: "CAST_INVALID_INPUT" });
  await expect(streams.awaitAnyTermination(1)).rejects.toThrow("CAST_INVALID_INPUT");
  streams.resetTerminated();
  streams.removeListener(listener);
  expect(streams.listListeners()).toEqual([]);
});
