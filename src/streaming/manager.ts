import { StreambookError } from "../errors.js";
import type { Clock } from "../plan/clock.js";
import type { StreamingQuery } from "../plan/streaming-query.js";
import { awaitEnd } from "./await-end.js";
import type { StreamingQueries } from "./queries.js";
import { callListener, type StreamingQueryListener } from "./listener.js";
import type { StreamExecution } from "./stream-execution.js";

export interface StartRequest {
  readonly name: string | null;
  /** Stops an active query of that name first, instead of refusing: what running a notebook cell again means. */
  readonly replace?: boolean;
}

/** `session.streams`: the active queries of a session. */
export class StreamingQueryManager implements StreamingQueries {
  readonly #clock: Clock;
  readonly #active = new Set<StreamExecution>();
  readonly #listeners = new Set<StreamingQueryListener>();
  /** Starts under way by name: a second one of the same name waits for the first. */
  readonly #starting = new Map<string, Promise<unknown>>();
  #terminated: StreamExecution[] = [];
  #waiting: (() => void)[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Starts a query under the rule that active queries of a session differ in name. `make` gets the listener to hand to it.
   * Throws QUERY_ALREADY_EXISTS.
   */
  async start(
    request: StartRequest,
    make: (events: StreamingQueryListener) => Promise<StreamExecution>,
  ): Promise<StreamExecution> {
    const { name } = request;
    if (name === null) return this.#register(await make(this.#broadcast));
    const before = this.#starting.get(name) ?? Promise.resolve();
    const starting = before
      .catch(() => undefined)
      .then(async () => {
        await this.#makeRoom(name, request.replace === true);
        return this.#register(await make(this.#broadcast));
      });
    this.#starting.set(name, starting);
    try {
      return await starting;
    } finally {
      if (this.#starting.get(name) === starting) this.#starting.delete(name);
    }
  }

  /** The queries that run now. */
  get active(): readonly StreamingQuery[] {
    return [...this.#active].filter((query) => query.isActive);
  }

  /** The active query of that id, or null. */
  get(id: string): StreamingQuery | null {
    return this.active.find((query) => query.id === id) ?? null;
  }

  /**
   * Waits until a query of the session ends, or has ended since the start or `resetTerminated`. Raises if it failed.
   * With a timeout in seconds: true when one ended within it.
   */
  awaitAnyTermination(): Promise<void>;
  awaitAnyTermination(timeoutSeconds: number): Promise<boolean>;
  async awaitAnyTermination(timeoutSeconds?: number): Promise<boolean | void> {
    const any = new Promise<void>((resolve) => {
      if (this.#terminated.length > 0) resolve();
      else this.#waiting.push(resolve);
    });
    const ended = await awaitEnd("awaitAnyTermination", any, this.#clock, timeoutSeconds);
    for (const query of this.#terminated) {
      const error = query.exception();
      if (error) throw error;
    }
    if (timeoutSeconds !== undefined) return ended;
  }

  /** Forgets the queries that have ended, so that `awaitAnyTermination` waits for the next one. */
  resetTerminated(): void {
    this.#terminated = [];
  }

  addListener(listener: StreamingQueryListener): void {
    this.#listeners.add(listener);
  }

  removeListener(listener: StreamingQueryListener): void {
    this.#listeners.delete(listener);
  }

  listListeners(): readonly StreamingQueryListener[] {
    return [...this.#listeners];
  }

  /** Ends every query, those that are being started too: part of stopping the session. */
  async stopAll(): Promise<void> {
    await Promise.allSettled(this.#starting.values());
    await Promise.all(this.active.map((query) => query.stop()));
  }

  async #makeRoom(name: string, replace: boolean): Promise<void> {
    const other = this.active.find((query) => query.name === name);
    if (!other) return;
    if (replace) return other.stop();
    throw new StreambookError({
      code: "QUERY_ALREADY_EXISTS",
      step: `query "${name}"`,
      rule: `Cannot start query with name ${name} as a query with that name is already active in this session.`,
      cure: `stop the other one first (await query.stop()), or give this one another queryName`,
    });
  }

  #register(query: StreamExecution): StreamExecution {
    this.#active.add(query);
    void query.ended.then(() => {
      this.#active.delete(query);
      this.#terminated.push(query);
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const resolve of waiting) resolve();
    });
    return query;
  }

  /** Passes every event on to each listener there is at that moment. */
  readonly #broadcast: StreamingQueryListener = {
    onQueryStarted: (event) => this.#each((listener) => listener.onQueryStarted?.(event)),
    onQueryProgress: (event) => this.#each((listener) => listener.onQueryProgress?.(event)),
    onQueryIdle: (event) => this.#each((listener) => listener.onQueryIdle?.(event)),
    onQueryTerminated: (event) => this.#each((listener) => listener.onQueryTerminated?.(event)),
  };

  #each(call: (listener: StreamingQueryListener) => void): void {
    for (const listener of [...this.#listeners]) callListener(() => call(listener));
  }
}
