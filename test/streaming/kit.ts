import { setImmediate as nextTurn } from "node:timers/promises";
import { Database } from "../../src/embedded/database.js";
import type { BatchCallback, OutputMode, Trigger } from "../../src/plan/engine.js";
import { Checkpoint } from "../../src/streaming/checkpoint.js";
import type { StreamingQueryListener } from "../../src/streaming/listener.js";
import { ManualClock } from "../../src/streaming/manual-clock.js";
import type { Sink, SinkContext } from "../../src/streaming/sink.js";
import { StreamExecution } from "../../src/streaming/stream-execution.js";
import type { StreamParts } from "../../src/streaming/stream-parts.js";
import { MemoryTables } from "./memory-tables.js";
import { CountingProgram, lineSchema } from "./program.js";
import { ScriptedInput } from "./scripted-source.js";

export interface StartOptions {
  readonly inputs?: readonly ScriptedInput[];
  readonly trigger?: Trigger | null;
  readonly location?: string | null;
  readonly name?: string | null;
  readonly plan?: string;
  readonly settings?: Record<string, string>;
  readonly events?: StreamingQueryListener;
  readonly onStep?: StreamParts["onStep"];
}

/** A session in small: a real database, a manual clock, one input, and queries with real sinks. */
export class Bench {
  readonly clock = new ManualClock("2020-01-01T00:00:00Z");
  readonly input = new ScriptedInput("input");
  readonly printed: string[] = [];
  readonly tables: MemoryTables;
  readonly database: Database;
  /** Of every query started, in order. */
  readonly programs: CountingProgram[] = [];
  readonly #queries: StreamExecution[] = [];

  private constructor(database: Database, tables: MemoryTables) {
    this.database = database;
    this.tables = tables;
  }

  static async open(): Promise<Bench> {
    const database = await Database.open({ timeZone: "UTC", threads: 2 });
    return new Bench(database, new MemoryTables(await database.connect()));
  }

  /** Starts a query over the bench's input into a sink made by `makeSink`. */
  async start(
    makeSink: (context: SinkContext) => Sink,
    options: StartOptions = {},
  ): Promise<StreamExecution> {
    const { name = null, location = null, settings = {}, trigger = null } = options;
    const inputs = options.inputs ?? [this.input];
    const connection = await this.database.connect();
    const step = name === null ? "query" : `query "${name}"`;
    const checkpoint = await Checkpoint.open({ connection, location, settings, step });
    const sources = inputs.map((input) => input.source());
    const program = await CountingProgram.make(connection, checkpoint.database, sources, options.plan);
    this.programs.push(program);
    const sink = makeSink(this.context(name));
    const query = await StreamExecution.start({
      name,
      program,
      sink,
      trigger,
      clock: this.clock,
      checkpoint,
      seed: 1,
      ...(options.events ? { events: options.events } : {}),
      ...(options.onStep ? { onStep: options.onStep } : {}),
    });
    this.#queries.push(query);
    return query;
  }

  context(
    queryName: string | null,
    mode: OutputMode = "append",
    foreachBatch: BatchCallback | null = null,
  ): SinkContext {
    return {
      queryName,
      schema: lineSchema,
      mode,
      options: {},
      foreachBatch,
      timeZone: "UTC",
      print: (text) => this.printed.push(text),
      memoryTable: (name, schema, fresh) => this.tables.open(name, schema, fresh),
    };
  }

  async close(): Promise<void> {
    for (const query of this.#queries) await query.stop();
    this.tables.close();
    await this.database.close();
  }
}

/** Lets everything that is ready run: event-loop turns, and the batches they start. */
export async function settle(clock: ManualClock): Promise<void> {
  await nextTurn();
  await clock.advance(0);
}
