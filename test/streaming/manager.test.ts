import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MemorySink } from "../../src/sinks/memory.js";
import { StreamingQueryManager } from "../../src/streaming/manager.js";
import type { SinkContext } from "../../src/streaming/sink.js";
import { Bench, settle } from "./kit.js";

let bench: Bench;
let streams: StreamingQueryManager;
beforeEach(async () => {
  bench = await Bench.open();
  streams = new StreamingQueryManager(bench.clock);
});
afterEach(() => bench.close());

const memory = (context: SinkContext) => new MemorySink(context);
const start = (name: string, replace = false) =>
  streams.start({ name, replace }, (events) => bench.start(memory, { name, events }));

describe("session.streams", () => {
  it("knows the active queries", async () => {
    const query = await start("a");
    expect(streams.active).toEqual([query]);
    expect(streams.get(query.id)).toBe(query);
    await query.stop();
    expect(streams.active).toEqual([]);
    expect(streams.get(query.id)).toBeNull();
  });

  it("refuses a second active query of a name, with Spark's sentence", async () => {
    await start("a");
    await expect(start("a")).rejects.toThrow(
      "Cannot start query with name a as a query with that name is already active in this session.",
    );
  });

  it("replaces it when asked to, however fast the cell is run again", async () => {
    const starts = await Promise.all([start("a", true), start("a", true), start("a", true)]);
    expect(starts.map((query) => query.isActive)).toEqual([false, false, true]);
    expect(streams.active).toEqual([starts[2]]);
  });

  it("awaits any termination, and raises a failure until it is reset", async () => {
    const good = await start("good");
    await start("bad");
    const any = streams.awaitAnyTermination();
    await good.stop();
    await any;
    streams.resetTerminated();
    const next = streams.awaitAnyTermination();
    next.catch(() => undefined);
    bench.input.add("boom");
    await expect(next).rejects.toThrow("boom in the data");
    await expect(streams.awaitAnyTermination(1)).rejects.toThrow("boom in the data");
    streams.resetTerminated();
    const nothing = streams.awaitAnyTermination(3);
    await bench.clock.advance("3 seconds");
    expect(await nothing).toBe(false);
  });

  it("tells listeners of start, progress and end", async () => {
    const heard: string[] = [];
    const listener = {
      onQueryStarted: (event: { name: string | null }) => heard.push(`started ${event.name}`),
      onQueryProgress: (event: { progress: { batchId: number } }) =>
        heard.push(`batch ${event.progress.batchId}`),
      onQueryTerminated: (event: { exception: string | null }) => heard.push(`ended ${event.exception}`),
    };
    streams.addListener(listener);
    const query = await start("a");
    bench.input.add("x");
    await settle(bench.clock);
    await query.stop();
    streams.removeListener(listener);
    await start("b");
    expect(heard).toEqual(["started a", "batch 0", "ended null"]);
  });

  it("stops them all", async () => {
    await Promise.all([start("a"), start("b")]);
    await streams.stopAll();
    expect(streams.active).toEqual([]);
  });
});
