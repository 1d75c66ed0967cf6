/**
 * Draws the newest of what it is given, one at a time: what arrives while it is busy replaces what waited.
 * It waits while `ready()` is false; `poke()` says that this may have changed.
 */
export class Newest {
  #next = null;
  #busy = false;

  constructor(draw, ready) {
    this.draw = draw;
    this.ready = ready;
  }

  give(value) {
    this.#next = { value };
    this.poke();
  }

  async poke() {
    if (this.#busy) return;
    this.#busy = true;
    try {
      while (this.#next !== null && this.ready()) {
        const { value } = this.#next;
        this.#next = null;
        await this.draw(value);
      }
    } finally {
      this.#busy = false;
    }
  }
}
