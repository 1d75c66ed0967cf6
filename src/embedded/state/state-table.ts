import { StreambookError } from "../../errors.js";
import { identifier } from "../sql-types.js";
import type { StateHome } from "./operator.js";

export interface StateColumn {
  readonly name: string;
  readonly sqlType: string;
}

export interface StateShape {
  readonly keys: readonly StateColumn[];
  readonly values: readonly StateColumn[];
}

/** Bytes of a value, for types of one size; texts, lists and the like are taken for 32. */
const widths: Readonly<Record<string, number>> = {
  BOOLEAN: 1,
  TINYINT: 1,
  SMALLINT: 2,
  INTEGER: 4,
  FLOAT: 4,
  DATE: 4,
  BIGINT: 8,
  DOUBLE: 8,
  TIMESTAMP: 8,
  TIMESTAMPTZ: 8,
};

/** Of more rows than these, finding those that a batch touches is worth planning. */
const FEW = 20_000;

/**
 * The rows that an operator keeps, one a key, in a plain table of the checkpoint: a column per key and per part of an aggregate.
 *
 * A batch touches few keys of many. The column `hash`, four bytes of the keys' hash, is all that is read of the untouched rows to find the others; changed
 * rows are deleted by their row number and inserted anew, which costs a third of an update in place.
 */
export class StateTable {
  /** The table, as SQL names it. */
  readonly name: string;
  readonly shape: StateShape;
  readonly #home: StateHome;
  #rows = 0;

  constructor(home: StateHome, name: string, shape: StateShape) {
    this.#home = home;
    this.name = `${home.database}.${name}`;
    this.shape = shape;
  }

  get rows(): number {
    return this.#rows;
  }

  /** They are met as they are: to plan how takes longer. */
  get isFew(): boolean {
    return this.#rows <= FEW;
  }

  /** An estimate: rows by their columns' sizes. */
  get bytes(): number {
    const { keys, values } = this.shape;
    const row = [...keys, ...values].reduce((sum, { sqlType }) => sum + (widths[sqlType] ?? 32), 4);
    return row * this.#rows;
  }

  async open(): Promise<void> {
    const { connection } = this.#home;
    const { keys, values } = this.shape;
    const columns = [...keys, ...values].map((c) => `${identifier(c.name)} ${c.sqlType}`);
    await connection.run(
      `CREATE TABLE IF NOT EXISTS ${this.name} (${["hash INTEGER", ...columns].join(", ")})`,
    );
    const [[rows]] = (await connection.rows(`SELECT count(*) FROM ${this.name}`)) as [[bigint]];
    this.#rows = Number(rows);
    this.#home.dead.added(this.#rows);
    if (this.#rows > 0) await this.#checkHashes();
  }

  /** The hash of keys, their SQL given. */
  hash(keys: readonly string[]): string {
    return keys.length === 0 ? "0" : `CAST(hash(${keys.join(", ")}) >> 33 AS INTEGER)`;
  }

  /** A relation of the kept rows whose keys are in `delta` (columns `hash` and the keys), with their row numbers as `kept`. */
  touchedBy(delta: string): string {
    return `(SELECT rowid AS kept, * FROM ${this.name} WHERE hash IN (SELECT hash FROM ${delta}))`;
  }

  /** A relation of all kept rows, likewise. */
  get all(): string {
    return `(SELECT rowid AS kept, * FROM ${this.name})`;
  }

  /** The join of kept rows `s` and rows of a delta `d` on their keys. */
  get sameKey(): string {
    const keys = this.shape.keys.map(
      ({ name }) => `s.${identifier(name)} IS NOT DISTINCT FROM d.${identifier(name)}`,
    );
    return ["s.hash = d.hash", ...keys].join(" AND ");
  }

  /** All columns, for a select list. */
  get columns(): string {
    const { keys, values } = this.shape;
    return ["hash", ...[...keys, ...values].map((c) => identifier(c.name))].join(", ");
  }

  /** Puts the rows of `changes` in the place of those numbered in the column `kept` of `of`. Part of the commit's transaction, as all changes. */
  async replace(changes: string, { of = changes, isSmall = false } = {}): Promise<number> {
    if (this.#rows > 0) {
      const removed = await this.remove(`rowid IN (SELECT kept FROM ${of})`, { isSmall });
      if (!isSmall) await this.#checkRemoved(removed, of);
    }
    return this.add(changes, { isSmall });
  }

  /** Row numbers hold as long as nobody puts the file in order. Should that happen in the middle of a batch, a failure is better than a group kept twice. */
  async #checkRemoved(removed: number, of: string): Promise<void> {
    const [[kept]] = (await this.#home.connection.rows(`SELECT count(kept) FROM ${of}`)) as [[bigint]];
    if (Number(kept) === removed) return;
    throw new StreambookError({
      code: "STATE_ROWS_MOVED",
      step: "commit",
      rule: "What a batch replaces in the state is where the batch has found it.",
      got: `${kept} rows to replace, ${removed} found`,
      cure: "start the query again: the state is as it was, and the batch is repeated under its number; and report it, this is a fault of streambook",
    });
  }

  async add(rows: string, { isSmall = false } = {}): Promise<number> {
    const { connection } = this.#home;
    const sql = `INSERT INTO ${this.name} SELECT ${this.columns} FROM ${rows}`;
    const added = await (isSmall ? connection.repeat(sql) : connection.run(sql));
    this.#rows += added;
    this.#home.dead.added(added);
    return added;
  }

  /** Takes out the rows that meet a condition; `values` are those of its `$1`, `$2`, … */
  async remove(
    condition: string,
    { isSmall = false, values = [] as readonly bigint[] } = {},
  ): Promise<number> {
    const { connection } = this.#home;
    const sql = `DELETE FROM ${this.name} WHERE ${condition}`;
    const removed = await (isSmall ? connection.repeat(sql, values) : connection.run(sql, [...values]));
    this.#rows -= removed;
    this.#home.dead.deleted(removed);
    return removed;
  }

  /** Another version of the engine may hash otherwise: the column is made anew then. */
  async #checkHashes(): Promise<void> {
    const { connection } = this.#home;
    const expected = this.hash(this.shape.keys.map((c) => identifier(c.name)));
    const wrong = await connection.rows(
      `SELECT 1 FROM (FROM ${this.name} LIMIT 64) WHERE hash IS DISTINCT FROM ${expected} LIMIT 1`,
    );
    if (wrong.length === 0) return;
    await connection.run(`UPDATE ${this.name} SET hash = ${expected}`);
  }
}
