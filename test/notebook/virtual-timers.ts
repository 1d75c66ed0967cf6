import type { Timers } from "../../src/notebook/refresh-loop.js";

/** Time that moves only when the test says so. */
export class VirtualTimers implements Timers {
  #now = 0;
  #due: { at: number; run: () => void }[] = [];

  after(ms: number, run: () => void): () => void {
    const entry = { at: this.#now + ms, run };
    this.#due.push(entry);
    return () => {
      this.#due = this.#due.filter((other) => other !== entry);
    };
  }

  get waiting(): number {
    return this.#due.length;
  }

  /** Moves time on; after each timer what it started has been carried out. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    for (;;) {
      const next = this.#due.filter((entry) => entry.at <= until).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#due = this.#due.filter((entry) => entry !== next);
      this.#now = next.at;
      next.run();
      await settled();
    }
    this.#now = until;
  }
}

/** Everything that promises had waiting is done. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
