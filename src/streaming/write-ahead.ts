import type { DuckDBPreparedStatement } from "@duckdb/node-api";
import type { Connection } from "../embedded/database.js";
import type { BatchRecord } from "./checkpoint.js";
import type { CheckpointLog } from "./checkpoint-log.js";
import { bytesOf, type RawPart } from "./raw-rows.js";

/** To delete in every batch would take as long as to write. */
const RAW_LIMIT = 1024 * 1024;

/** Parsed and planned once. */
type Statements = Readonly<Record<"offsets" | "rawInsert" | "rawDelete", DuckDBPreparedStatement>>;

/**
 * Writes what is fixed of a batch, by a connection of its own: the disk takes as long to confirm it as a small batch takes to compute, so the
 * query's connection computes meanwhile.
 */
export class WriteAhead {
  readonly #connection: Connection;
  readonly #statements: Statements;
  /** Of raw rows of earlier batches in the checkpoint; nobody knows what an earlier run has left. */
  #rawBytes = Infinity;

  private constructor(connection: Connection, statements: Statements) {
    this.#connection = connection;
    this.#statements = statements;
  }

  /** `database` is the checkpoint, as it is attached. */
  static async open(connection: Connection, database: string): Promise<WriteAhead> {
    return new WriteAhead(connection, {
      offsets: await connection.prepare(`INSERT INTO ${database}.offsets VALUES ($1, $2, $3, $4, $5)`),
      rawInsert: await connection.prepare(`INSERT INTO ${database}.raw_rows VALUES ($1, $2, $3, $4, $5)`),
      rawDelete: await connection.prepare(`DELETE FROM ${database}.raw_rows WHERE batch < $1`),
    });
  }

  /** One transaction: offsets, the sources' logs, the raw rows of those that could not give them again. Raw rows of earlier batches go when they are many. */
  async write(
    record: BatchRecord,
    raw: ReadonlyMap<number, RawPart>,
    logs: readonly CheckpointLog[],
  ): Promise<void> {
    const { offsets, rawInsert, rawDelete } = this.#statements;
    offsets.bindBigInt(1, BigInt(record.id));
    offsets.bindBigInt(2, BigInt(record.time));
    offsets.bindBigInt(3, BigInt(record.seed));
    offsets.bindVarchar(4, JSON.stringify(record.starts));
    offsets.bindVarchar(5, JSON.stringify(record.ends));
    const isCleared = this.#rawBytes > RAW_LIMIT;
    if (raw.size === 0 && logs.length === 0 && !isCleared) {
      await offsets.run();
      return;
    }
    await this.#connection.transaction(async () => {
      await offsets.run();
      for (const log of logs) await log.flush(this.#connection);
      if (isCleared) {
        rawDelete.bindBigInt(1, BigInt(record.id));
        await rawDelete.run();
      }
      for (const [source, part] of raw) {
        rawInsert.bindBigInt(1, BigInt(record.id));
        rawInsert.bindInteger(2, source);
        rawInsert.bindVarchar(3, part.kind);
        rawInsert.bindBigInt(4, BigInt(part.count));
        rawInsert.bindBlob(5, part.data);
        await rawInsert.run();
      }
    });
    this.#rawBytes = (isCleared ? 0 : this.#rawBytes) + bytesOf(raw);
  }

  close(): void {
    for (const statement of Object.values(this.#statements)) statement.destroySync();
    this.#connection.close();
  }
}
