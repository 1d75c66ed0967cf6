import type { Connection } from "./database.js";
import type { ResultReader } from "./load/result.js";
import { renamed } from "./sql-types.js";
import type { ScratchTable } from "./state/scratch-table.js";

/** Runs what may fail inside the engine, its errors put in the reader's words. */
export type Guard = <T>(work: () => Promise<T>) => Promise<T>;

export interface BatchRowsParts {
  readonly scratch: ScratchTable;
  readonly connection: Connection;
  readonly read: ResultReader;
  readonly width: number;
  readonly isSmall: boolean;
  readonly guard: Guard;
}

/**
 * The rows that a user's function is given. Most functions read them once, as they are: then they are read where they are computed. Whoever asks
 * more of them has them in a table, so that nothing is computed twice.
 */
export class BatchRows {
  readonly #sql: string;
  readonly #parts: BatchRowsParts;
  #count: number | null = null;
  #table: Promise<string> | null = null;
  #isRead = false;

  constructor(sql: string, parts: BatchRowsParts) {
    this.#sql = sql;
    this.#parts = parts;
  }

  async collect(): Promise<unknown[][]> {
    const { read, isSmall, width, guard } = this.#parts;
    // Queries of the function set the variables anew that random values are made of.
    const isFirst = !this.#isRead && this.#table === null && !this.#sql.includes("getvariable(");
    this.#isRead = true;
    const sql = isFirst ? this.#sql : `SELECT ${renamed(width, "c", "o")} FROM ${await this.table()}`;
    const rows = await guard(() => read(sql, isSmall));
    this.#count = rows.length;
    return rows;
  }

  /** The table that holds them. */
  table(): Promise<string> {
    return (this.#table ??= this.#fill());
  }

  /** The last that is asked of rows that nobody has read: they are computed, and kept nowhere. */
  async count(): Promise<number> {
    return (this.#count ??= await this.#computed());
  }

  async #computed(): Promise<number> {
    const { connection, width, isSmall, guard } = this.#parts;
    const all = Array.from({ length: width }, (_, i) => `o${i}`).join(", ");
    const values = width === 0 ? "" : `, max(hash(${all}))`;
    const sql = `SELECT count(*)${values} FROM (${this.#sql})`;
    const result = await guard(() => (isSmall ? connection.repeatResult(sql) : connection.result(sql)));
    return Number((await result.getRows())[0]![0]);
  }

  async #fill(): Promise<string> {
    const { scratch, width, isSmall, guard } = this.#parts;
    const rows = `SELECT ${renamed(width, "o", "c")} FROM (${this.#sql})`;
    this.#count = await guard(() => scratch.fill(rows, { isSmall }));
    return scratch.name;
  }
}
