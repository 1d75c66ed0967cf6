import type { Connection } from "../embedded/database.js";
import type { SourceLog } from "../sources/source.js";

/** A source's list in the checkpoint. What is appended is written together with the offsets of the batch it belongs to. */
export class CheckpointLog implements SourceLog {
  readonly #connection: Connection;
  readonly #table: string;
  readonly #source: number;
  #waiting: string[] = [];
  #position: number | null = null;

  constructor(connection: Connection, database: string, source: number) {
    this.#connection = connection;
    this.#table = `${database}.source_log`;
    this.#source = source;
  }

  async read(): Promise<readonly string[]> {
    const sql = `SELECT entry FROM ${this.#table} WHERE source = $1 ORDER BY position`;
    const rows = await this.#connection.rows(sql, [this.#source]);
    return [...rows.map((row) => row[0] as string), ...this.#waiting];
  }

  async append(entry: string): Promise<void> {
    this.#waiting.push(entry);
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** Writes what was appended, as part of the transaction of this connection. */
  async flush(connection: Connection): Promise<void> {
    if (this.#waiting.length === 0) return;
    const entries = this.#waiting;
    const first = this.#position ?? (await this.#count());
    await connection.run(
      `INSERT INTO ${this.#table}
       SELECT $1, $2 + generate_subscripts(entries, 1), unnest(entries)
       FROM (SELECT from_json($3::JSON, '["VARCHAR"]') AS entries)`,
      [this.#source, BigInt(first), JSON.stringify(entries)],
    );
    this.#waiting = [];
    this.#position = first + entries.length;
  }

  async #count(): Promise<number> {
    const sql = `SELECT coalesce(max(position), 0) FROM ${this.#table} WHERE source = $1`;
    return Number((await this.#connection.rows(sql, [this.#source]))[0]?.[0] ?? 0);
  }
}
