import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StreambookError } from "../../src/errors.js";
import { ForeachBatchSink } from "../../src/sinks/foreach-batch.js";
import { MemorySink } from "../../src/sinks/memory.js";
import type { SinkContext } from "../../src/streaming/sink.js";
import type { StreamExecution } from "../../src/streaming/stream-execution.js";
import { Bench, settle } from "./kit.js";
import { ScriptedInput } from "./scripted-source.js";

let bench: Bench;
beforeEach(async () => void (bench = await Bench.open()));
afterEach(() => bench.close());

const memory = (context: SinkContext) => new MemorySink(context);
const calling = (callback: (id: number) => void | Promise<void>) => (context: SinkContext) =>
  new ForeachBatchSink({ ...context, foreachBatch: (_, id) => callback(id) });

describe("a query that fails", () => {
  it("stops, keeps its exception and raises it at the next use, without an unhandled rejection", async () => {
    const unhandled: unknown[] = [];
    const listener = (error: unknown) => unhandled.push(error);
    process.on("unhandledRejection", listener);
    const query = await bench.start(memory, { name: "out" });
    bench.input.add("boom");
    await settle(bench.clock);
    expect(query.isActive).toBe(false);
    const message =
      `[STREAM_FAILED] query "out": The query [id = ${query.id}, runId = ${query.runId}] ` +
      "terminated with exception: boom in the data";
    expect(query.exception()?.message).toBe(message);
    expect(query.status.message).toBe("Terminated with exception: boom in the data");
    await expect(query.awaitTermination()).rejects.toThrow(message);
    await expect(query.awaitTermination(10)).rejects.toThrow(message);
    await expect(query.processAllAvailable()).rejects.toThrow(message);
    expect(() => query.explain()).toThrow(message);
    await query.stop();
    expect(query.lastProgress).toBeNull();
    expect(bench.input.current.closed).toBe(true);
    await settle(bench.clock);
    process.off("unhandledRejection", listener);
    expect(unhandled).toEqual([]);
  });

  it("shows the code, the rule and the cure of what stopped it", async () => {
    const cause = new StreambookError({
      code: "CAST_INVALID_INPUT",
      step: "cast",
      rule: "The value cannot be cast.",
      got: '"x"',
      cure: "try_cast",
    });
    const query = await bench.start(
      calling(() => {
        throw cause;
      }),
    );
    bench.input.add("a");
    const error = (await query.processAllAvailable().catch((e: unknown) => e)) as StreambookError;
    expect(error).toMatchObject({ code: "STREAM_FAILED", got: '"x"', cure: "try_cast", cause });
    expect(error.message).toContain("[CAST_INVALID_INPUT] cast: The value cannot be cast.");
  });

  it("reports what a callback throws even when it is no Error", async () => {
    const query = await bench.start(calling(() => Promise.reject("just text"))); // eslint-disable-line @typescript-eslint/prefer-promise-reject-errors
    bench.input.add("a");
    await expect(query.processAllAvailable()).rejects.toThrow("terminated with exception: just text");
  });
});

describe("a source that fails", () => {
  const lost = new Error("connection lost");

  it("takes the query with it after the rows it has given", async () => {
    const query = await bench.start(memory, { name: "out" });
    bench.input.add("a", "b");
    bench.input.current.context?.fail(lost);
    await settle(bench.clock);
    expect(await bench.tables.values("out")).toEqual(["a", "b"]);
    expect(query.exception()?.cause).toBe(lost);
  });

  it("does not wait for the trigger", async () => {
    const query = await bench.start(memory, { name: "out", trigger: { processingTime: "1 hour" } });
    await settle(bench.clock);
    bench.input.add("a");
    bench.input.current.context?.fail(lost);
    await settle(bench.clock);
    expect(await bench.tables.values("out")).toEqual(["a"]);
    expect(query.isActive).toBe(false);
  });

  it("is not kept alive by another source that gives for ever", async () => {
    const endless = new ScriptedInput("endless", { limit: 1 });
    const onStep = () => endless.add("more");
    const query = await bench.start(memory, { name: "out", inputs: [endless, bench.input], onStep });
    endless.add("first");
    bench.input.add("a");
    bench.input.current.context?.fail(lost);
    await expect(query.awaitTermination()).rejects.toThrow("connection lost");
    expect(await bench.tables.values("out")).toContain("a");
  });

  it("cannot be opened: start raises it as it is, and everything is closed", async () => {
    const input = new ScriptedInput("refused");
    input.source = () => {
      const source = ScriptedInput.prototype.source.call(input);
      source.open = () => Promise.reject(lost);
      return source;
    };
    await expect(bench.start(memory, { name: "out", inputs: [bench.input, input] })).rejects.toBe(lost);
    expect(bench.input.current.closed).toBe(true);
  });

  it("shows its notices in the status while the query waits", async () => {
    const query = await bench.start(memory, { name: "out" });
    bench.input.current.context?.notice("the server closed the connection");
    await settle(bench.clock);
    expect(query.notices).toEqual(["the server closed the connection"]);
    expect(query.status.message).toBe(
      "Waiting for data to arrive (Scripted[input]: the server closed the connection)",
    );
    bench.input.current.context?.notice("");
    expect(query.status.message).toBe("Waiting for data to arrive");
  });
});

describe("stop", () => {
  it("waits for the batch in flight", async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    const entered = new Promise<void>((resolve) => {
      void bench
        .start(
          calling(() => {
            resolve();
            return gate;
          }),
        )
        .then((query) => (running = query));
    });
    let running: StreamExecution | null = null;
    bench.input.add("a");
    await entered;
    const query = running as unknown as StreamExecution;
    expect(query.status).toEqual({
      message: "Processing new data",
      isDataAvailable: true,
      isTriggerActive: true,
    });
    let stopped = false;
    const stopping = query.stop().then(() => (stopped = true));
    await Promise.resolve();
    expect(stopped).toBe(false);
    release();
    await stopping;
    expect(query.lastProgress?.batchId).toBe(0);
    expect(query.status.message).toBe("Stopped");
    await query.stop();
    await query.awaitTermination();
  });

  it("called in a batch ends the query after it", async () => {
    let query: StreamExecution | null = null;
    query = await bench.start(calling(async (id) => (id === 1 ? query?.stop() : undefined)));
    for (const row of ["a", "b", "c"]) {
      bench.input.add(row);
      await query.processAllAvailable();
    }
    await query.awaitTermination();
    expect(query.recentProgress.filter((p) => p.numInputRows > 0).map((p) => p.batchId)).toEqual([0, 1]);
  });

  it("refuses to wait inside a batch for its own end", async () => {
    let query: StreamExecution | null = null;
    query = await bench.start(calling(() => query?.processAllAvailable()));
    bench.input.add("a");
    await expect(query.processAllAvailable()).rejects.toThrow("QUERY_WAITS_FOR_ITSELF");
  });

  it("can be called from a timer that a batch has left behind", async () => {
    let query: StreamExecution | null = null;
    query = await bench.start(
      calling(() => void bench.clock.schedule(bench.clock.now() + 1000, () => query?.stop())),
    );
    bench.input.add("a");
    await query.processAllAvailable();
    await bench.clock.advance("1 second");
    expect(query.isActive).toBe(false);
  });
});

describe("awaitTermination with a timeout", () => {
  it("counts seconds of the session's clock", async () => {
    const query = await bench.start(memory, { name: "out" });
    const waiting = query.awaitTermination(5);
    await bench.clock.advance("5 seconds");
    expect(await waiting).toBe(false);
    const again = query.awaitTermination(5);
    await query.stop();
    expect(await again).toBe(true);
    await expect(query.awaitTermination(0)).rejects.toMatchObject({ code: "INVALID_TIMEOUT" });
  });
});
