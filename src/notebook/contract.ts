/** What a display needs to know of a table: its columns, the rows it may show, and how many there are in all. */
export interface Snapshot {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Values: bigint, Date, string, number, boolean, null, arrays, objects, Map, Uint8Array. */
  readonly rows: readonly (readonly unknown[])[];
  /** Rows in the whole table, of which `rows` may be a few. */
  readonly total: number;
  /** The rows are the last ones of a table that grows, not the first. */
  readonly isNewest?: boolean;
}

/** Something that can be looked at: a batch DataFrame (looking runs it) or a query. */
export interface Viewable {
  /** A stream that nobody has started: it has no rows to look at. */
  readonly isStreaming?: boolean;
  snapshot(limit: number): Promise<Snapshot>;
}

/** A running query as a display sees it; a StreamingQuery satisfies it. */
export interface WatchedQuery extends Viewable {
  readonly id: string;
  readonly name: string | null;
  readonly isActive: boolean;
  readonly status: { message: string; isDataAvailable: boolean; isTriggerActive: boolean };
  /** What its sources have to say while it runs: `127.0.0.1:9999 closed the connection`. */
  readonly notices?: readonly string[];
  readonly lastProgress: {
    batchId: number;
    numInputRows: number;
    inputRowsPerSecond: number;
    processedRowsPerSecond: number;
  } | null;
  exception(): Error | null;
  stop(): Promise<void>;
  /** Calls the listener after each progress report and when the query has ended; returns the function that takes it off again. */
  onProgress(listener: () => void): () => void;
}

/** True for what can be looked at. */
export function isViewable(value: unknown): value is Viewable {
  return typeof (value as Viewable | null)?.snapshot === "function";
}

/** True for a query, which has a life besides its rows. */
export function isWatchedQuery(value: unknown): value is WatchedQuery {
  const query = value as Partial<WatchedQuery> | null;
  return isViewable(value) && typeof query?.stop === "function" && typeof query.onProgress === "function";
}
