import { expect } from "vitest";
import type { Connection } from "../../../src/embedded/database.js";
import { Database } from "../../../src/embedded/database.js";
import type { StreamProgram } from "../../../src/embedded/stream-program.js";
import { Checkpoint } from "../../../src/streaming/checkpoint.js";
import { ManualClock } from "../../../src/streaming/manual-clock.js";
import type { OutputBatch, Sink } from "../../../src/streaming/sink.js";
import { StreamExecution } from "../../../src/streaming/stream-execution.js";
import type { StreamParts } from "../../../src/streaming/stream-parts.js";

/** Keeps what each batch number wrote, as an idempotent sink does; a repeated number must bring the same rows. */
export class Results implements Sink {
  readonly description = "Results";
  readonly batches = new Map<number, string>();

  async addBatch(batch: OutputBatch): Promise<number> {
    const rows = (await batch.collect()).map((row) => row.map(String).join(" ")).sort();
    const text = rows.join("; ");
    if (this.batches.has(batch.id)) expect(text).toBe(this.batches.get(batch.id));
    this.batches.set(batch.id, text);
    return rows.length;
  }
}

/** A run of a query on a checkpoint, with a database of its own as a process has; `opened` gets what ends it. */
export async function startRun(
  location: string,
  make: (connection: Connection, database: string) => Promise<StreamProgram>,
  sink: Sink,
  opened: (() => Promise<void>)[],
  onStep?: StreamParts["onStep"],
): Promise<StreamExecution> {
  const database = await Database.open({ timeZone: "UTC", threads: 2 });
  const connection = await database.connect();
  const checkpoint = await Checkpoint.open({ connection, location, settings: {}, step: "query" });
  const program = await make(connection, checkpoint.database);
  const clock = new ManualClock("2020-01-01T00:00:00Z");
  const starting = StreamExecution.start({
    name: null,
    program,
    sink,
    trigger: null,
    clock,
    checkpoint,
    seed: 1,
    ...(onStep ? { onStep } : {}),
  });
  opened.push(async () => {
    await (await starting.catch(() => null))?.stop();
    await database.close();
  });
  return starting;
}
