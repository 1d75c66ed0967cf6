/** So many small statements one after the other, and no other work, are a stream of small batches. */
const SETTLED = 16;

/**
 * How many threads the engine has at work. Every part of a statement is offered to all of them, and to wake a thread for a few rows costs more than
 * to do the work: while there are only small batches the thread that asks does it alone. A change takes 0.3 ms.
 */
export class EngineThreads {
  /** SQL that sets how many there may be. */
  readonly #all: string;
  #hasAll = true;
  #small = 0;
  /** Statements at work that are worth several threads. */
  #large = 0;
  #changing: Promise<unknown> = Promise.resolve();

  /** `threads`: the engine's own choice when not given. */
  constructor(threads: number | undefined) {
    this.#all = threads === undefined ? "RESET threads" : `SET threads = ${threads}`;
  }

  /** Does work that may have many rows. `run` runs a statement of this engine. */
  async forLarge<T>(run: (sql: string) => Promise<unknown>, work: () => Promise<T>): Promise<T> {
    this.#small = 0;
    this.#large++;
    try {
      await this.#change(true, run);
      return await work();
    } finally {
      this.#large--;
    }
  }

  /** Comes before a statement with few rows. */
  async forSmall(run: (sql: string) => Promise<unknown>): Promise<void> {
    if (this.#large === 0 && ++this.#small >= SETTLED) await this.#change(false, run);
  }

  async #change(hasAll: boolean, run: (sql: string) => Promise<unknown>): Promise<void> {
    if (this.#hasAll !== hasAll) {
      this.#hasAll = hasAll;
      this.#changing = this.#changing.then(() => run(hasAll ? this.#all : "SET threads = 1"));
    }
    await this.#changing;
  }
}
