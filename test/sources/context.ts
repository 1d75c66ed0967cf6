import { ManualClock } from "../../src/streaming/manual-clock.js";
import type { BatchData, Offset, Source, SourceContext, SourceLog } from "../../src/sources/source.js";

/** What the loop is to a source: a clock, a log that outlives the source, and ears. */
export class TestContext implements SourceContext {
  readonly clock: ManualClock;
  readonly log: SourceLog;
  readonly entries: string[];
  readonly failures: Error[] = [];
  readonly notices: string[] = [];
  wakes = 0;
  #listeners: (() => void)[] = [];

  constructor(clock = new ManualClock("2020-01-01T00:00:00Z"), entries: string[] = []) {
    this.clock = clock;
    this.entries = entries;
    this.log = {
      read: async () => [...entries],
      append: async (entry) => void entries.push(entry),
    };
  }

  wake(): void {
    this.wakes++;
    this.#heard();
  }

  fail(error: Error): void {
    this.failures.push(error);
    this.#heard();
  }

  notice(message: string): void {
    this.notices.push(message);
    this.#heard();
  }

  /** Waits until `isTrue`, looking again whenever the source says something. */
  async until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
    for (;;) {
      const heard = new Promise<void>((resolve) => this.#listeners.push(resolve));
      if (await isTrue()) return;
      await heard;
    }
  }

  /** The next offset after `start`, waited for. */
  async next(source: Source, start: Offset | null): Promise<Offset> {
    let end: Offset | null = start;
    await this.until(async () => {
      end = await source.latestOffset(start);
      return JSON.stringify(end) !== JSON.stringify(start);
    });
    return end!;
  }

  #heard(): void {
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) listener();
  }
}

/** Lines of a batch that a source of text gave. */
export function linesOf(data: BatchData): string[] {
  if (data.kind !== "lines") throw new Error(`not lines but ${data.kind}`);
  const lines = data.chunks.flatMap((chunk) => {
    if (chunk.at(-1) !== 10) throw new Error("a chunk that does not end with a line");
    return chunk.toString("utf8", 0, chunk.length - 1).split("\n");
  });
  if (lines.length !== data.count) throw new Error(`${lines.length} lines, counted ${data.count}`);
  return lines;
}
