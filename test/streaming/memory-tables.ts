import type { Connection } from "../../src/embedded/database.js";
import type { MemoryTable } from "../../src/streaming/sink.js";
import type { StructType } from "../../src/types/data-type.js";

/** The session's tables of memory sinks, on a connection of their own. */
export class MemoryTables {
  readonly #connection: Connection;
  readonly #lastBatch = new Map<string, number>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async open(name: string, _schema: StructType, fresh: boolean): Promise<MemoryTable> {
    const table = `memory.main."${name}"`;
    const existing = !fresh && this.#lastBatch.has(name);
    if (!existing) {
      await this.#connection.run(`CREATE OR REPLACE TABLE ${table} (value VARCHAR)`);
      this.#lastBatch.set(name, -1);
    }
    return {
      table,
      existing,
      lastBatch: () => this.#lastBatch.get(name) ?? -1,
      wrote: (batch) => void this.#lastBatch.set(name, batch),
    };
  }

  async values(name: string): Promise<string[]> {
    return (await this.#connection.rows(`FROM memory.main."${name}"`)).map((row) => row[0] as string);
  }

  async write(table: string, values: readonly string[], replace: boolean): Promise<number> {
    if (replace) await this.#connection.run(`DELETE FROM ${table}`);
    for (const value of values) await this.#connection.run(`INSERT INTO ${table} VALUES ($1)`, [value]);
    return values.length;
  }

  close(): void {
    this.#connection.close();
  }
}
