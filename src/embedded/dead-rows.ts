/** A temporary table that so many rows have been through is made anew: emptying does not give back their place. */
export const WORN_OUT = 50_000;

/** So many may lie about in any case. */
const FEW = 100_000;

/**
 * Counts the rows of tables that live as long as their query. The engine only marks a row as deleted: every later scan passes by it, until
 * the table is put in order, which costs as much as its live rows do. A stream that replaces ten rows a batch would scan millions after a day.
 */
export class DeadRows {
  #alive = 0;
  #dead = 0;

  added(rows: number): void {
    this.#alive += rows;
  }

  /** Where it is not counted what is added, what is alive is taken for none. */
  deleted(rows: number): void {
    this.#alive -= Math.min(rows, this.#alive);
    this.#dead += rows;
  }

  /** Putting the tables in order costs less by now than passing by what is dead. */
  get areTooMany(): boolean {
    return this.#dead > Math.max(FEW, this.#alive);
  }

  buried(): void {
    this.#dead = 0;
  }
}
