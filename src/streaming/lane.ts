/** Runs pieces of work one after the other, in the order they were handed in. The work itself must not throw. */
export class Lane {
  #tail: Promise<void> = Promise.resolve();

  run(work: () => Promise<void>): Promise<void> {
    this.#tail = this.#tail.then(work);
    return this.#tail;
  }
}
