import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StreambookError } from "../../src/errors.js";
import type { OutputMode } from "../../src/plan/engine.js";
import type { SinkContext, SinkProvider } from "../../src/streaming/sink.js";
import { Bench } from "../streaming/kit.js";
import { batchOf } from "./batch.js";

/** What a suite has to know of a sink to put it under the contract. */
export interface SinkUnderTest {
  readonly provider: SinkProvider;
  /** What the sink needs besides the bench's own context. */
  context?(bench: Bench): Partial<SinkContext>;
  /** The rows a reader of the sink's output sees, in order; null when nobody can. */
  output(bench: Bench): Promise<readonly string[]> | null;
  /** A batch number that comes again is ignored. */
  readonly ignoresRepeats: boolean;
  /** What `addBatch` says of a batch of two rows. */
  readonly reported: number;
}

/** The rules that every sink keeps: one suite for all of them. */
export function sinkContract(under: SinkUnderTest): void {
  describe(`the ${under.provider.format} sink keeps the contract`, () => {
    let bench: Bench;
    beforeEach(async () => void (bench = await Bench.open()));
    afterEach(() => bench.close());

    const context = (mode: OutputMode): SinkContext => ({
      ...bench.context("out", mode),
      ...under.context?.(bench),
    });

    it.each(under.provider.modes)("writes batches in %s mode and reports the rows", async (mode) => {
      const sink = under.provider.create(context(mode));
      await sink.open?.(false);
      expect(await sink.addBatch(batchOf(bench, 0, ["a", "b"], mode))).toBe(under.reported);
      await sink.addBatch(batchOf(bench, 1, ["c"], mode));
      await sink.close?.();
      const output = under.output(bench);
      if (output)
        expect(await output).toEqual(mode === "complete" && under.ignoresRepeats ? ["c"] : ["a", "b", "c"]);
    });

    it("writes an empty batch without harm", async () => {
      const sink = under.provider.create(context("append"));
      await sink.open?.(false);
      await sink.addBatch(batchOf(bench, 0, []));
      await sink.addBatch(batchOf(bench, 1, ["a"]));
      const output = under.output(bench);
      if (output) expect(await output).toEqual(["a"]);
    });

    it("meets a number that comes again as it promises", async () => {
      const sink = under.provider.create(context("append"));
      await sink.open?.(false);
      await sink.addBatch(batchOf(bench, 0, ["a"]));
      await sink.addBatch(batchOf(bench, 0, ["a"]));
      const output = under.output(bench);
      if (output) expect(await output).toEqual(under.ignoresRepeats ? ["a"] : ["a", "a"]);
    });

    it("frees what it was given, also when the batch cannot be computed", async () => {
      const sink = under.provider.create(context("append"));
      await sink.open?.(false);
      const good = batchOf(bench, 0, ["a"]);
      await sink.addBatch(good);
      expect(good.unreleased).toBe(0);
      const bad = batchOf(bench, 1, ["b"]);
      bad.failure = new Error("boom");
      await expect(sink.addBatch(bad)).rejects.toThrow("boom");
      expect(bad.unreleased).toBe(0);
    });

    it("refuses an option that it does not know", () => {
      const make = () =>
        under.provider.create({
          ...context("append"),
          options: { ...context("append").options, numrow: "5" },
        });
      expect(make).toThrow(StreambookError);
      expect(make).toThrow('"numrow"');
      under.provider.create({
        ...context("append"),
        options: { ...context("append").options, checkpointlocation: "x" },
      });
    });

    it("names itself for progress", () => {
      expect(under.provider.create(context("append")).description).toMatch(/^[A-Z][A-Za-z]+Sink/);
    });
  });
}
