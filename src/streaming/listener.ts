import type { StreamingQueryProgress } from "../plan/streaming-query.js";

export interface QueryStartedEvent {
  readonly id: string;
  readonly runId: string;
  readonly name: string | null;
  /** ISO time of the start. */
  readonly timestamp: string;
  /** Tags of Spark's jobs: none here. */
  readonly jobTags: readonly string[];
}

export interface QueryProgressEvent {
  readonly progress: StreamingQueryProgress;
}

export interface QueryIdleEvent {
  readonly id: string;
  readonly runId: string;
  readonly timestamp: string;
}

export interface QueryTerminatedEvent {
  readonly id: string;
  readonly runId: string;
  /** The message of what stopped it, null when it ended well. */
  readonly exception: string | null;
  /** The code of what stopped it. */
  readonly errorClassOnException: string | null;
}

/** Called back on the life of every query of a session, as Spark's StreamingQueryListener. What one throws is reported as a process warning. */
export interface StreamingQueryListener {
  onQueryStarted?(event: QueryStartedEvent): void;
  onQueryProgress?(event: QueryProgressEvent): void;
  onQueryIdle?(event: QueryIdleEvent): void;
  onQueryTerminated?(event: QueryTerminatedEvent): void;
}

/** A listener's own fault must not stop the stream it listens to. */
export function callListener(call: () => void): void {
  try {
    call();
  } catch (error) {
    process.emitWarning(
      `A streaming listener failed: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
