import type { Silence } from "./silence.js";
import type { Xray } from "./xray.js";

/** What `query.status` says, as Spark's StreamingQueryStatus. */
export interface StreamingQueryStatus {
  readonly message: string;
  readonly isDataAvailable: boolean;
  readonly isTriggerActive: boolean;
}

export interface SourceProgress {
  readonly description: string;
  readonly startOffset: unknown;
  readonly endOffset: unknown;
  readonly latestOffset: unknown;
  readonly numInputRows: number;
  /** Rows a second. */
  readonly inputRowsPerSecond: number;
  readonly processedRowsPerSecond: number;
  /** What a source has to say of itself: `{ dropped: "0", connected: "true" }`. */
  readonly metrics: Readonly<Record<string, string>>;
}

export interface StateOperatorProgress {
  readonly operatorName: string;
  readonly numRowsTotal: number;
  readonly numRowsUpdated: number;
  readonly numRowsRemoved: number;
  readonly numRowsDroppedByWatermark: number;
  readonly memoryUsedBytes: number;
}

/** An operator's state as progress shows it. State changes in the commit's transaction: its time is `commitTimeMs`, and that of the others is in it. */
export interface StateProgress extends StateOperatorProgress {
  readonly allUpdatesTimeMs: number;
  readonly allRemovalsTimeMs: number;
  readonly commitTimeMs: number;
  readonly numShufflePartitions: number;
  readonly numStateStoreInstances: number;
  readonly customMetrics: Readonly<Record<string, number>>;
}

/** Spark's StreamingQueryProgress, field for field. Durations are milliseconds. */
export interface StreamingQueryProgress {
  readonly id: string;
  readonly runId: string;
  readonly name: string | null;
  readonly timestamp: string;
  readonly batchId: number;
  readonly batchDuration: number;
  readonly numInputRows: number;
  readonly inputRowsPerSecond: number;
  readonly processedRowsPerSecond: number;
  readonly durationMs: Readonly<Record<string, number>>;
  readonly eventTime: Readonly<Record<string, string>>;
  readonly stateOperators: readonly StateProgress[];
  readonly sources: readonly SourceProgress[];
  readonly sink: { readonly description: string; readonly numOutputRows: number };
  /** Metrics of `observe`: none yet. */
  readonly observedMetrics: Readonly<Record<string, unknown>>;
}

/** A look at a query's result. Values are in their public form. */
export interface QuerySnapshot {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly unknown[])[];
  readonly total: number;
  /** The rows are the last ones of a table that grows, not the first. */
  readonly isNewest?: boolean;
}

/** A stream that was started. Every call on a failed query raises what stopped it, except `exception()`, `stop()` and the plain fields. */
export interface StreamingQuery {
  /** The same over restarts from one checkpoint. */
  readonly id: string;
  /** New at every start. */
  readonly runId: string;
  readonly name: string | null;
  readonly isActive: boolean;
  readonly status: StreamingQueryStatus;
  readonly lastProgress: StreamingQueryProgress | null;
  readonly recentProgress: readonly StreamingQueryProgress[];
  /** What stopped the query, or null. */
  exception(): Error | null;
  /** Ends the query after the batch in flight; safe to call twice. */
  stop(): Promise<void>;
  /** Waits for the end; raises if it failed. With a timeout in seconds, true when the query ended within it. */
  awaitTermination(): Promise<void>;
  awaitTermination(timeoutSeconds: number): Promise<boolean>;
  /** Runs batches until nothing is left to do, whatever the trigger and the clock. */
  processAllAvailable(): Promise<void>;
  explain(): string;
  /** The query in event time and processing time: rows, watermark, windows, late rows, state. `String(query.xray())` is a picture of characters. */
  xray(): Xray;
  /** Why nothing is printed: the reason with its figures, and what to do. Never raises, also of a query that has failed. */
  explainSilence(): Promise<Silence>;
  /** Rows of a memory sink's table, the newest (in complete mode the first), and the number of all, for a display; no rows for other sinks. */
  snapshot(limit: number): Promise<QuerySnapshot>;
  /** Calls back after every batch and once at the end. Returns a function that ends it. */
  onProgress(listener: () => void): () => void;
}
