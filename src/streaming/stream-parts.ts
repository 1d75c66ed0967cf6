import type { StreamProgram } from "../embedded/stream-program.js";
import type { Clock } from "../plan/clock.js";
import type { Trigger } from "../plan/engine.js";
import type { Checkpoint } from "./checkpoint.js";
import type { StreamingQueryListener } from "./listener.js";
import type { MicroBatchParts } from "./micro-batch.js";
import type { Sink } from "./sink.js";

/** What a stream is put together from. From `start` on it owns program, sink and checkpoint, and closes them. */
export interface StreamParts {
  readonly name: string | null;
  readonly program: StreamProgram;
  readonly sink: Sink;
  readonly trigger: Trigger | null;
  readonly clock: Clock;
  readonly checkpoint: Checkpoint;
  /** Makes `rand()` and `uuid()` repeatable; null draws one. */
  readonly seed?: number | null;
  /** The session's listeners. */
  readonly events?: StreamingQueryListener;
  /** Milliseconds between the progress reports of an idle query; 10 s when not given, as Spark's. */
  readonly idleProgressInterval?: number;
  readonly onStep?: MicroBatchParts["onStep"];
}
