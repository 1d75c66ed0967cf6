import type { DuckDBPreparedStatement } from "@duckdb/node-api";

/** Of one connection. */
const MOST = 48;

/**
 * Statements that are planned once and run with every small batch, by their text: to plan one takes longer than to run it over ten rows. They
 * must be planned without the engine's optimiser, whose plans hold for what the tables contain at that moment (a column without nulls, a range
 * of values, no row at all) and would give wrong rows in a later batch.
 */
export class KeptStatements {
  readonly #kept = new Map<string, DuckDBPreparedStatement>();

  async take(sql: string, prepare: () => Promise<DuckDBPreparedStatement>): Promise<DuckDBPreparedStatement> {
    const known = this.#kept.get(sql);
    if (known) return known;
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined && this.#kept.size >= MOST) this.drop(oldest);
    const made = await prepare();
    this.#kept.set(sql, made);
    return made;
  }

  drop(sql: string): void {
    this.#kept.get(sql)?.destroySync();
    this.#kept.delete(sql);
  }

  clear(): void {
    for (const sql of [...this.#kept.keys()]) this.drop(sql);
  }
}
