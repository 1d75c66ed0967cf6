import type { Connection } from "../database.js";
import { WORN_OUT } from "../dead-rows.js";

export interface Filling {
  /** The batch has few rows: the statement is one that is planned already. */
  readonly isSmall: boolean;
  /** Another text stands for other columns. */
  readonly shape?: string;
  /** Of `$1`, `$2`, … */
  readonly values?: readonly bigint[];
}

/**
 * A temporary table that every batch fills. For small batches it is emptied instead of made anew, because statements that are planned already
 * stay so only as long as no table is made or dropped.
 */
export class ScratchTable {
  readonly name: string;
  readonly #connection: Connection;
  #shape: string | null = null;
  /** Rows that are or were in it. */
  #rows = 0;
  #isEmpty = true;

  constructor(connection: Connection, name: string) {
    this.name = name;
    this.#connection = connection;
  }

  /** Puts the rows of a query in the place of what was there, and tells how many there are. */
  async fill(sql: string, { isSmall, shape = "", values = [] }: Filling): Promise<number> {
    const isMade = this.#shape === shape && isSmall && this.#rows <= WORN_OUT;
    if (isMade) await this.empty();
    const rows = isMade
      ? await this.#connection.repeat(`INSERT INTO ${this.name} ${sql}`, values)
      : await this.#make(sql, shape, values);
    this.#rows += rows;
    this.#isEmpty = rows === 0;
    return rows;
  }

  async empty(): Promise<void> {
    if (!this.#isEmpty) await this.#connection.repeat(`TRUNCATE ${this.name}`);
    this.#isEmpty = true;
  }

  /** What it holds is given back, if it is much. */
  async release(): Promise<void> {
    if (this.#rows <= WORN_OUT) return this.empty();
    await this.#connection.run(`DROP TABLE IF EXISTS ${this.name}`);
    this.#shape = null;
    this.#rows = 0;
    this.#isEmpty = true;
  }

  async #make(sql: string, shape: string, values: readonly bigint[]): Promise<number> {
    // The engine answers with the number of rows.
    const made = await this.#connection.rows(`CREATE OR REPLACE TEMP TABLE ${this.name} AS ${sql}`, [
      ...values,
    ]);
    this.#shape = shape;
    this.#rows = 0;
    return Number((made as [[bigint]])[0][0]);
  }
}
