import { existsSync, statSync } from "node:fs";
import type { DuckDBPreparedStatement } from "@duckdb/node-api";
import { LOG_LIMIT, type Connection } from "../embedded/database.js";
import type { Offset, SourceLog } from "../sources/source.js";
import { StreambookError } from "../errors.js";
import { attachError, checkpointErrors } from "./checkpoint-errors.js";
import { CheckpointLog } from "./checkpoint-log.js";
import {
  attachSql,
  claimCheckpointFile,
  createFile,
  databaseName,
  type CheckpointFile,
} from "./checkpoint-file.js";
import { createTables, formatVersion, putMeta, readMeta, type CheckpointMeta } from "./checkpoint-tables.js";
import { planDifference } from "./plan-difference.js";
import { bytesOf, type RawPart } from "./raw-rows.js";
import { WriteAhead } from "./write-ahead.js";

/** What is fixed of a batch before it runs. Offsets are in the order of the program's sources; null where a source has given nothing yet. */
export interface BatchRecord {
  readonly id: number;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly seed: number;
  readonly starts: readonly (Offset | null)[];
  readonly ends: readonly (Offset | null)[];
}

export interface CheckpointOptions {
  /** The query's own connection: what is written in one transaction is written by it. */
  readonly connection: Connection;
  /** The folder; null keeps the checkpoint in memory, for a query that does not outlive its session. */
  readonly location: string | null;
  /** Settings that must not change over the query's life. Those of the first start win. */
  readonly settings: Readonly<Record<string, string>>;
  /** For errors: `query "iot"`. */
  readonly step: string;
}

/** Offsets records kept, at least, as spark.sql.streaming.minBatchesToRetain. */
const batchesToRetain = 100;

/**
 * The memory of one query: one database, attached to the query's connection, so that state, offsets and commit records are
 * one transaction. A file in the checkpoint folder; in memory there is the state only, which nobody could go on from.
 */
export class Checkpoint {
  /** What to write before the name of a state table: `${database}.state_0`. */
  readonly database: string;
  readonly durable: boolean;
  readonly #connection: Connection;
  readonly #file: CheckpointFile | null;
  readonly #meta: CheckpointMeta;
  readonly #step: string;
  readonly #logs = new Map<number, CheckpointLog>();
  #ahead: WriteAhead | null = null;
  #commit: DuckDBPreparedStatement | null = null;

  private constructor(
    options: CheckpointOptions,
    database: string,
    file: CheckpointFile | null,
    meta: CheckpointMeta,
  ) {
    this.#connection = options.connection;
    this.#step = options.step;
    this.#file = file;
    this.#meta = meta;
    this.database = database;
    this.durable = file !== null;
  }

  /**
   * Opens or makes a checkpoint. Nothing of an existing one is changed before `bind`.
   * Throws CONCURRENT_QUERY, CHECKPOINT_FOREIGN, CHECKPOINT_DAMAGED, CHECKPOINT_VERSION, CHECKPOINT_LOCATION_INVALID.
   */
  static async open(options: CheckpointOptions): Promise<Checkpoint> {
    const { connection, location, settings, step } = options;
    const database = databaseName();
    if (location === null) {
      await connection.run(`ATTACH ':memory:' AS ${database}`);
      return new Checkpoint(options, database, null, await createTables(connection, database, settings));
    }
    const file = claimCheckpointFile(location, step);
    try {
      if (!existsSync(file.path)) {
        await createFile(
          connection,
          file.path,
          async (draft) => void (await createTables(connection, draft, settings)),
        );
      }
      const meta = await inspect(connection, file.path, step);
      await connection.run(attachSql(file.path, database));
      return new Checkpoint(options, database, file, meta);
    } catch (error) {
      file.release();
      throw error instanceof StreambookError ? error : attachError(step, file.path, error);
    }
  }

  /** Of the query, over all of its starts. */
  get queryId(): string {
    return this.#meta.queryId;
  }

  get settings(): Readonly<Record<string, string>> {
    return this.#meta.settings;
  }

  /** Ties the checkpoint to a plan, or checks that it is the same one. Throws CHECKPOINT_PLAN_CHANGED. */
  async bind(fingerprint: string): Promise<void> {
    const before = this.#meta.fingerprint;
    if (before === null) await putMeta(this.#connection, this.database, "fingerprint", fingerprint);
    else if (before !== fingerprint) {
      throw checkpointErrors.planChanged(this.#step, this.#path(), planDifference(before, fingerprint));
    }
  }

  /** The last batch that was planned, and whether it was committed. */
  async last(): Promise<{ readonly record: BatchRecord; readonly committed: boolean } | null> {
    const rows = await this.#connection.rows(
      `SELECT batch, time, seed, starts, ends, EXISTS (SELECT 1 FROM ${this.database}.commits c WHERE c.batch = o.batch)
       FROM ${this.database}.offsets o ORDER BY batch DESC LIMIT 1`,
    );
    const row = rows[0];
    if (!row) return null;
    const [id, time, seed, starts, ends, committed] = row as [
      bigint,
      bigint,
      bigint,
      string,
      string,
      boolean,
    ];
    const record: BatchRecord = {
      id: Number(id),
      time: Number(time),
      seed: Number(seed),
      starts: JSON.parse(starts) as (Offset | null)[],
      ends: JSON.parse(ends) as (Offset | null)[],
    };
    return { record, committed };
  }

  /** The watermark after the last committed batch, and after the one before. */
  async watermarks(): Promise<{ readonly late: number; readonly evict: number }> {
    const rows = await this.#connection.rows(
      `SELECT coalesce(watermark, 0) FROM ${this.database}.commits ORDER BY batch DESC LIMIT 2`,
    );
    const [evict, late] = rows.map(([watermark]) => Number(watermark));
    return { late: late ?? 0, evict: evict ?? 0 };
  }

  /** The list that the source in this place may keep. In memory nobody would ever read it. */
  log(source: number): SourceLog | undefined {
    if (!this.durable) return undefined;
    const log = this.#logs.get(source) ?? new CheckpointLog(this.#connection, this.database, source);
    this.#logs.set(source, log);
    return log;
  }

  /**
   * Whether the query may compute while `writeOffsets` writes these. The commit that takes the file's log past its limit puts the file in order,
   * and that numbers the rows of the state anew: what was computed with the old numbers would then replace other rows or none.
   */
  mayComputeMeanwhile(raw: ReadonlyMap<number, RawPart>): boolean {
    if (this.#file === null) return true;
    const log = statSync(`${this.#file.path}.wal`, { throwIfNoEntry: false })?.size ?? 0;
    return log + bytesOf(raw) < LOG_LIMIT / 2;
  }

  /**
   * Writes what is fixed of a batch, with the sources' logs and the raw rows of those that could not give them again. One transaction, of a
   * connection of its own. What is in memory is gone with the query: no restart asks for it.
   */
  async writeOffsets(record: BatchRecord, raw: ReadonlyMap<number, RawPart>): Promise<void> {
    if (!this.durable) return;
    this.#ahead ??= await WriteAhead.open(await this.#connection.another(), this.database);
    const logs = [...this.#logs.values()].filter((log) => !log.isEmpty);
    await this.#ahead.write(record, raw, logs);
  }

  /** The raw rows kept for a batch, by the place of their source. */
  async rawRows(batch: number): Promise<Map<number, RawPart>> {
    const rows = await this.#connection.rows(
      `SELECT source, kind, count, data FROM ${this.database}.raw_rows WHERE batch = $1`,
      [BigInt(batch)],
    );
    const parts = rows as [number, RawPart["kind"], bigint, { bytes: Uint8Array }][];
    return new Map(
      parts.map(([source, kind, count, data]) => [source, { kind, count: Number(count), data: data.bytes }]),
    );
  }

  /** Runs `applyState` and writes the commit record with the watermark that holds from then on, in one transaction. */
  async commit<T>(batch: number, applyState: () => Promise<T>, watermark = 0): Promise<T> {
    if (!this.durable) return this.#connection.transaction(applyState);
    const commit = (this.#commit ??= await this.#connection.prepare(
      `INSERT INTO ${this.database}.commits VALUES ($1, $2)`,
    ));
    return this.#connection.transaction(async () => {
      const applied = await applyState();
      commit.bindBigInt(1, BigInt(batch));
      commit.bindBigInt(2, BigInt(watermark));
      await commit.run();
      return applied;
    });
  }

  /** Forgets old offsets, a hundred batches at a time: a purge in every batch would double what a small batch costs. */
  async purge(batch: number): Promise<void> {
    if (!this.durable || batch % batchesToRetain !== 0 || batch < 2 * batchesToRetain) return;
    await this.#connection.transaction(async () => {
      for (const table of ["offsets", "commits"]) {
        const old = `DELETE FROM ${this.database}.${table} WHERE batch <= $1`;
        await this.#connection.repeat(old, [BigInt(batch - batchesToRetain)]);
      }
    });
  }

  /** Lets go of the file. The connection stays open. */
  async close(): Promise<void> {
    this.#ahead?.close();
    this.#ahead = null;
    this.#commit?.destroySync();
    this.#commit = null;
    this.#connection.forgetRepeated();
    try {
      await this.#connection.run(`DETACH DATABASE IF EXISTS ${this.database}`);
    } finally {
      this.#file?.release();
    }
  }

  #path(): string {
    return this.#file?.path ?? "memory";
  }
}

/** Looks at a checkpoint without being able to change it: a foreign or damaged file is left as it is. */
async function inspect(connection: Connection, path: string, step: string): Promise<CheckpointMeta> {
  const database = databaseName();
  await connection.run(attachSql(path, database, true));
  try {
    const meta = await readMeta(connection, database);
    if (meta === null) throw checkpointErrors.foreign(step, path);
    if (meta.formatVersion !== String(formatVersion)) {
      throw checkpointErrors.otherVersion(step, path, meta.formatVersion, formatVersion);
    }
    return meta;
  } finally {
    await connection.run(`DETACH ${database}`);
  }
}
