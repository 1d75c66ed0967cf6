/**
 * One micro-batch, from the question "is there anything new?" to its commit. The protocol, whose numbers stand in the code:
 *
 * 1. Ask every source how far it has got. Nothing new: no batch, and no batch number is used; unless the watermark rose with the
 *    last batch and may have closed groups: then one batch without data follows.
 * 2. Write what is fixed of the batch: its number, start and end offsets, time and random seed; and, when the checkpoint is
 *    durable, the raw rows of the sources that could not give them again. Commit that.
 * 3. Read the sources from the start to the end offsets.
 * 4. Run the operators. Nothing has changed yet that a reader could see, so 3 and 4 do not wait for the disk to confirm 2
 *    (unless that may move the rows of the state in their file).
 * 5. When 2 and 4 are done, hand the rows to the sink as batch n. A sink that has written n before ignores it.
 * 6. Change the state and write the commit record, in one transaction of the checkpoint.
 * 7. Tell the sources that they may forget, purge old offsets, put the state in order, report progress.
 *
 * A restart that finds offsets (2) without a commit (6) runs that batch again: same number, offsets, time and seed, hence the same
 * rows, and the sink sees a number that it may know. Whatever the instant of the crash, each row is in exactly one committed batch.
 */
import type { Clock } from "../plan/clock.js";
import type { BatchWatermarks, ProgramBatch, StreamProgram } from "../embedded/stream-program.js";
import type { BatchData, Offset } from "../sources/source.js";
import type { BatchRecord, Checkpoint } from "./checkpoint.js";
import type { BatchOutcome } from "./history.js";
import { NumberedBatch } from "./numbered-batch.js";
import type { ProgressReporter } from "./progress.js";
import { decodeBatch, encodeBatch, type RawPart } from "./raw-rows.js";
import { batchSeed } from "./seed.js";
import type { Sink } from "./sink.js";
import { eventTimeProgress, Watermarks, type WatermarkPolicy } from "./watermarks.js";

/** The steps of the protocol above. */
export type ProtocolStep = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export interface MicroBatchParts {
  readonly program: StreamProgram;
  readonly checkpoint: Checkpoint;
  readonly clock: Clock;
  readonly progress: ProgressReporter;
  /** The session's seed, from which each batch gets its own. */
  readonly seed: number;
  /** Of several watermarks; the least when not given. */
  readonly watermarkPolicy?: WatermarkPolicy;
  /** False: what closes groups waits for the next rows. */
  readonly noDataBatches?: boolean;
  /** Writes a batch to the sink. */
  readonly write: Sink["addBatch"];
  /** Called when a batch has been found, before it runs. */
  readonly onData?: () => void;
  /** Called after each step that was taken, before the next. What it throws stops the query, as a crash at that point would. */
  readonly onStep?: (step: ProtocolStep, batchId: number) => void | Promise<void>;
}

const noRows: BatchData = { kind: "rows", rows: [] };

/** Runs the batches of a query one after the other, and knows where the query stands. */
export class MicroBatches {
  readonly #parts: MicroBatchParts;
  #position: readonly (Offset | null)[];
  #nextId = 0;
  /** Planned by an earlier run that did not get to commit it. */
  #pending: BatchRecord | null = null;

  #watermarks: Watermarks;
  /** A batch has run since the start: one without data may follow it. */
  #hasRun = false;

  constructor(parts: MicroBatchParts) {
    this.#parts = parts;
    this.#watermarks = new Watermarks(parts.watermarkPolicy ?? "min");
    this.#position = parts.program.sources.map(() => null);
  }

  /** Takes up the work where the checkpoint stands. */
  async restore(): Promise<void> {
    const last = await this.#parts.checkpoint.last();
    if (last === null) return;
    this.#watermarks = new Watermarks(
      this.#parts.watermarkPolicy ?? "min",
      await this.#parts.checkpoint.watermarks(),
    );
    const { record, committed } = last;
    this.#nextId = committed ? record.id + 1 : record.id;
    this.#position = committed ? record.ends : record.starts;
    this.#pending = committed ? null : record;
  }

  get nextId(): number {
    return this.#nextId;
  }

  /** Milliseconds: past it, a batch is due whether there are new rows or not. */
  get nextTimeout(): number | null {
    if (this.#parts.noDataBatches === false) return null;
    return this.#parts.program.nextTimeout?.() ?? null;
  }

  /** Batches were committed before this run. */
  get restarted(): boolean {
    return this.#nextId > 0;
  }

  /**
   * Where each source goes on. One that cannot replay goes on after the batch that is to be repeated: its rows are in the checkpoint.
   */
  resumeAt(): readonly (Offset | null)[] {
    const pending = this.#pending;
    if (pending === null) return this.#position;
    return this.#parts.program.sources.map(
      (source, i) => (source.replays ? this.#position[i] : pending.ends[i]) ?? null,
    );
  }

  /** Runs the next batch, or returns null when there is nothing to do. */
  async runNext(): Promise<BatchOutcome | null> {
    const { checkpoint, progress } = this.#parts;
    const inputs = new Map<number, BatchData>();
    const pending = this.#pending;
    if (pending !== null) {
      if (checkpoint.durable) await this.#readAgain(pending, inputs);
      this.#parts.onData?.();
      return this.#run(pending, inputs, Promise.resolve());
    }
    const record = await progress.time("latestOffset", () => this.#plan()); // 1
    if (record === null) return null;
    await this.#reached(1, record.id);
    if (checkpoint.durable) await progress.time("getBatch", () => this.#readOnce(record, inputs));
    this.#parts.onData?.();
    const raw = this.#rawRows(inputs);
    const isMeanwhile = checkpoint.mayComputeMeanwhile(raw);
    const fixing = checkpoint.writeOffsets(record, raw); // 2
    if (!isMeanwhile) await progress.time("walCommit", () => fixing);
    return this.#run(record, inputs, fixing);
  }

  /** `fixing` is what is left of step 2. */
  async #run(
    record: BatchRecord,
    inputs: ReadonlyMap<number, BatchData>,
    fixing: Promise<void>,
  ): Promise<BatchOutcome> {
    const { program, checkpoint, progress, write } = this.#parts;
    const watermarks = this.#watermarks.current;
    const batch = await afterBoth(this.#compute(record, inputs, watermarks), fixing, (rest) =>
      progress.time("walCommit", () => rest),
    ); // 3, 4
    const observed = batch.observed ?? [];
    const report = await releasing(batch, async () => {
      this.#pending = record;
      for (const step of [2, 3, 4] as const) await this.#reached(step, record.id);
      const output = new NumberedBatch(record.id, program, batch);
      const outputRows = await progress.time("addBatch", () => write(output)); // 5
      await this.#reached(5, record.id);
      const stateOperators = await progress.time("commitOffsets", () =>
        checkpoint.commit(record.id, () => batch.applyState(), this.#watermarks.after(observed)),
      ); // 6
      this.#watermarks.advance(observed);
      this.#hasRun = true;
      this.#pending = null;
      this.#position = record.ends;
      this.#nextId = record.id + 1;
      await this.#reached(6, record.id);
      const { starts, ends } = record;
      const eventTime = eventTimeProgress(watermarks, observed);
      return {
        batchId: record.id,
        starts,
        ends,
        inputRows: batch.inputRows,
        outputRows,
        stateOperators,
        eventTime,
        rowsOut: output.rows,
        observed,
        watermarks: { ...watermarks, next: this.#watermarks.current.evict },
      };
    });
    await this.#forget(record); // 7
    await this.#reached(7, record.id);
    return report;
  }

  /** Step 1. All sources are asked in the same turn, so that what was added to several at once is in one batch. */
  async #plan(): Promise<BatchRecord | null> {
    const { program, clock, seed } = this.#parts;
    const starts = this.#position;
    const latest = await Promise.all(
      program.sources.map((source, i) => source.latestOffset(starts[i] ?? null)),
    );
    const ends = latest.map((end, i) => end ?? starts[i] ?? null);
    // Groups that the last batch's rows have closed are not kept waiting for the next rows.
    const closes =
      this.#parts.noDataBatches !== false &&
      this.#hasRun &&
      program.mayClose?.(this.#watermarks.current) === true;
    const isDue = closes || this.#isPast(this.nextTimeout);
    if (!isDue && ends.every((end, i) => sameOffset(end, starts[i] ?? null))) return null;
    return { id: this.#nextId, time: clock.now(), seed: batchSeed(seed, this.#nextId), starts, ends };
  }

  #isPast(time: number | null): boolean {
    return time !== null && this.#parts.clock.now() > time;
  }

  /** What cannot be read twice is read once, before it is written. */
  async #readOnce(record: BatchRecord, inputs: Map<number, BatchData>): Promise<void> {
    for (const [i, source] of this.#parts.program.sources.entries())
      if (!source.replays) inputs.set(i, await this.#readOne(record, i));
  }

  /** The same, of a batch that an earlier run has written down. */
  async #readAgain(record: BatchRecord, inputs: Map<number, BatchData>): Promise<void> {
    const { program, checkpoint } = this.#parts;
    for (const [i, part] of await checkpoint.rawRows(record.id)) {
      const source = program.sources[i];
      if (source) inputs.set(i, decodeBatch(part, source.schema));
    }
  }

  /** What is written of them. */
  #rawRows(inputs: ReadonlyMap<number, BatchData>): Map<number, RawPart> {
    const { sources } = this.#parts.program;
    return new Map([...inputs].map(([i, data]) => [i, encodeBatch(data, sources[i]!.schema)]));
  }

  /** Steps 3 and 4. */
  async #compute(
    { id, time, seed, ...record }: BatchRecord,
    inputs: ReadonlyMap<number, BatchData>,
    watermarks: BatchWatermarks,
  ): Promise<ProgramBatch> {
    const { program, progress } = this.#parts;
    const data = await progress.time("getBatch", () => this.#read(record, inputs));
    return progress.time("queryPlanning", () => program.runBatch({ id, time, seed, watermarks }, data));
  }

  /** Step 3. */
  async #read(
    record: Pick<BatchRecord, "starts" | "ends">,
    inputs: ReadonlyMap<number, BatchData>,
  ): Promise<BatchData[]> {
    return Promise.all(
      this.#parts.program.sources.map(async (_, i) => inputs.get(i) ?? this.#readOne(record, i)),
    );
  }

  async #readOne(record: Pick<BatchRecord, "starts" | "ends">, place: number): Promise<BatchData> {
    const start = record.starts[place] ?? null;
    const end = record.ends[place] ?? null;
    if (end === null || sameOffset(start, end)) return noRows;
    return this.#parts.program.sources[place]!.read(start, end);
  }

  /** Step 7. */
  async #forget(record: BatchRecord): Promise<void> {
    const { program, checkpoint } = this.#parts;
    for (const [i, source] of program.sources.entries()) {
      const end = record.ends[i] ?? null;
      if (end !== null && !sameOffset(end, record.starts[i] ?? null)) await source.commit(end);
    }
    await checkpoint.purge(record.id);
    await program.tidy?.();
  }

  async #reached(step: ProtocolStep, batchId: number): Promise<void> {
    await this.#parts.onStep?.(step, batchId);
  }
}

/** The batch, when what is fixed of it is written as well. Nothing goes on in the background when this throws. */
async function afterBoth(
  computing: Promise<ProgramBatch>,
  fixing: Promise<void>,
  waiting: (rest: Promise<unknown>) => Promise<unknown>,
): Promise<ProgramBatch> {
  const isFixed = Promise.allSettled([fixing]);
  const [computed] = await Promise.allSettled([computing]);
  await waiting(isFixed);
  const [fixed] = await isFixed;
  if (computed.status === "rejected") throw computed.reason;
  if (fixed.status === "fulfilled") return computed.value;
  await computed.value.release().catch(() => undefined);
  throw fixed.reason;
}

/** Frees the batch in any case; what stopped the work is not hidden by what then stops the freeing. */
async function releasing<T>(batch: ProgramBatch, work: () => Promise<T>): Promise<T> {
  let result: T;
  try {
    result = await work();
  } catch (error) {
    await batch.release().catch(() => undefined);
    throw error;
  }
  await batch.release();
  return result;
}

/** Offsets are plain JSON: the same text is the same place. */
export function sameOffset(a: Offset | null, b: Offset | null): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
