/** Readable names for the columns of a state table, each once: DuckDB does not tell names by their case. */
export class ColumnNames {
  readonly #taken: Set<string>;

  constructor(reserved: readonly string[] = []) {
    this.#taken = new Set(["hash", "kept", "rowid", ...reserved]);
  }

  take(wanted: string): string {
    const base =
      wanted
        .replace(/[^\p{L}\p{N}]+/gu, "_")
        .replace(/^_+|_+$/g, "")
        .slice(0, 60) || "column";
    let name = base;
    for (let i = 2; this.#taken.has(name.toLowerCase()); i++) name = `${base}_${i}`;
    this.#taken.add(name.toLowerCase());
    return name;
  }
}
