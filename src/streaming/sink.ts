import type { BatchCallback, Engine, OutputMode } from "../plan/engine.js";
import type { ForeachWriter } from "../plan/foreach.js";
import type { BatchAsPlan } from "../embedded/stream-program.js";
import type { Options } from "../plan/logical-plan.js";
import type { StructType } from "../types/data-type.js";

/** What one micro-batch hands to the sink. It can be consumed in one way only, once: its values are computed then. */
export interface OutputBatch {
  readonly id: number;
  readonly schema: StructType;
  readonly mode: OutputMode;
  /** The rows, values in the engine's JavaScript form. */
  collect(): Promise<readonly (readonly unknown[])[]>;
  /** Inside the engine, without passing through JavaScript: adds to (or with `replace` replaces) a memory table. Returns the rows written. */
  writeToTable(table: string, replace: boolean): Promise<number>;
  /** A plan over the batch's rows, computed once at most, alive until `release`. */
  asPlan(): Promise<BatchAsPlan>;
}

/**
 * One output of one query. `addBatch` is called with rising batch numbers; a number may come again after a crash or a failure,
 * and a sink that promises exactly-once ignores one it has already written. It returns the number of rows written, -1 if it does not know.
 */
export interface Sink {
  /** As progress shows it: `MemorySink`, `ConsoleSink`. */
  readonly description: string;
  /** `addBatch` runs the user's own code, which may call the query it is part of. */
  readonly runsUserCode?: boolean;
  /** `restart`: the checkpoint holds committed batches, and the output goes on after them. `queryId` is the same over all starts from one checkpoint. */
  open?(restart: boolean, queryId?: string): Promise<void>;
  addBatch(batch: OutputBatch): Promise<number>;
  close?(): Promise<void>;
}

/** A memory sink's table, as the session keeps it. */
export interface MemoryTable {
  /** What `OutputBatch.writeToTable` is given. */
  readonly table: string;
  /** It was there already, with this schema, and holds what earlier runs wrote. */
  readonly existing: boolean;
  /** The last batch written to it, -1 at first. It is forgotten with the table, not with the query. */
  lastBatch(): number;
  /** Remembers that a batch is in the table. */
  wrote(batch: number): void;
}

/** What a sink may use of the session. */
export interface SinkContext {
  readonly queryName: string | null;
  readonly schema: StructType;
  readonly mode: OutputMode;
  readonly options: Options;
  readonly foreachBatch: BatchCallback | null;
  readonly foreach?: ForeachWriter | null;
  /** Columns that the output is divided by. */
  readonly partitionBy?: readonly string[];
  /** Runs plans over a batch: for sinks that compute or write files. */
  readonly engine?: Engine;
  readonly timeZone: string;
  print(text: string): void;
  /** Makes the session's table for a memory sink, or finds it. With `fresh` it is empty and `lastBatch()` is -1, whatever was there before. */
  memoryTable(name: string, schema: StructType, fresh: boolean): Promise<MemoryTable>;
}

/** Makes sinks of one format: the file to write for a new one, and one line in session/registry.ts. */
export interface SinkProvider {
  readonly format: string;
  readonly modes: readonly OutputMode[];
  /** `partitionBy` means something to it. */
  readonly takesPartitions?: boolean;
  /** Each batch once is its promise, which only a checkpoint lets it keep. */
  readonly needsCheckpoint?: boolean;
  create(context: SinkContext): Sink;
}
