import type { Clock } from "../plan/clock.js";
import type { StructType } from "../types/data-type.js";
import type { Partitions } from "./partitions.js";

/** A place in a source: plain JSON, ordered by the source alone. It is stored in the checkpoint as it is. */
export type Offset = number | string | { readonly [key: string]: Offset } | readonly Offset[];

/** Rows for the engine, in the form that is cheapest to load. */
export type BatchData =
  /** Values in the engine's JavaScript form, a row an array in the schema's order. */
  | {
      readonly kind: "rows";
      readonly rows: readonly (readonly unknown[])[];
      /** How many rows came in together, one after the other. */
      readonly blocks?: readonly number[];
    }
  /** Whole lines of text for a schema of one string column: raw bytes, each chunk ending in a newline. */
  | { readonly kind: "lines"; readonly chunks: readonly Buffer[]; readonly count: number }
  /** Files that the engine reads itself: lines of text (`text`, `json`) or typed columns (`csv`, `parquet`), by the reader's options. */
  | {
      readonly kind: "files";
      readonly format: string;
      readonly paths: readonly string[];
      readonly options?: Readonly<Record<string, string>>;
      /** The last columns of the schema, whose values stand in the names of folders. */
      readonly partitions?: Partitions | undefined;
      /** Files that will be read next, as far as that is known. */
      readonly ahead?: readonly string[];
    };

/**
 * A durable list that a source adds to, kept in the query's checkpoint beside the source's offsets and for as long:
 * the file source writes there which files an offset stands for. `append` may be part of the write of the batch's offsets,
 * never later than it; an entry whose offset was not written may be there or be lost after a crash, the source copes with both.
 */
export interface SourceLog {
  /** All entries, oldest first. */
  read(): Promise<readonly string[]>;
  append(entry: string): Promise<void>;
}

export interface SourceContext {
  readonly clock: Clock;
  /** Absent for a query without a checkpoint. */
  readonly log?: SourceLog;
  /** New data has arrived: the loop looks at latestOffset soon. */
  wake(): void;
  /** The source can give no more (connection refused, lost): the query stops with it after the data already read. */
  fail(error: Error): void;
  /** The source has ended well (the peer closed): reported in the query's status, the query goes on waiting. */
  notice(message: string): void;
}

/**
 * One running input of one query. The contract, in the order of calls:
 * `open`, then for each batch `latestOffset`, `read(start, end)`, and `commit(end)` once the batch is in the checkpoint; `close` at the end.
 * `read` with the same two offsets gives the same rows until they are committed, and for ever when `replays`.
 */
export interface Source {
  /** As progress shows it: `SocketSource[127.0.0.1:9999]`. */
  readonly description: string;
  readonly schema: StructType;
  /** Can give the rows between two old offsets again, after a restart too. */
  readonly replays: boolean;
  /** `committed` is where the checkpoint stands (null at the first start). */
  open(context: SourceContext, committed: Offset | null): Promise<void>;
  /**
   * Called once after `open` when the query is to end by itself. `availableNow`: `latestOffset` never goes beyond what is there now, in
   * batches within the limits. `once`: one batch takes all that is there, whatever the limits.
   */
  prepareFor?(trigger: "once" | "availableNow"): Promise<void>;
  /**
   * The furthest place a batch that starts at `start` may go now, back pressure and limits applied (`maxFilesPerTrigger`, …);
   * `start` itself or null when there is nothing new.
   */
  latestOffset(start: Offset | null): Promise<Offset | null>;
  read(start: Offset | null, end: Offset): Promise<BatchData>;
  commit(end: Offset): Promise<void>;
  close(): Promise<void>;
  /** Counters for progress. */
  metrics?(): Readonly<Record<string, string>>;
}

/** Makes sources of one format: the file to write for a new one, and one line in session/registry.ts. */
export interface SourceProvider {
  readonly format: string;
  /** Checks options, gives the schema; no I/O, so a wrong option is an error in the line that wrote it. */
  describe(
    options: Readonly<Record<string, string>>,
    schema: StructType | null,
    paths: readonly string[],
  ): StructType;
  create(
    options: Readonly<Record<string, string>>,
    schema: StructType | null,
    paths: readonly string[],
  ): Source;
}
