import type { StructType } from "../types/data-type.js";

/**
 * Rows that a program adds, for any number of queries: each reads all of them at its own pace. They are kept as long as the
 * stream is. An offset is the number of an addition, from 0, as in Spark: an empty one counts, and makes a batch.
 */
export class MemoryStream {
  readonly schema: StructType;
  readonly #rows: (readonly unknown[])[] = [];
  /** How many rows there were after each addition. */
  readonly #ends: number[] = [];
  readonly #listeners = new Set<() => void>();

  constructor(schema: StructType) {
    this.schema = schema;
  }

  /** The offset of the last addition, -1 before the first. */
  get last(): number {
    return this.#ends.length - 1;
  }

  /** Adds rows, values in the engine's JavaScript form, in the schema's order. Returns their offset. */
  addData(rows: readonly (readonly unknown[])[]): number {
    for (const row of rows) this.#rows.push(row);
    this.#ends.push(this.#rows.length);
    for (const listener of [...this.#listeners]) listener();
    return this.last;
  }

  /** The rows that were added after the offset `start`, up to `end`. */
  slice(start: number, end: number): readonly (readonly unknown[])[] {
    return this.#rows.slice(this.#ends[start] ?? 0, this.#ends[end] ?? 0);
  }

  /** How many of these rows were added at once, one after the other. */
  blocks(start: number, end: number): readonly number[] {
    const ends = this.#ends.slice(start + 1, end + 1);
    return ends.map((at, i) => at - (ends[i - 1] ?? this.#ends[start] ?? 0)).filter((size) => size > 0);
  }

  /** Calls back after rows were added. Returns a function that ends it. */
  onData(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
