import { isWatchedQuery, type Snapshot, type Viewable, type WatchedQuery } from "./contract.js";
import { type LiveStatus, queryStatus } from "./live-state.js";
import type { Outcome } from "./refresh-loop.js";

/** What a refresh found out. */
export interface Reading {
  readonly snapshot: Snapshot | null;
  readonly status: LiveStatus;
  readonly error: unknown;
  readonly outcome: Outcome;
}

/** Reads that fail one after the other before a table without a query gives up. */
const PATIENCE = 3;
/** A query without new rows for so long, and with none in sight, waits. */
const IDLE_MS = 3000;

/** Reads a query or table for a display: rows only when there can be new ones, the end when the query has ended. */
export class LiveSource {
  readonly query: WatchedQuery | null;
  #snapshot: Snapshot | null = null;
  #changed = true;
  #failures = 0;
  #sessionEnded = false;
  #lastBatch: WatchedQuery["lastProgress"] = null;
  #readsWithoutBatch = 0;
  #error: unknown = null;
  readonly #view: Viewable;
  readonly #limit: number;
  readonly #unwatch: () => void;

  readonly #idleReads: number;

  constructor(view: Viewable, limit: number, everyMs: number, onUrgent: () => void) {
    this.#idleReads = Math.max(PATIENCE, Math.ceil(IDLE_MS / everyMs));
    this.#view = view;
    this.#limit = limit;
    this.query = isWatchedQuery(view) ? view : null;
    this.#unwatch =
      this.query?.onProgress(() => {
        this.#changed = true;
        // The first rows and the end are shown at once; what is between at the display's own pace.
        if ((this.#snapshot?.total ?? 0) === 0 || this.query?.isActive === false) onUrgent();
      }) ?? (() => undefined);
  }

  async read(): Promise<Reading> {
    // Asked before the rows are read: what an ending query wrote last must still be shown.
    const ended = this.query !== null && !this.query.isActive;
    if (this.query === null || this.#changed || ended) await this.#readRows(ended);
    const failed = this.query?.exception() ?? null;
    const gaveUp = this.query === null && (this.#sessionEnded || this.#failures >= PATIENCE);
    const outcome = ended || gaveUp ? "end" : "more";
    if (outcome === "end") this.#unwatch();
    return { snapshot: this.#snapshot, status: this.#status(gaveUp), error: failed ?? this.#error, outcome };
  }

  close(): void {
    this.#unwatch();
  }

  async #readRows(ended: boolean): Promise<void> {
    this.#changed = false;
    try {
      this.#snapshot = await this.#view.snapshot(this.#limit);
      this.#failures = 0;
      this.#error = null;
    } catch (error) {
      this.#changed = true;
      this.#failures += 1;
      // A session that has ended takes the table along: the rows seen last stay.
      this.#sessionEnded =
        this.#snapshot !== null && (error as { code?: unknown }).code === "SESSION_STOPPED";
      if (!this.#sessionEnded && !(ended && this.#snapshot !== null)) this.#error = error;
    }
  }

  #status(gaveUp: boolean): LiveStatus {
    if (this.query !== null) return queryStatus(this.query, this.#isIdle(this.query));
    if (this.#sessionEnded) return { state: "stopped", detail: "with the session" };
    return { state: gaveUp ? "failed" : "updating", detail: "" };
  }

  /** A trigger that is long apart from the next has data available until then, and is not idle. */
  #isIdle({ lastProgress, status }: WatchedQuery): boolean {
    const isNew = lastProgress !== this.#lastBatch && (lastProgress?.numInputRows ?? 0) > 0;
    this.#lastBatch = lastProgress;
    this.#readsWithoutBatch = isNew || status.isDataAvailable ? 0 : this.#readsWithoutBatch + 1;
    return this.#readsWithoutBatch > this.#idleReads;
  }
}
