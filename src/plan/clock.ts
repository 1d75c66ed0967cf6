/**
 * Where a session takes the time and its timers from, so that tests can own them.
 * Times are milliseconds since the epoch.
 */
export interface Clock {
  now(): number;
  /** Calls `run` once when `now() >= at`. Returns a function that cancels it. A ManualClock awaits what `run` returns. */
  schedule(at: number, run: () => void | Promise<void>): () => void;
  /** Runs work that belongs to the present moment: a ManualClock does not move on before it has ended. */
  during?<T>(work: () => Promise<T>): Promise<T>;
}
