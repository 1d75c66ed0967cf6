import type { StreamingQuery } from "../plan/streaming-query.js";
import type { StreamingQueryListener } from "./listener.js";

/** `session.streams`: the active queries of a session, as the user sees them. */
export interface StreamingQueries {
  /** The queries that run now. */
  readonly active: readonly StreamingQuery[];
  /** The active query of that id, or null. */
  get(id: string): StreamingQuery | null;
  /** Waits until a query of the session ends, or has ended since the start or `resetTerminated`. Raises if it failed. */
  awaitAnyTermination(): Promise<void>;
  /** With a timeout in seconds: true when one ended within it. */
  awaitAnyTermination(timeoutSeconds: number): Promise<boolean>;
  /** Forgets the queries that have ended, so that `awaitAnyTermination` waits for the next one. */
  resetTerminated(): void;
  addListener(listener: StreamingQueryListener): void;
  removeListener(listener: StreamingQueryListener): void;
  /** The listeners there are. */
  listListeners(): readonly StreamingQueryListener[];
}
