import { StreambookError } from "../errors.js";
import { udf, type Udf, type UserCode } from "../dataframe/functions/udf.js";
import { DataFrame, type AnyRow } from "../dataframe/dataframe.js";
import { BatchReader } from "../dataframe/batch-reader.js";
import { DataReader } from "../dataframe/reader.js";
import { Database, sessionStopped } from "../embedded/database.js";
import type { Clock } from "../plan/clock.js";
import { planNode } from "../plan/logical-plan.js";
import { withParameters, type SqlArguments } from "../sql/parameters.js";
import { initParser } from "../sql/parser.js";
import { SystemClock } from "../streaming/clock.js";
import { StreamingQueryManager } from "../streaming/manager.js";
import type { StreamingQueries } from "../streaming/queries.js";
import type { DataType, StructType } from "../types/data-type.js";
import { parseSchemaDDL } from "../types/ddl.js";
import { rowReader } from "../types/from-public.js";
import { inferSchema } from "../types/infer-schema.js";
import type { InputRowOf, RowOf } from "../types/typed.js";
import { Catalog } from "./catalog.js";
import { runCommand } from "./commands.js";
import { RuntimeConfig } from "./conf.js";
import { LocalEngine } from "./local-engine.js";
import { MemoryInput } from "./memory-input.js";
import { stopServers } from "./start-server.js";

export interface SessionOptions {
  /** Where time and timers come from: the system's, or a ManualClock in tests. */
  readonly clock?: Clock;
  /** Makes `rand()` and `uuid()` repeatable. */
  readonly seed?: number;
  /** Spark's settings: `{ "spark.sql.session.timeZone": "UTC" }`. */
  readonly config?: Readonly<Record<string, string | number | boolean>>;
  /** Threads of the engine; all cores when not given. */
  readonly threads?: number;
  /** Memory limit of the engine: "2GB". */
  readonly memoryLimit?: string;
  /** Where `show()` and the console sink print. */
  readonly print?: (text: string) => void;
}

/** The kernel says so: there, running a cell again replaces what its first run made. */
const isNotebook = (): boolean => process.env["STREAMBOOK_KERNEL"] === "1";

/** The session of a notebook. A cell that makes it again ends the one before, with its queries; sessions with a clock of their own are apart. */
let inNotebook: StreamSession | null = null;

/** Ends a session as `stop()` does, but not the servers: they are those of another session. */
export let endSession: (session: StreamSession) => Promise<void>;

/**
 * Where everything starts: reads streams and tables, runs SQL over them, knows the running queries.
 *
 * @example
 * const session = await StreamSession.create();
 * const lines = session.readStream.format("socket").option("host", "127.0.0.1").option("port", 9999).load();
 */
export class StreamSession {
  readonly conf: RuntimeConfig;
  /** The queries that run: `active`, `get(id)`, `awaitAnyTermination()`, listeners. */
  readonly streams: StreamingQueries;
  readonly #queries: StreamingQueryManager;
  readonly #engine: LocalEngine;
  readonly #database: Database;
  #stopped = false;

  private constructor(
    conf: RuntimeConfig,
    streams: StreamingQueryManager,
    engine: LocalEngine,
    database: Database,
  ) {
    this.conf = conf;
    this.streams = streams;
    this.#queries = streams;
    this.#engine = engine;
    this.#database = database;
  }

  /** A session on this machine: the engine runs inside this process. */
  static async create(options: SessionOptions = {}): Promise<StreamSession> {
    const clock = options.clock ?? new SystemClock();
    const conf = new RuntimeConfig(options.config ?? {}, (key, value) => {
      if (key === "spark.sql.session.timeZone") database.timeZone = value;
    });
    const [database] = await Promise.all([
      Database.open({
        timeZone: conf.get("spark.sql.session.timeZone"),
        ...(options.threads !== undefined && { threads: options.threads }),
        ...(options.memoryLimit !== undefined && { memoryLimit: options.memoryLimit }),
      }),
      initParser(),
    ]);
    const streams = new StreamingQueryManager(clock);
    const print = options.print ?? ((text: string) => console.log(text));
    const engine = new LocalEngine({ database, clock, conf, streams, print, seed: options.seed ?? null });
    const session = new StreamSession(conf, streams, engine, database);
    if (isNotebook() && !options.clock) {
      const before = inNotebook;
      inNotebook = session;
      if (before) await before.#end();
    }
    return session;
  }

  /** Describes an unbounded input. */
  get readStream(): DataReader {
    return new DataReader(this.#live("readStream"), true);
  }
  /** Describes files as they are now. */
  get read(): BatchReader {
    return new BatchReader(this.#live("read"));
  }

  /**
   * Spark SQL over temporary views and memory tables. `args` are the values of the text's parameters: by name for `:name`, in their
   * order for `?`.
   *
   * @example
   * await session.sql("SELECT gt, count(*) AS n FROM iot_data GROUP BY gt ORDER BY n DESC").show();
   * await session.sql("SELECT * FROM iot_data WHERE gt = :gt LIMIT :n", { gt: "stand", n: 5 }).show();
   * await session.sql("SELECT * FROM iot_data WHERE x BETWEEN ? AND ?", [0.5, 1.5]).show();
   */
  sql(text: string, args?: SqlArguments): DataFrame {
    const engine = this.#live("sql");
    const filled = args === undefined ? text : withParameters(engine.filled(text), args);
    const command = runCommand(filled, {
      describe: (plan) => engine.describe(plan),
      createTempView: (name, plan, replace) => engine.createTempView(name, plan, replace),
      dropTempView: (name) => engine.dropTempView(name),
      tableNames: () => engine.tableNames(),
      setting: (key) => this.conf.get(key),
      set: (key, value) => this.conf.set(key, value),
    });
    return new DataFrame(command ?? planNode({ kind: "sql", text: filled }), engine);
  }
  /** The names of tables and views. */
  get catalog(): Catalog {
    return new Catalog(this.#live("catalog"));
  }
  /**
   * Functions of TypeScript for SQL text.
   *
   * @example
   * session.udf.register("twice", (x: number | null) => x && x * 2, t.int());
   * await session.sql("SELECT twice(21)").show();
   */
  get udf(): { register(name: string, f: UserCode | Udf, type?: DataType | string): Udf } {
    const engine = this.#live("udf");
    return {
      register: (name, f, type = "string") => {
        const made = "definition" in f ? f : udf(f, type);
        engine.registerFunction(name, made.definition);
        return made;
      },
    };
  }

  /** A temporary view, or a memory sink's table. */
  table(name: string): DataFrame {
    return new DataFrame(planNode({ kind: "table", name: name.split(".") }), this.#live("table"));
  }

  /**
   * A table of rows given here: objects by column name, or arrays. Without a schema the columns are inferred.
   *
   * @example
   * session.createDataFrame([{ User: "a", n: 1n }, { User: "b", n: 2n }])
   */
  createDataFrame<S extends StructType>(rows: readonly InputRowOf<S>[], schema: S): DataFrame<RowOf<S>>;
  createDataFrame(rows: readonly unknown[], schema?: StructType | string | readonly string[]): DataFrame;
  createDataFrame(rows: readonly unknown[], schema?: StructType | string | readonly string[]): DataFrame {
    const engine = this.#live("createDataFrame");
    const struct = Array.isArray(schema)
      ? inferSchema(rows, schema as readonly string[])
      : typeof schema === "string"
        ? parseSchemaDDL(schema)
        : ((schema as StructType | undefined) ?? inferSchema(rows));
    const read = rowReader(struct, { step: "createDataFrame", timeZone: engine.timeZone });
    return new DataFrame(planNode({ kind: "local", schema: struct, rows: rows.map(read) }), engine);
  }

  /** `id` from `start` (0) up to, not including, `end`. */
  range(start: number, end?: number, step = 1): DataFrame<{ id: bigint } & AnyRow> {
    const [from, to] = end === undefined ? [0, start] : [start, end];
    if (!Number.isSafeInteger(step) || step === 0)
      throw new StreambookError({
        code: "INVALID_RANGE_STEP",
        step: "range",
        rule: "The step is a whole number other than 0.",
        got: String(step),
        cure: "range(0, 10, 2)",
      });
    const plan = planNode({ kind: "range", start: BigInt(from), end: BigInt(to), step: BigInt(step) });
    return new DataFrame(plan, this.#live("range"));
  }

  /**
   * An input for tests: rows are added by hand and read in batches.
   *
   * @example
   * const input = session.memoryStream(t.struct({ key: t.string() }));
   * input.addData([{ key: "a" }]);
   */
  memoryStream<S extends StructType>(schema: S): MemoryInput<S>;
  memoryStream(schema: string): MemoryInput<StructType>;
  memoryStream(schema: StructType | string): MemoryInput<StructType> {
    const struct = typeof schema === "string" ? parseSchemaDDL(schema) : schema;
    return new MemoryInput(struct, this.#live("memoryStream"));
  }

  /** Ends every query of the session, then the servers that this process started with `startServer`, then the engine. Safe to call twice. */
  async stop(): Promise<void> {
    if (this.#stopped) return;
    await this.#end();
    await stopServers();
  }

  static {
    endSession = (session) => session.#end();
  }

  async #end(): Promise<void> {
    this.#stopped = true;
    if (inNotebook === this) inNotebook = null;
    await this.#queries.stopAll();
    await this.#database.close();
  }

  #live(step: string): LocalEngine {
    if (this.#stopped) throw sessionStopped(step);
    return this.#engine;
  }
}
