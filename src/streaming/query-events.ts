import { StreambookError } from "../errors.js";
import type { StreamingQueryProgress } from "../plan/streaming-query.js";
import { callListener, type StreamingQueryListener } from "./listener.js";
import type { ProgressIdentity } from "./progress.js";

/** Tells of a query's life: to the session's listeners, and to those who follow this one query. */
export class QueryEvents {
  readonly #identity: ProgressIdentity;
  readonly #session: StreamingQueryListener;
  readonly #followers = new Set<() => void>();

  constructor(identity: ProgressIdentity, session: StreamingQueryListener = {}) {
    this.#identity = identity;
    this.#session = session;
  }

  follow(follower: () => void): () => void {
    this.#followers.add(follower);
    return () => void this.#followers.delete(follower);
  }

  started(timestamp: string): void {
    callListener(() => this.#session.onQueryStarted?.({ ...this.#identity, timestamp, jobTags: [] }));
  }

  progress(progress: StreamingQueryProgress): void {
    callListener(() => this.#session.onQueryProgress?.({ progress }));
    this.#tellFollowers();
  }

  idle(timestamp: string): void {
    const { id, runId } = this.#identity;
    callListener(() => this.#session.onQueryIdle?.({ id, runId, timestamp }));
    this.#tellFollowers();
  }

  /** The error that is told is the query's; its class that of what stopped it. */
  terminated(error: Error | null): void {
    const { id, runId } = this.#identity;
    const event = {
      id,
      runId,
      exception: error?.message ?? null,
      errorClassOnException: error?.cause instanceof StreambookError ? error.cause.code : null,
    };
    callListener(() => this.#session.onQueryTerminated?.(event));
    this.#tellFollowers();
  }

  #tellFollowers(): void {
    for (const follower of [...this.#followers]) callListener(follower);
  }
}
