import type { OutputMode } from "../../plan/engine.js";
import type { StateOperatorProgress } from "../../plan/streaming-query.js";
import type { Connection } from "../database.js";
import type { DeadRows } from "../dead-rows.js";
import type { ObservedTimes, OpenWindow, Waiting } from "../stream-program.js";

/** What an operator is given of a batch. */
export interface OperatorBatch {
  /** A SELECT of the rows of each input, columns o0, o1, …; in the order of the operator's inputs. */
  readonly inputs: readonly string[];
  /** Microseconds since the epoch, as the watermark of the operator's own input has it: rows up to here are late. */
  readonly late: bigint;
  /** Microseconds since the epoch: what lies up to here is final. */
  readonly evict: bigint;
  /** The batch's time, milliseconds since the epoch. */
  readonly time: number;
  /** It has few rows: statements that come again are not worth planning anew. */
  readonly isSmall: boolean;
  /** So many rows are few; none when batches are not told apart. */
  readonly smallRows: number;
}

/** Where operators live: the query's connection, and the checkpoint that holds their tables. */
export interface StateHome {
  readonly connection: Connection;
  /** What stands before the name of a state table. */
  readonly database: string;
  /** Of all its tables. */
  readonly dead: DeadRows;
}

/**
 * An operator that keeps state between batches. In step 4 of the protocol it computes what the batch changes, into temporary tables,
 * and what comes out; the state itself changes in step 6, inside the transaction that writes the commit record.
 */
export interface StatefulOperator {
  /** Makes the state tables, or finds those of an earlier run. */
  open(): Promise<void>;
  /** What stands in a FROM clause for the operator's output, columns c0, c1, …: good from one `run` to the next. */
  readonly output: string;
  run(batch: OperatorBatch): Promise<void>;
  /** Few rows came out of the last `run`, however many went in. */
  readonly isSmall?: boolean;
  /** Changes the state. Part of the commit's transaction. Null from one that has none. */
  apply(): Promise<StateOperatorProgress | null>;
  /** Of a watermark: what the batch showed. */
  readonly observed?: ObservedTimes | undefined;
  /** A risen watermark lets it close something. */
  readonly usesWatermark?: boolean;
  /** From now on somebody asks after each batch for event times. */
  watch?(): void;
  /** Event times of the last batch, milliseconds, at most so many. */
  sampleTimes?(limit: number): Promise<readonly number[]>;
  /** What waits for the watermark (groups, rows, keys), by the times at which it closes, at most so many. */
  openWindows?(limit: number): Promise<readonly OpenWindow[]>;
  /** What is kept for later, the first of each kind. */
  waiting?(): Promise<readonly Waiting[]>;
  /** The batch's time, milliseconds, past which it has something to do without new rows. */
  readonly nextTimeout?: number | null;
  /** The watermark of what comes out for that of what goes in, milliseconds; the same when not given. */
  outputWatermark?(input: number): number;
}

/** Ids of the columns that operators add to what they read: apart from those that analysis gives. */
export const argumentIds = 1_000_000_000;

/** What every operator of a query shares. */
export interface OperatorSettings {
  readonly home: StateHome;
  /** The operator's place in the query, from the inputs up: part of its tables' names. */
  readonly place: number;
  readonly mode: OutputMode;
}
