import type { StructType } from "../types/data-type.js";

/**
 * Rows that a program adds, for any number of queries: each reads all of them at its own pace. They are kept as long as the
 * stream is.
 */
export class MemoryStream {
  readonly schema: StructType;
  readonly #rows: (readonly unknown[])[] = [];
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
    if (rows.length > 0) for (const listener of [...this.#listeners]) listener();
    return this.length;
  }

  slice(start: number, end: number): readonly (readonly unknown[])[] {
    return this.#rows.slice(start, end);
  }

  /** Calls back after rows were added. Returns a function that ends it. */
  onData(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
