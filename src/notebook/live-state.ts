import type { WatchedQuery } from "./contract.js";
import { formatCount } from "./format.js";

/** In which part of its life a display's source is. */
export type LiveState =
  "waiting for data" | "running" | "stopped" | "failed" | "updating" | "no longer updated";

/** The words of the status line. */
export interface LiveStatus {
  readonly state: LiveState;
  /** Batch and rates; empty before the first batch and for a table. */
  readonly detail: string;
}

/** What the status line says of a query now. */
export function queryStatus(query: WatchedQuery): LiveStatus {
  const progress = query.lastProgress;
  const detail =
    progress === null
      ? ""
      : `batch ${progress.batchId} · ${rate(progress.inputRowsPerSecond)} rows/s in · ${rate(progress.processedRowsPerSecond)} rows/s processed`;
  return { state: stateOf(query), detail };
}

function stateOf(query: WatchedQuery): LiveState {
  if (!query.isActive) return query.exception() === null ? "stopped" : "failed";
  const rows = query.lastProgress?.numInputRows ?? 0;
  return rows > 0 || query.status.isDataAvailable ? "running" : "waiting for data";
}

// A decimal only where it tells something.
function rate(value: number): string {
  if (!Number.isFinite(value) || value < 0) return "–";
  return value > 0 && value < 10 ? value.toFixed(1) : formatCount(value);
}
