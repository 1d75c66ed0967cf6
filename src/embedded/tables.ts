import { sameType } from "../plan/coerce.js";
import type { LogicalPlan } from "../plan/logical-plan.js";
import type { StoredTable } from "../plan/resolved.js";
import type { StructType } from "../types/data-type.js";
import type { Connection } from "./database.js";
import { columnDefinitions } from "./sql-types.js";

interface Entry extends StoredTable {
  lastBatch: number;
}

/** The session's names: temporary views, and the tables of memory sinks. They compare without case. */
export class Tables {
  readonly #views = new Map<string, { readonly name: string; readonly plan: LogicalPlan }>();
  readonly #stored = new Map<string, Entry>();
  #made = 0;

  find(name: string): LogicalPlan | StoredTable | undefined {
    const key = name.toLowerCase();
    return this.#views.get(key)?.plan ?? this.#stored.get(key);
  }

  names(): string[] {
    return [
      ...[...this.#views.values()].map((v) => v.name),
      ...[...this.#stored.values()].map((t) => t.name),
    ].sort();
  }

  /** Forgets a view; a memory sink's table stays. */
  dropView(name: string): boolean {
    return this.#views.delete(name.toLowerCase());
  }

  setView(name: string, plan: LogicalPlan): void {
    this.#views.set(name.toLowerCase(), { name, plan });
  }

  /** The table of that name, made anew when it is not there, has another schema, or is wanted fresh. */
  async store(connection: Connection, name: string, schema: StructType, fresh: boolean) {
    const key = name.toLowerCase();
    let entry = this.#stored.get(key);
    const existing = entry !== undefined && !fresh && sameType(entry.schema, schema);
    if (!existing) {
      const old = entry;
      entry = { kind: "stored", name, table: `memory.main.m${this.#made++}`, schema, lastBatch: -1 };
      await connection.run(`CREATE TABLE ${entry.table} (${columnDefinitions(schema)})`);
      this.#stored.set(key, entry);
      // A reader that is in the middle of the old table keeps its snapshot.
      if (old) await connection.run(`DROP TABLE IF EXISTS ${old.table}`);
    }
    const found = entry!;
    return {
      table: found.table,
      existing,
      lastBatch: () => found.lastBatch,
      wrote: (batch: number) => {
        found.lastBatch = batch;
      },
    };
  }
}
