import { join } from "node:path";
import type {
  DuckDBAppender,
  DuckDBConnection,
  DuckDBInstance,
  DuckDBPreparedStatement,
  DuckDBResult,
  DuckDBValue,
} from "@duckdb/node-api";
import { StreambookError } from "../errors.js";
import { loadDuckDB } from "./duckdb.js";
import { EngineThreads } from "./engine-threads.js";
import { KeptStatements } from "./kept-statements.js";
import { processFolder } from "./process-folder.js";
import { scriptsIn } from "./scripts.js";
import { text } from "./sql-types.js";
import { engineZone } from "./zone-sql.js";

export interface DatabaseSettings {
  /** Threads of the engine; all cores when not given. */
  readonly threads?: number;
  /** IANA zone in which casts and date functions read and write local time. */
  readonly timeZone: string;
  /** DuckDB's memory limit, as it writes it: "2GB". */
  readonly memoryLimit?: string;
}

/** Bytes of a database file's log at which a commit puts the file in order. */
export const LOG_LIMIT = 16 * 1024 * 1024;

let databases = 0;

/**
 * Where a database puts what does not fit in its memory. The engine would take `.tmp` of the folder that the process runs in, and so would that of
 * another process there: their files have the same names. Without a place for such files ('') memory is all there is.
 */
function spillFolder(): string {
  try {
    return join(processFolder(), `spill-${databases++}`);
  } catch {
    return "";
  }
}

/** One embedded engine: an in-memory database that a session and all of its queries share. */
export class Database {
  readonly #instance: DuckDBInstance;
  /** The zone that connections made from now on use. */
  timeZone: string;
  readonly #scripts = new Set<string>();
  readonly #threads: EngineThreads;
  readonly #connecting = new Set<Promise<unknown>>();
  #closed = false;

  private constructor(instance: DuckDBInstance, settings: DatabaseSettings) {
    this.#instance = instance;
    this.timeZone = settings.timeZone;
    this.#threads = new EngineThreads(settings.threads);
  }

  static async open(settings: DatabaseSettings): Promise<Database> {
    const options: Record<string, string> = {
      autoinstall_known_extensions: "false",
      preserve_insertion_order: "true",
      temp_directory: spillFolder(),
      checkpoint_threshold: `${LOG_LIMIT / 1024}KiB`,
    };
    if (settings.threads !== undefined) options["threads"] = String(settings.threads);
    if (settings.memoryLimit !== undefined) options["memory_limit"] = settings.memoryLimit;
    return new Database(await loadDuckDB().DuckDBInstance.create(":memory:", options), settings);
  }

  /** Throws SESSION_STOPPED once the database is closed. */
  async connect(): Promise<Connection> {
    if (this.#closed) throw sessionStopped("query");
    const connecting = this.#instance.connect();
    this.#connecting.add(connecting);
    try {
      const connection = new Connection(await connecting, this.#scripts, this.#threads, () => this.connect());
      await connection.run(
        `SET TimeZone = ${text(engineZone(this.timeZone))}; SET VARIABLE time_zone = ${text(this.timeZone)}`,
      );
      return connection;
    } finally {
      this.#connecting.delete(connecting);
    }
  }

  /** Connections that are being made come first: one made of a database that is gone ends the process. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.allSettled(this.#connecting);
    this.#instance.closeSync();
  }
}

export function sessionStopped(step: string): StreambookError {
  return new StreambookError({
    code: "SESSION_STOPPED",
    step,
    rule: "The session was stopped: its tables and queries are gone.",
    got: "a call after session.stop(), or on a table of an earlier session",
    cure: "const session = await StreamSession.create(), then run the cells that build on it again",
  });
}

/** There is nothing to plan well in these. */
const PLANLESS = /^(?:BEGIN|COMMIT|ROLLBACK|SET|TRUNCATE|DROP)\b/;

/** One connection: temporary tables and transactions belong to it. A query has one of its own. */
export class Connection {
  readonly raw: DuckDBConnection;
  /** Another connection to the same database: for what is written while this one computes. */
  readonly another: () => Promise<Connection>;
  readonly #cleanups: (() => void)[] = [];
  /** The functions of JavaScript that the database knows already. */
  readonly #scripts: Set<string>;
  readonly #threads: EngineThreads;
  readonly #kept = new KeptStatements();
  /** Whether the engine's optimiser is on, when that is so, and how often it changed. */
  #optimises = true;
  #switched: Promise<unknown> = Promise.resolve();
  #switches = 0;

  constructor(
    raw: DuckDBConnection,
    scripts: Set<string>,
    threads: EngineThreads,
    another: () => Promise<Connection>,
  ) {
    this.raw = raw;
    this.another = another;
    this.#scripts = scripts;
    this.#threads = threads;
  }

  /** Makes the functions of JavaScript that a statement calls known to the database. */
  prepareScripts(sql: string): void {
    for (const [name, make] of scriptsIn(sql)) {
      if (this.#scripts.has(name)) continue;
      this.raw.registerScalarFunction(make());
      this.#scripts.add(name);
    }
  }

  /** Runs one statement and returns the number of rows it changed. */
  async run(sql: string, values?: DuckDBValue[]): Promise<number> {
    return (await this.result(sql, values)).rowsChanged;
  }

  /** Runs one statement; its rows are read from the result. */
  async result(sql: string, values?: DuckDBValue[]): Promise<DuckDBResult> {
    this.prepareScripts(sql);
    const run = (): Promise<DuckDBResult> => this.raw.run(sql, values?.length === 0 ? undefined : values);
    if (PLANLESS.test(sql)) return run();
    if (!this.#optimises) await this.#optimise(true);
    return this.#threads.forLarge(this.#set, run);
  }

  /** Runs one statement and returns its rows as DuckDB's values. */
  async rows(sql: string, values?: DuckDBValue[]): Promise<DuckDBValue[][]> {
    const result = await this.result(sql, values);
    return result.getRows();
  }

  /**
   * As `run`, for a statement that comes again with every small batch: it is parsed and planned once, without the optimiser. `values` are those of
   * `$1`, `$2`, …
   */
  async repeat(sql: string, values: readonly bigint[] = []): Promise<number> {
    return (await this.repeatResult(sql, values)).rowsChanged;
  }

  /** As `result`, likewise. */
  async repeatResult(sql: string, values: readonly bigint[] = []): Promise<DuckDBResult> {
    // A variable is read when a statement is planned.
    if (sql.includes("getvariable(")) return this.result(sql, [...values]);
    await this.#threads.forSmall(this.#set);
    await this.#optimise(false);
    const switches = this.#switches;
    const statement = await this.#kept.take(sql, () => this.prepare(sql));
    try {
      for (const [i, value] of values.entries()) statement.bindBigInt(i + 1, value);
      return await statement.run();
    } finally {
      // Somebody else had the optimiser on meanwhile: it may have been planned with it.
      if (switches !== this.#switches) this.#kept.drop(sql);
    }
  }

  /** Lets go of the statements that are planned already: an attached database is in use as long as one of them reads it. */
  forgetRepeated(): void {
    this.#kept.clear();
  }

  prepare(sql: string): Promise<DuckDBPreparedStatement> {
    this.prepareScripts(sql);
    return this.raw.prepare(sql);
  }

  /** An appender for a temporary table. Without the optimiser the engine keeps the order of few rows only. */
  async appender(table: string, isSmall: boolean): Promise<DuckDBAppender> {
    if (!isSmall && !this.#optimises) await this.#optimise(true);
    return this.raw.createAppender(table, "main", "temp");
  }

  readonly #set = (sql: string): Promise<unknown> => this.raw.run(sql);

  async #optimise(isOn: boolean): Promise<void> {
    if (this.#optimises !== isOn) {
      this.#optimises = isOn;
      this.#switches++;
      const before = this.#switched;
      this.#switched = before.then(() => this.raw.run(`PRAGMA ${isOn ? "enable" : "disable"}_optimizer`));
    }
    await this.#switched;
  }

  /** Runs `work` in a transaction: committed when it ends, rolled back when it throws. */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    await this.run("BEGIN TRANSACTION");
    try {
      const result = await work();
      await this.run("COMMIT");
      return result;
    } catch (error) {
      await this.run("ROLLBACK").catch(() => undefined);
      throw error;
    }
  }

  /** What belongs to this connection outside the database: `work` runs when it is closed. */
  beforeClose(work: () => void): void {
    this.#cleanups.push(work);
  }

  close(): void {
    for (const work of this.#cleanups.splice(0)) work();
    this.#kept.clear();
    this.raw.closeSync();
  }
}
