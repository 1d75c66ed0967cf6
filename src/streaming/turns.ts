import { setImmediate as nextTurn } from "node:timers/promises";
import type { Clock } from "../plan/clock.js";

/** Gives work on a query's batches its turn, one piece at a time. The work itself must not throw. */
export class Turns {
  readonly #clock: Clock;
  readonly #usual: () => Promise<void>;
  #tail: Promise<void> = Promise.resolve();
  #open = false;
  #running = false;
  #asked = false;
  #again = false;
  #cancelTimer: () => void = () => undefined;

  /** `usual` is the work of a turn that was asked for, or that a timer starts. */
  constructor(clock: Clock, usual: () => Promise<void>) {
    this.#clock = clock;
    this.#usual = usual;
  }

  /** From here on turns are given; the first one soon. */
  open(): void {
    this.#open = true;
    this.ask();
  }

  close(): void {
    this.#open = false;
    this.#cancelTimer();
  }

  /** Asks for a usual turn, soon. Any number of askers before it starts get the same one; during a turn, one more after it. */
  ask(): void {
    if (this.#running) this.#again = true;
    if (!this.#open || this.#running || this.#asked) return;
    this.#asked = true;
    // Not at once: what is added in the same turn of the event loop belongs to the same batch.
    const turn = async () => {
      await nextTurn();
      this.#asked = false;
      await this.run(this.#usual);
    };
    void (this.#clock.during ? this.#clock.during(turn) : turn());
  }

  /** Sets the one timer: a usual turn when the clock says `at`. */
  askAt(at: number): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#clock.schedule(at, () => {
      if (!this.#running) return this.run(this.#usual);
      this.#again = true; // who moved the clock may be part of this very turn: it must not wait for the next
    });
  }

  /** Runs work in its turn, after what was handed in before. Resolves when it has ended. */
  run(work: () => Promise<void>): Promise<void> {
    this.#tail = this.#tail.then(async () => {
      this.#running = true;
      this.#again = false;
      await work();
      this.#running = false;
      if (this.#again) this.ask();
    });
    return this.#tail;
  }
}
