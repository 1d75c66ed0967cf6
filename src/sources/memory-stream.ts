import type { StructType } from "../types/data-type.js";

/**
 * Rows that a program adds, for any number of queries: each reads all of them at its own pace. They are kept as long as the
 * stream is.
 */
export class MemoryStream {
  readonly schema: StructType;
  readonly #rows: (readonly unknown[])[] = [];
  /** Where what was added at once ends. */
  readonly #ends: number[] = [];
  readonly #listeners = new Set<() => void>();

  constructor(schema: StructType) {
    this.schema = schema;
  }

  /** The offset after the last row. */
  get length(): number {
    return this.#rows.length;
  }

  /** Adds rows, values in the engine's JavaScript form, in the schema's order. Returns the offset after them. */
  addData(rows: readonly (readonly unknown[])[]): number {
    for (const row of rows) this.#rows.push(row);
    if (rows.length > 0) this.#ends.push(this.length);
    if (rows.length > 0) for (const listener of [...this.#listeners]) listener();
    return this.length;
  }

  slice(start: number, end: number): readonly (readonly unknown[])[] {
    return this.#rows.slice(start, end);
  }

  /** How many of these rows were added at once, one after the other. */
  blocks(start: number, end: number): readonly number[] {
    const ends = [...this.#ends.filter((at) => at > start && at < end), end];
    return ends.map((at, i) => at - (ends[i - 1] ?? start));
  }

  /** Calls back after rows were added. Returns a function that ends it. */
  onData(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
