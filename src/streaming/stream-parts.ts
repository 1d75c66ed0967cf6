import type { StreamProgram } from "../embedded/stream-program.js";
import type { Clock } from "../plan/clock.js";
import type { Trigger } from "../plan/engine.js";
import type { QuerySnapshot } from "../plan/streaming-query.js";
import type { Offset, SourceContext } from "../sources/source.js";
import type { Checkpoint } from "./checkpoint.js";
import type { StreamingQueryListener } from "./listener.js";
import type { MicroBatchParts } from "./micro-batch.js";
import type { Sink } from "./sink.js";
import type { WatermarkPolicy } from "./watermarks.js";

/** What a stream is put together from. From `start` on it owns program, sink and checkpoint, and closes them. */
export interface StreamParts {
  readonly name: string | null;
  readonly program: StreamProgram;
  readonly sink: Sink;
  readonly trigger: Trigger | null;
  readonly clock: Clock;
  readonly checkpoint: Checkpoint;
  /** Of several watermarks; the least when not given. */
  readonly watermarkPolicy?: WatermarkPolicy;
  /** False: no batch runs without new rows. */
  readonly noDataBatches?: boolean;
  /** Makes `rand()` and `uuid()` repeatable; null draws one. */
  readonly seed?: number | null;
  /** A look at the sink's table, where it has one. */
  readonly snapshot?: (limit: number) => Promise<QuerySnapshot>;
  /** The session's listeners. */
  readonly events?: StreamingQueryListener;
  /** Milliseconds between the progress reports of an idle query; 10 s when not given, as Spark's. */
  readonly idleProgressInterval?: number;
  readonly onStep?: MicroBatchParts["onStep"];
}

/** What sources may call, with the place of the one that does. */
export interface SourceCalls {
  wake(): void;
  fail(source: number, error: Error): void;
  notice(topic: string, message: string): void;
}

/** Opens every source where its rows go on. */
export async function openSources(
  parts: StreamParts,
  places: readonly (Offset | null)[],
  calls: SourceCalls,
): Promise<void> {
  for (const [i, source] of parts.program.sources.entries()) {
    const log = parts.checkpoint.log(i);
    const context: SourceContext = {
      clock: parts.clock,
      ...(log && { log }),
      wake: () => calls.wake(),
      fail: (error) => calls.fail(i, error),
      notice: (message) => calls.notice(source.description, message),
    };
    await source.open(context, places[i] ?? null);
  }
}

/** Closes everything, whatever fails on the way; returns the first failure, or null. */
export async function closeAll({ program, sink, checkpoint }: StreamParts): Promise<unknown> {
  let first: unknown = null;
  const closers = [
    ...program.sources.map((source) => () => source.close()),
    async () => sink.close?.(),
    () => checkpoint.close(),
    () => program.close(),
  ];
  for (const close of closers) await close().catch((error: unknown) => (first ??= error));
  return first;
}
