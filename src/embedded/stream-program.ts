import type { OutputMode } from "../plan/engine.js";
import type { LogicalPlan } from "../plan/logical-plan.js";
import type { StateOperatorProgress } from "../plan/streaming-query.js";
import type { BatchData, Source } from "../sources/source.js";
import type { StructType } from "../types/data-type.js";
import type { Connection } from "./database.js";

/** What is fixed in the checkpoint for a batch before it runs, so that a repeated batch is the same batch. */
export interface BatchHeader {
  readonly id: number;
  /** The batch's time, milliseconds: what `current_timestamp()` says. */
  readonly time: number;
  /** Seeds `rand()` and `uuid()`. */
  readonly seed: number;
  readonly watermarks: BatchWatermarks;
}

/** The query's watermark that a batch runs with, milliseconds. */
export interface BatchWatermarks {
  /** Rows up to here are late: the watermark of the batch before. */
  readonly late: number;
  /** Groups up to here are final: the watermark as it stands. */
  readonly evict: number;
}

/** The event times that a `withWatermark` saw in a batch, milliseconds; null when it saw none. The average is not rounded. */
export interface ObservedTimes {
  /** Which one it was: a stream that is read twice has one watermark. */
  readonly watermark: object;
  readonly delay: number;
  readonly max: number | null;
  readonly min: number | null;
  readonly avg: number | null;
  /** Rows with an event time, and rows without: progress takes those for rows of the epoch, as Spark does. */
  readonly rows: number;
  readonly nulls: number;
}

/** Groups that wait for the watermark to reach `end`. Times are milliseconds since the epoch. */
export interface OpenWindow {
  /** Null where groups are of a time instead of a window. */
  readonly start: number | null;
  readonly end: number;
  readonly groups: number;
}

/** What an operator keeps for later, as `explainSilence` tells it. */
export interface Waiting {
  /**
   * A window or a session that is not final; rows of an outer join that come out alone when they can have no partner any more; rows that wait for a
   * partner; keys whose rows came before.
   */
  readonly kind: "window" | "session" | "unpaired" | "partner" | "duplicates";
  /** Windows, rows or keys of this kind. */
  readonly count: number;
  /** Milliseconds: the watermark at which the first of them is done with; null for never. */
  readonly until: number | null;
  /** The side of a join, the keys of a session: `left`, `k = a`. */
  readonly of: string;
  /** Of the last batch with rows: those whose key had come before. */
  readonly duplicates?: number;
}

/** A look into a program after a batch. */
export interface ProgramLook {
  readonly windows: readonly OpenWindow[];
  /** Event times of the batch, milliseconds: all of a small batch, a sample of a large one. */
  readonly times: readonly number[];
}

/** The rows of a batch for who queries them: computed when they are first asked for. */
export interface BatchAsPlan {
  readonly plan: LogicalPlan;
  /** How many there are. */
  rows(): Promise<number>;
  release(): Promise<void>;
}

/** The outcome of one batch, computed when it is consumed (in one way, once), released at the end of the batch. */
export interface ProgramBatch {
  /** Rows read from each source, in the order of `program.sources`. */
  readonly inputRows: readonly number[];
  /** What each `withWatermark` of the query saw. */
  readonly observed?: readonly ObservedTimes[];
  collect(): Promise<readonly (readonly unknown[])[]>;
  writeToTable(table: string, replace: boolean): Promise<number>;
  asPlan(): Promise<BatchAsPlan>;
  /** Statements that change the state tables: run by the loop inside the transaction that writes the commit record. */
  applyState(): Promise<readonly StateOperatorProgress[]>;
  /** Frees the batch's temporary tables. */
  release(): Promise<void>;
}

/** A streaming plan compiled for this machine, bound to one connection: made once at `start()`, run once a batch. */
export interface StreamProgram {
  readonly sources: readonly Source[];
  readonly schema: StructType;
  /** Canonical text of the plan: the same text, the same state and offsets. Kept in the checkpoint. */
  readonly fingerprint: string;
  readonly mode: OutputMode;
  /** The query's own connection, which the checkpoint is attached to as well. */
  readonly connection: Connection;
  readonly isStateful: boolean;
  /** The watermark rose with the last batch, and an operator may close groups for it: a batch without data is worth its while. */
  mayClose?(watermarks: BatchHeader["watermarks"]): boolean;
  /** Milliseconds: a batch whose time is past it is worth its while without new rows. Null when there is no such time. */
  nextTimeout?(): number | null;
  /** The windows in the state, by their ends, at most so many. Between batches only. */
  openWindows?(limit: number): Promise<readonly OpenWindow[]>;
  /** What the state keeps for later. Between batches only. */
  waiting?(): Promise<readonly Waiting[]>;
  /** From now on `look` is asked for after each batch. */
  watch?(): void;
  /** For the x-ray: what the last batch showed, a bounded part of it. Between batches only. */
  look?(): Promise<ProgramLook>;
  explain(): string;
  /** Makes the state tables or finds them. Called once, when the checkpoint is known to be this query's. */
  open?(): Promise<void>;
  runBatch(header: BatchHeader, inputs: readonly BatchData[]): Promise<ProgramBatch>;
  /** Puts the state tables in order when it is worth its while. Between batches only. */
  tidy?(): Promise<void>;
  /** Closes the connection. */
  close(): Promise<void>;
}
