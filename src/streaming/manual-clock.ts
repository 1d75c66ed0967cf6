import { AsyncLocalStorage } from "node:async_hooks";
import { setImmediate as nextTurn } from "node:timers/promises";
import { StreambookError } from "../errors.js";
import type { Clock } from "../plan/clock.js";
import { durationMillis } from "../plan/duration.js";

interface Timer {
  readonly at: number;
  readonly run: () => void | Promise<void>;
}

/**
 * A clock that stands still until it is told to move: hours of event time pass in milliseconds, and a test never sleeps.
 *
 * @example
 * const clock = new ManualClock("2020-01-01T00:00:00Z");
 * const session = await StreamSession.create({ clock });
 * await clock.advance("10 seconds"); // the triggers due by then have fired, and their batches have run
 */
export class ManualClock implements Clock {
  #now: number;
  #timers: Timer[] = [];
  readonly #works = new Map<symbol, Promise<unknown>>();
  // The works that the present code is part of: waiting for one of them from inside it would never end.
  readonly #inside = new AsyncLocalStorage<readonly symbol[]>();

  /** `start` is milliseconds since the epoch, a Date, or ISO text. Throws INVALID_TIMESTAMP. */
  constructor(start: string | number | Date) {
    this.#now = new Date(start).getTime();
    if (Number.isNaN(this.#now)) {
      throw new StreambookError({
        code: "INVALID_TIMESTAMP",
        step: "ManualClock",
        rule: "The start must be a time.",
        got: JSON.stringify(start),
        cure: 'new ManualClock("2020-01-01T00:00:00Z")',
      });
    }
  }

  now(): number {
    return this.#now;
  }

  schedule(at: number, run: () => void | Promise<void>): () => void {
    const timer: Timer = { at, run };
    this.#timers.push(timer);
    // What is due already does not wait for somebody to move the clock.
    if (at <= this.#now)
      setImmediate(() => void this.during(async () => this.#fire(timer)).catch(() => undefined));
    return () => void this.#take(timer);
  }

  during<T>(work: () => Promise<T>): Promise<T> {
    const token = Symbol("work");
    const outer = (this.#inside.getStore() ?? []).filter((each) => this.#works.has(each));
    const running = this.#inside.run([...outer, token], work);
    this.#works.set(token, running);
    return running.finally(() => this.#works.delete(token));
  }

  /**
   * Moves the time on, stopping at every timer that falls due, in order. When it resolves, those timers and the batches
   * they and new data gave rise to have ended. `by` is Spark's interval text or milliseconds.
   */
  async advance(by: string | number): Promise<void> {
    const millis = durationMillis(by, "ManualClock.advance");
    await this.#settle();
    const target = this.#now + millis;
    for (let timer = this.#next(target); timer; timer = this.#next(target)) {
      this.#now = Math.max(this.#now, timer.at);
      await this.#fire(timer);
      await this.#settle();
    }
    this.#now = Math.max(this.#now, target);
  }

  /** The earliest timer due by `target`; of those due at once, the one that was set first. */
  #next(target: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.at <= target && (first === undefined || timer.at < first.at)) first = timer;
    }
    return first;
  }

  #take(timer: Timer): boolean {
    const place = this.#timers.indexOf(timer);
    if (place >= 0) this.#timers.splice(place, 1);
    return place >= 0;
  }

  async #fire(timer: Timer): Promise<void> {
    if (this.#take(timer)) await timer.run();
  }

  async #settle(): Promise<void> {
    await nextTurn();
    for (let others = this.#others(); others.length > 0; others = this.#others()) {
      await Promise.allSettled(others);
    }
  }

  #others(): Promise<unknown>[] {
    const own = this.#inside.getStore() ?? [];
    return [...this.#works].filter(([token]) => !own.includes(token)).map(([, running]) => running);
  }
}
