import { currentCell } from "./cell.js";
import type { WatchedQuery } from "./contract.js";

const running = new Map<string, () => void>();

/**
 * Under which name a live display runs: the reader's own, else the query's, else the cell's, else none.
 * A second display under the same name ends the first, which is what running a cell again must do.
 */
export function liveKey(kind: string, key: string | undefined, query: WatchedQuery | null): string | null {
  if (key !== undefined) return `key:${key}`;
  if (query?.name) return `${kind}:${query.name}`;
  const cell = currentCell();
  return cell?.id === undefined ? null : `${kind}:cell:${cell.id}:${cell.nextDisplay()}`;
}

/** Registers a running display and ends the one that had its name before. */
export function register(key: string | null, stop: () => void): void {
  if (key === null) return;
  const before = running.get(key);
  running.set(key, stop);
  before?.();
}

/** Takes an ended display out, unless another has its name by now. */
export function unregister(key: string | null, stop: () => void): void {
  if (key !== null && running.get(key) === stop) running.delete(key);
}
