import type { WatchedQuery } from "./contract.js";
import { formatCount } from "./format.js";

/** In which part of its life a display's source is. */
export type LiveState =
  "waiting for data" | "waiting" | "running" | "stopped" | "failed" | "updating" | "no longer updated";

/** The words of the status line. */
export interface LiveStatus {
  readonly state: LiveState;
  /** What a source says of itself: why nothing comes, for instance. */
  readonly reason?: string;
  /** Batch and rates; empty before the first batch and for a table. */
  readonly detail: string;
}

/** What the status line says of a query now; `idle` when its last batch with rows is some triggers ago. */
export function queryStatus(query: WatchedQuery, idle: boolean): LiveStatus {
  const state = stateOf(query, idle);
  // The first words of each say what happened; query.status.message has the rest.
  const reason = query.isActive ? (query.notices ?? []).map((text) => text.split(";")[0]).join("; ") : "";
  const detail = detailOf(query, state);
  if (reason === "") return { state, detail };
  return { state: state === "waiting for data" ? "waiting" : state, reason, detail };
}

/** The words of the state: `waiting: 127.0.0.1:9999 closed the connection`. */
export function stateText({ state, reason }: LiveStatus): string {
  return reason === undefined ? state : `${state}: ${reason}`;
}

function stateOf(query: WatchedQuery, idle: boolean): LiveState {
  if (!query.isActive) return query.exception() === null ? "stopped" : "failed";
  if (query.status.isDataAvailable) return "running";
  return (query.lastProgress?.numInputRows ?? 0) > 0 && !idle ? "running" : "waiting for data";
}

// A rate is of now: what the last batch had is no news of a query that waits.
function detailOf({ lastProgress: last, isActive }: WatchedQuery, state: LiveState): string {
  if (last === null) return "";
  if (!isActive) return `batch ${last.batchId}`;
  if (state !== "running") return `batch ${last.batchId} · 0 rows/s in`;
  return `batch ${last.batchId} · ${rate(last.inputRowsPerSecond)} rows/s in · ${rate(last.processedRowsPerSecond)} rows/s processed`;
}

// A decimal only where it tells something.
function rate(value: number): string {
  if (!Number.isFinite(value) || value < 0) return "–";
  return value > 0 && value < 10 ? value.toFixed(1) : formatCount(value);
}
