import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";
import {
  ManualClock,
  StreamSession,
  t,
  type DataFrame,
  type GroupState,
  type MemoryInput,
  type StreamingQuery,
  type Trigger,
} from "streambook";

export const schema = t.struct({ k: t.string(), t: t.timestamp(), n: t.long() });
export const counted = t.struct({ c: t.long() });
export type Counted = GroupState<{ c: bigint | null }>;

/** A row of the minute after 2024-01-01T00:00. */
export const row = (k: string | null, seconds: string, n = 1) => ({ k, t: `2024-01-01T00:${seconds}Z`, n });

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

/** A session on a virtual clock, one input, and what each batch of a query writes. */
export class Stage {
  readonly clock: ManualClock;
  readonly session: StreamSession;
  readonly input: MemoryInput<typeof schema>;
  readonly folder: string;
  readonly batches: string[] = [];

  private constructor(clock: ManualClock, session: StreamSession, folder: string) {
    this.clock = clock;
    this.session = session;
    this.input = session.memoryStream(schema);
    this.folder = folder;
  }

  static async open(): Promise<Stage> {
    const clock = new ManualClock("2024-01-01T00:00:00Z");
    const config = { "spark.sql.session.timeZone": "UTC" };
    const session = await StreamSession.create({ clock, seed: 1, config, print: () => undefined });
    const folder = mkdtempSync(join(tmpdir(), "streambook groups "));
    opened.push(async () => {
      await session.stop();
      rmSync(folder, { recursive: true, force: true });
    });
    return new Stage(clock, session, folder);
  }

  get timed(): DataFrame {
    return this.input.toDF().withWatermark("t", "5 seconds");
  }

  /** Starts a query whose batches are kept as texts; those without rows are not. */
  start(
    df: DataFrame<unknown>,
    mode: "append" | "update" | "complete",
    options: { readonly checkpoint?: boolean; readonly trigger?: Trigger } = {},
  ): Promise<StreamingQuery> {
    const writer = df.writeStream.outputMode(mode).foreachBatch(async (batch, id) => {
      const rows = (await batch.collect()).map((r) => r.toArray().map(String).join(" "));
      if (rows.length > 0) this.batches.push(`${id}: ${rows.join(", ")}`);
    });
    if (options.checkpoint) writer.option("checkpointLocation", this.folder);
    if (options.trigger) writer.trigger(options.trigger);
    return writer.start();
  }

  async add(query: StreamingQuery, ...rows: ReturnType<typeof row>[]): Promise<void> {
    this.input.addData(rows);
    await query.processAllAvailable();
  }
}

/** Rows total, updated, removed and late, as progress tells them. */
export function state(query: StreamingQuery): number[] {
  const [operator] = query.lastProgress!.stateOperators;
  const { numRowsTotal, numRowsUpdated, numRowsRemoved, numRowsDroppedByWatermark } = operator!;
  return [numRowsTotal, numRowsUpdated, numRowsRemoved, numRowsDroppedByWatermark];
}
