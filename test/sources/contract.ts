import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { BatchData, Offset, Source } from "../../src/sources/source.js";
import { TestContext } from "./context.js";

/** The world outside a source: what a test puts in is what the source must give. */
export interface SourceBench {
  /** A new source over the same input, as a restart makes one. */
  source(): Source;
  /** Puts in a few rows, different ones each time. Returns them as text. Any clock it needs to move is the context's. */
  add(context: TestContext): Promise<string[]>;
  /** The rows of a batch as the text that `add` returns. */
  rows(data: BatchData): string[] | Promise<string[]>;
  close(): Promise<void>;
}

/** What every source must do. */
export function sourceContract(name: string, open: () => Promise<SourceBench>): void {
  describe(`${name} keeps the source contract`, () => {
    let bench: SourceBench;
    let context: TestContext;
    const sources: Source[] = [];

    beforeEach(async () => {
      bench = await open();
      context = new TestContext();
    });
    afterEach(async () => {
      for (const source of sources.splice(0)) await source.close();
      await bench.close();
    });

    async function start(committed: Offset | null = null): Promise<Source> {
      const source = bench.source();
      sources.push(source);
      await source.open(context, committed);
      return source;
    }

    it("has nothing before there is anything", async () => {
      const source = await start();
      expect(await source.latestOffset(null)).toBeNull();
      expect(context.failures).toEqual([]);
    });

    it("wakes the loop, and gives what was added", async () => {
      const source = await start();
      const wakes = context.wakes;
      const added = await bench.add(context);
      const end = await context.next(source, null);
      expect(await bench.rows(await source.read(null, end))).toEqual(added);
      await context.until(() => context.wakes > wakes);
    });

    it("reads the same rows again until they are committed", async () => {
      const source = await start();
      const added = await bench.add(context);
      const end = await context.next(source, null);
      await source.read(null, end);
      const more = await bench.add(context);
      expect(await bench.rows(await source.read(null, end))).toEqual(added);
      await source.commit(end);
      const second = await context.next(source, end);
      expect(await bench.rows(await source.read(end, second))).toEqual(more);
    });

    it("gives each row once, batch after batch", async () => {
      const source = await start();
      const expected: string[] = [];
      const got: string[] = [];
      let at: Offset | null = null;
      for (let i = 0; i < 5; i++) {
        expected.push(...(await bench.add(context)));
        const end: Offset = await context.next(source, at);
        got.push(...(await bench.rows(await source.read(at, end))));
        await source.commit(end);
        at = end;
      }
      expect(got).toEqual(expected);
      expect(await source.latestOffset(at)).toEqual(at);
    });

    it("has offsets that are plain JSON", async () => {
      const source = await start();
      const added = await bench.add(context);
      const end = JSON.parse(JSON.stringify(await context.next(source, null))) as Offset;
      expect(await bench.rows(await source.read(null, end))).toEqual(added);
      await source.commit(end);
    });

    it("goes on after a restart where the checkpoint stands", async () => {
      const source = await start();
      const first = await bench.add(context);
      const end = await context.next(source, null);
      await source.read(null, end);
      await source.commit(end);
      await source.close();
      const between = source.replays ? await bench.add(context) : [];
      context = new TestContext(context.clock, context.entries);
      const again = await start(end);
      const after = between.length > 0 ? between : await bench.add(context);
      const next = await context.next(again, end);
      expect(await bench.rows(await again.read(end, next))).toEqual(after);
      if (again.replays) expect(await bench.rows(await again.read(null, end))).toEqual(first);
    });

    it.each(["once", "availableNow"] as const)(
      "takes what is there and no more when asked for %s",
      async (trigger) => {
        const source = await start();
        const added = await bench.add(context);
        await context.next(source, null);
        await source.prepareFor!(trigger);
        const { wakes } = context;
        await bench.add(context);
        await context.until(() => context.wakes > wakes);
        const got: string[] = [];
        let at: Offset | null = null;
        for (;;) {
          const end: Offset | null = await source.latestOffset(at);
          if (JSON.stringify(end) === JSON.stringify(at)) break;
          got.push(...(await bench.rows(await source.read(at, end!))));
          await source.commit(end!);
          at = end;
        }
        expect(got).toEqual(added);
      },
    );

    it("is quiet after close, and may be closed twice", async () => {
      const source = await start();
      await bench.add(context);
      await context.next(source, null);
      await source.close();
      const { wakes, notices, failures } = context;
      await context.clock.advance(10_000);
      await source.close();
      expect([context.wakes, context.notices, context.failures]).toEqual([wakes, notices, failures]);
    });

    it("describes itself and its counters", async () => {
      const source = await start();
      expect(source.description).toMatch(/^\w+(\[.*\])?$/);
      expect(source.schema.fields.length).toBeGreaterThan(0);
      for (const value of Object.values(source.metrics?.() ?? {})) expect(typeof value).toBe("string");
    });
  });
}
