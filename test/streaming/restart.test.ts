import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MemorySink } from "../../src/sinks/memory.js";
import { ForeachBatchSink } from "../../src/sinks/foreach-batch.js";
import type { LocalRelation } from "../../src/plan/logical-plan.js";
import type { ProtocolStep } from "../../src/streaming/micro-batch.js";
import type { SinkContext } from "../../src/streaming/sink.js";
import { Bench, type StartOptions } from "./kit.js";
import { ScriptedInput } from "./scripted-source.js";

let bench: Bench;
let folder: string;
beforeEach(async () => {
  bench = await Bench.open();
  folder = mkdtempSync(join(tmpdir(), "streambook restart "));
});
afterEach(async () => {
  await bench.close();
  rmSync(folder, { recursive: true, force: true });
});

const steps: readonly ProtocolStep[] = [1, 2, 3, 4, 5, 6, 7];

/** Batches by number, as an idempotent sink keeps them: what comes again replaces what was there. */
class Outcome {
  readonly batches = new Map<number, string[]>();
  readonly repeated: number[] = [];

  sink = (context: SinkContext) =>
    new ForeachBatchSink({
      ...context,
      foreachBatch: (plan, id) => {
        const values = (plan as LocalRelation).rows.map((row) => row[0] as string);
        const before = this.batches.get(id);
        if (before) {
          this.repeated.push(id);
          expect(values).toEqual(before);
        }
        this.batches.set(id, values);
      },
    });

  get rows(): string[] {
    return [...this.batches.values()].flat();
  }
}

/**
 * Runs a batch to the end with the checkpoint copied after one step of its protocol, as a crash would leave it; then goes on
 * from the copy in a new process' stead: another database.
 */
async function crashAfter(step: ProtocolStep, input: ScriptedInput, options: StartOptions = {}) {
  const outcome = new Outcome();
  const live = join(folder, "live");
  const crashed = join(folder, "crashed");
  let stopped = false;
  const first = await bench.start(outcome.sink, {
    ...options,
    inputs: [input],
    location: live,
    onStep: (reached, batchId) => {
      if (batchId !== 1 || reached !== step) return;
      cpSync(live, crashed, { recursive: true });
      stopped = true;
      throw new Error("crash");
    },
  });
  input.add("a", "b");
  await first.processAllAvailable();
  input.add("c");
  await expect(first.processAllAvailable()).rejects.toThrow("crash");
  expect(stopped).toBe(true);
  const time = bench.clock.now();
  await bench.clock.advance("1 hour");
  const second = await Bench.open();
  return { outcome, crashed, second, time, first };
}

describe("a crash after each step of the protocol", () => {
  it.each(steps)("step %i, a source that replays: nothing lost, nothing doubled", async (step) => {
    const { outcome, crashed, second, first } = await crashAfter(step, bench.input);
    bench.input.add("d");
    const query = await second.start(outcome.sink, { inputs: [bench.input], location: crashed });
    await query.processAllAvailable();
    expect(query.id).toBe(first.id);
    expect(query.runId).not.toBe(first.runId);
    expect(outcome.rows).toEqual(["a", "b", "c", "d"]);
    expect(query.lastProgress?.stateOperators[0]?.numRowsTotal).toBe(4);
    const repeated = step === 5 ? [1] : [];
    expect(outcome.repeated).toEqual(repeated);
    await second.close();
  });

  it.each(steps)("step %i, a source that cannot replay: what was read is not lost", async (step) => {
    const input = new ScriptedInput("socket", { replays: false });
    const { outcome, crashed, second } = await crashAfter(step, input);
    const query = await second.start(outcome.sink, { inputs: [input], location: crashed });
    input.add("d");
    await query.processAllAvailable();
    // After step 1 the row "c" was in the socket's buffer only: a source that cannot replay has lost it with the process.
    const kept = step === 1 ? ["a", "b", "d"] : ["a", "b", "c", "d"];
    expect(outcome.rows).toEqual(kept);
    expect(query.lastProgress?.stateOperators[0]?.numRowsTotal).toBe(kept.length);
    await second.close();
  });

  it("repeats the batch with the same number, time, seed and offsets, before new data", async () => {
    const { outcome, crashed, second, time } = await crashAfter(4, bench.input);
    bench.input.add("d");
    const query = await second.start(outcome.sink, { inputs: [bench.input], location: crashed });
    await query.processAllAvailable();
    expect(second.programs[0]?.headers.map((header) => header.id)).toEqual([1, 2]);
    expect(second.programs[0]?.headers[0]).toEqual(bench.programs[0]?.headers[1]);
    expect(second.programs[0]?.headers[0]?.time).toBe(time);
    expect(bench.input.current.openedAt).toBe(2);
    expect(bench.input.current.reads).toEqual([
      [2, 3],
      [3, 4],
    ]);
    await second.close();
  });
});

describe("a restart in the same session", () => {
  it("goes on in the memory table, and with rows added while the query was stopped", async () => {
    const sink = (context: SinkContext) => new MemorySink(context);
    const first = await bench.start(sink, { name: "out", location: folder });
    bench.input.add("a");
    await first.processAllAvailable();
    await first.stop();
    bench.input.add("b");
    const second = await bench.start(sink, { name: "out", location: folder });
    await second.processAllAvailable();
    expect(await bench.tables.values("out")).toEqual(["a", "b"]);
    expect(second.lastProgress?.batchId).toBe(1);
  });

  it("ignores a batch that the memory table holds already", async () => {
    const sink = (context: SinkContext) => new MemorySink(context);
    bench.input.add("a");
    const warmUp = await bench.start(sink, { name: "out", location: folder });
    await warmUp.processAllAvailable();
    await warmUp.stop();
    const first = await bench.start(sink, {
      name: "out",
      location: folder,
      onStep: (step) => {
        if (step === 5) throw new Error("crash");
      },
    });
    bench.input.add("b");
    await expect(first.processAllAvailable()).rejects.toThrow("crash");
    const second = await bench.start(sink, { name: "out", location: folder });
    await second.processAllAvailable();
    expect(await bench.tables.values("out")).toEqual(["a", "b"]);
  });

  it("refuses an append to a memory table that is gone", async () => {
    const sink = (context: SinkContext) => new MemorySink(context);
    bench.input.add("a");
    const first = await bench.start(sink, { name: "out", location: folder });
    await first.processAllAvailable();
    await first.stop();
    const other = await Bench.open();
    const starting = other.start(sink, { name: "out", location: folder, inputs: [bench.input] });
    await expect(starting).rejects.toMatchObject({ code: "MEMORY_SINK_NOT_RECOVERABLE" });
    await other.close();
  });

  it("keeps a source's log with the offsets", async () => {
    const logging = async (query: { processAllAvailable(): Promise<void> }, entry: string) => {
      await bench.input.current.context?.log?.append(entry);
      bench.input.add(entry);
      await query.processAllAvailable();
    };
    const first = await bench.start(new Outcome().sink, { location: folder });
    await logging(first, "a.txt");
    await logging(first, "b 'quoted'\n.txt");
    await first.stop();
    const second = await bench.start(new Outcome().sink, { location: folder });
    await logging(second, "c.txt");
    expect(await bench.input.current.context?.log?.read()).toEqual(["a.txt", "b 'quoted'\n.txt", "c.txt"]);
  });

  it("forgets old offsets, a hundred batches at a time", async () => {
    const query = await bench.start(new Outcome().sink, { location: folder });
    for (let i = 0; i <= 205; i++) {
      bench.input.add(String(i));
      await query.processAllAvailable();
    }
    const { connection, database } = bench.programs[0]!;
    const [row] = await connection.rows(
      `SELECT min(batch)::INTEGER, max(batch)::INTEGER, (SELECT min(batch)::INTEGER FROM ${database}.commits) FROM ${database}.offsets`,
    );
    expect(row).toEqual([101, 205, 101]);
    expect(query.recentProgress.length).toBe(100);
  });
});
