/** Records a second, or as fast as the reader takes them. */
export type Rate = number | "max";

/** After a pause (a laptop that slept, a busy machine) no more than this much is caught up with. */
const CATCH_UP_MS = 1000;
/** Fast servers send several records at a time, this often. */
const TICK_MS = 10;

/** Says how many records are due. It keeps no timer: whoever owns it asks, with the time of any clock. */
export class Pace {
  #start: number;
  #given = 0;

  /**
   * @param rate records a second, above 0.
   * @param now the present in milliseconds, of the clock that every later call uses. The first record is due at once.
   */
  constructor(
    readonly rate: number,
    now: number,
  ) {
    this.#start = now;
  }

  /** How many records are due; they count as given. */
  take(now: number): number {
    const late = now - this.#timeOf(this.#given);
    if (late < 0) return 0;
    if (late > CATCH_UP_MS) this.restart(now - CATCH_UP_MS);
    const due = Math.floor(((now - this.#start) * this.rate) / 1000) + 1 - this.#given;
    // Rounding may leave a record a fraction of a microsecond away: it counts as due.
    const records = Math.max(1, due);
    this.#given += records;
    return records;
  }

  /** Milliseconds to wait before asking again. */
  delay(now: number): number {
    return Math.max(this.#timeOf(this.#given) - now, TICK_MS);
  }

  /** Begins anew: what was due is forgotten, the next record is due at once. */
  restart(now: number): void {
    this.#start = now;
    this.#given = 0;
  }

  #timeOf(record: number): number {
    return this.#start + (record * 1000) / this.rate;
  }
}
