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
 * A temporary table that every batch fills. It is emptied instead of made anew, because statements that are planned already stay so only as long
 * as no table is made or dropped.
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
    const rows =
      this.#shape === shape && this.#rows <= WORN_OUT
        ? await this.#refill(`INSERT INTO ${this.name} ${sql}`, isSmall, values)
        : await this.#make(sql, shape, values);
    this.#rows += rows;
    this.#isEmpty = rows === 0;
    return rows;
  }

  /** What it holds is given back, if it is much. */
  async release(): Promise<void> {
    if (this.#rows <= WORN_OUT) return this.#empty(true);
    await this.#connection.run(`DROP TABLE IF EXISTS ${this.name}`);
    this.#shape = null;
    this.#rows = 0;
    this.#isEmpty = true;
  }

  async #refill(insert: string, isSmall: boolean, values: readonly bigint[]): Promise<number> {
    await this.#empty(isSmall);
    return isSmall ? this.#connection.repeat(insert, values) : this.#connection.run(insert, [...values]);
  }

  async #empty(isSmall: boolean): Promise<void> {
    const sql = `TRUNCATE ${this.name}`;
    if (!this.#isEmpty) await (isSmall ? this.#connection.repeat(sql) : this.#connection.run(sql));
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
