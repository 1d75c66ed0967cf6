import { setImmediate as nextTurn } from "node:timers/promises";
import { v4 as uuid } from "uuid";
import { StreambookError } from "../errors.js";
import type {
  StreamingQuery,
  StreamingQueryProgress,
  StreamingQueryStatus,
} from "../plan/streaming-query.js";
import type { Source } from "../sources/source.js";
import { awaitEnd } from "./await-end.js";
import { streamFailed } from "./failure.js";
import { insideBatchOf, isInsideBatchOf } from "./inside-batch.js";
import { Lane } from "./lane.js";
import { callListener } from "./listener.js";
import { MicroBatches, sameOffset } from "./micro-batch.js";
import { ProgressReporter } from "./progress.js";
import { QueryStatus } from "./status.js";
import type { StreamParts } from "./stream-parts.js";
import { nextTriggerTime, planTrigger, type TriggerPlan } from "./trigger.js";

/**
 * A running stream: decides when a batch runs (`micro-batch.ts` is how), and what becomes of the query when one fails.
 * It is driven by events: sources wake it, the clock fires its triggers. All work on batches goes through one lane, in turn.
 */
export class StreamExecution implements StreamingQuery {
  readonly id: string;
  readonly runId: string = uuid();
  readonly name: string | null;
  readonly #parts: StreamParts;
  readonly #step: string;
  readonly #trigger: TriggerPlan;
  readonly #progress: ProgressReporter;
  readonly #status = new QueryStatus();
  readonly #lane = new Lane();
  readonly #listeners = new Set<() => void>();
  readonly #ended: Promise<void>;
  #batches!: MicroBatches;
  #resolveEnded!: () => void;
  #exception: StreambookError | null = null;
  #active = true;
  #stopping = false;
  /** A turn is running: a wake meanwhile is answered at its end. */
  #inTurn = true;
  #turnAsked = false;
  #woken = false;
  #failing: { readonly source: number; readonly error: Error } | null = null;
  #cancelTimer: () => void = () => undefined;

  private constructor(parts: StreamParts) {
    this.#parts = parts;
    this.name = parts.name;
    this.id = parts.checkpoint.queryId;
    this.#step = parts.name === null ? "query" : `query "${parts.name}"`;
    this.#trigger = planTrigger(parts.trigger);
    this.#progress = new ProgressReporter(
      this.#ids(),
      parts.clock,
      parts.program.sources,
      parts.sink.description,
    );
    this.#ended = new Promise((resolve) => (this.#resolveEnded = resolve));
  }

  /** Opens sources and sink, and lets the first batch run soon. What cannot be opened is raised here, with all closed again. */
  static async start(parts: StreamParts): Promise<StreamExecution> {
    let query: StreamExecution | null = null;
    try {
      query = new StreamExecution(parts);
      await query.#open();
      return query;
    } catch (error) {
      await closeAll(parts);
      throw error;
    }
  }

  get isActive(): boolean {
    return this.#active;
  }

  get status(): StreamingQueryStatus {
    return this.#status.current;
  }

  get lastProgress(): StreamingQueryProgress | null {
    return this.#progress.recent.at(-1) ?? null;
  }

  get recentProgress(): readonly StreamingQueryProgress[] {
    return [...this.#progress.recent];
  }

  exception(): Error | null {
    return this.#exception;
  }

  explain(): string {
    this.#raise();
    return this.#parts.program.explain();
  }

  onProgress(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Called from the query's own `foreachBatch`, it resolves at once and the query ends after that batch. */
  async stop(): Promise<void> {
    this.#stopping = true;
    if (isInsideBatchOf(this)) return;
    await this.#lane.run(() => this.#finish(null));
  }

  awaitTermination(): Promise<void>;
  awaitTermination(timeoutSeconds: number): Promise<boolean>;
  async awaitTermination(timeoutSeconds?: number): Promise<boolean | void> {
    this.#refuseInside("awaitTermination");
    const ended = await awaitEnd(this.#ended, this.#parts.clock, timeoutSeconds);
    this.#raise();
    if (timeoutSeconds !== undefined) return ended;
  }

  async processAllAvailable(): Promise<void> {
    this.#refuseInside("processAllAvailable");
    const oneShot = this.#trigger.kind === "once" || this.#trigger.kind === "availableNow";
    if (oneShot) await this.#ended;
    else {
      await nextTurn(); // all that was added in this turn of the event loop is in one batch
      await this.#turn(() => this.#runAll());
    }
    this.#raise();
  }

  async #open(): Promise<void> {
    const { program, checkpoint, clock, sink, seed, events, onStep } = this.#parts;
    await checkpoint.bind(program.fingerprint);
    this.#batches = await MicroBatches.restore({
      program,
      checkpoint,
      clock,
      progress: this.#progress,
      seed: seed ?? Math.floor(Math.random() * 2 ** 31),
      write: (batch) =>
        sink.runsUserCode === true ? insideBatchOf(this, () => sink.addBatch(batch)) : sink.addBatch(batch),
      onData: () => this.#status.processing(),
      ...(onStep ? { onStep } : {}),
    });
    await sink.open?.(this.#batches.restarted);
    const places = this.#batches.resumeAt();
    for (const [i, source] of program.sources.entries()) await this.#openSource(source, i, places[i] ?? null);
    const timestamp = new Date(clock.now()).toISOString();
    if (events) callListener(() => events.onQueryStarted?.({ ...this.#ids(), timestamp }));
    this.#inTurn = false;
    this.#ask();
  }

  async #openSource(source: Source, place: number, committed: Parameters<Source["open"]>[1]): Promise<void> {
    await source.open(
      {
        clock: this.#parts.clock,
        log: this.#parts.checkpoint.log(place),
        wake: () => this.#wake(),
        fail: (error) => {
          this.#failing ??= { source: place, error };
          this.#ask();
        },
        notice: (message) => this.#status.notice(source.description, message),
      },
      committed,
    );
  }

  #wake(): void {
    if (this.#trigger.kind === "asap") this.#ask();
  }

  /** Asks for a turn soon. Any number of askers before it starts get the same one. */
  #ask(): void {
    this.#woken = true;
    if (!this.#active || this.#inTurn || this.#turnAsked) return;
    this.#turnAsked = true;
    const { clock } = this.#parts;
    // Not at once: what is added in the same turn of the event loop belongs to the same batch.
    const turn = async () => {
      await nextTurn();
      this.#turnAsked = false;
      await this.#turn(() => this.#runTrigger());
    };
    void (clock.during ? clock.during(turn) : turn());
  }

  /** One piece of work on batches. Its failure is the query's; nobody has to catch it. */
  #turn(work: () => Promise<void>): Promise<void> {
    return this.#lane.run(async () => {
      if (!this.#active) return;
      this.#inTurn = true;
      this.#woken = false;
      try {
        if (!this.#stopping) await work();
      } catch (error) {
        await this.#finish(error ?? new Error("unknown"));
      }
      if (this.#stopping) await this.#finish(null);
      this.#inTurn = false;
      if (this.#woken) this.#ask();
    });
  }

  async #runTrigger(): Promise<void> {
    if (this.#failing) return this.#runAll();
    switch (this.#trigger.kind) {
      case "asap":
        if (await this.#runBatch()) this.#woken = true;
        else this.#waitForData();
        return;
      case "interval":
        return this.#runInterval(this.#trigger.interval);
      case "once":
        await this.#runBatch();
        return this.#finish(null);
      case "availableNow":
        return this.#runAll().then(() => this.#finish(null));
    }
  }

  async #runInterval(interval: number): Promise<void> {
    const { clock } = this.#parts;
    const start = clock.now();
    const ran = await this.#runBatch();
    const took = clock.now() - start;
    const behind =
      took > interval ? `a batch took ${took} ms, longer than the interval of ${interval} ms` : "";
    this.#status.notice("falling behind", behind);
    this.#status.waiting("Waiting for next trigger", ran);
    this.#setTimer(nextTriggerTime(start, interval));
  }

  #waitForData(): void {
    this.#status.waiting("Waiting for data to arrive", false);
    this.#setTimer(this.#parts.clock.now() + this.#idleInterval());
  }

  #setTimer(at: number): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#parts.clock.schedule(at, () => {
      if (!this.#inTurn) return this.#turn(() => this.#runTrigger());
      this.#woken = true; // who moved the clock may be part of this very turn: it must not wait for the next
    });
  }

  /** Batches until nothing is left; then a source that has failed takes the query with it. */
  async #runAll(): Promise<void> {
    while (!this.#stopping && (await this.#runBatch())) await nextTurn();
    if (this.#stopping) return;
    if (this.#failing) throw this.#failing.error;
    const message =
      this.#trigger.kind === "interval" ? "Waiting for next trigger" : "Waiting for data to arrive";
    this.#status.waiting(message, false);
  }

  /** Returns false when there was nothing to do. */
  async #runBatch(): Promise<boolean> {
    this.#progress.startTrigger();
    this.#status.startTrigger();
    const report = await this.#batches.runNext();
    if (report === null) {
      this.#reportIdle();
      return false;
    }
    this.#progress.finishBatch(report);
    this.#publish();
    const failing = this.#failing;
    // Other sources may give for ever; the failed one has given all it had when a batch brings nothing more of it.
    if (failing && sameOffset(report.starts[failing.source] ?? null, report.ends[failing.source] ?? null)) {
      throw failing.error;
    }
    return true;
  }

  #publish(): void {
    const { events } = this.#parts;
    const progress = this.lastProgress;
    if (events && progress) callListener(() => events.onQueryProgress?.({ progress }));
    for (const listener of [...this.#listeners]) callListener(listener);
  }

  #reportIdle(): void {
    const first = this.lastProgress === null;
    if (!this.#progress.finishIdle(this.#batches.nextId, this.#idleInterval())) return;
    const { events } = this.#parts;
    const timestamp = this.lastProgress?.timestamp ?? "";
    if (events && !first) callListener(() => events.onQueryIdle?.({ ...this.#ids(), timestamp }));
    for (const listener of [...this.#listeners]) callListener(listener);
  }

  /** Ends the query, once: with what stopped it, or null. Runs in the lane. */
  async #finish(cause: unknown): Promise<void> {
    if (!this.#active) return;
    this.#active = false;
    this.#cancelTimer();
    const closing = await closeAll(this.#parts);
    const reason = cause ?? closing;
    if (reason !== null) this.#exception = streamFailed(this.#step, this.#ids(), reason);
    this.#status.end(reason === null ? null : reason instanceof Error ? reason : new Error(String(reason)));
    const { events } = this.#parts;
    const { id, runId } = this;
    const exception = this.#exception?.message ?? null;
    const errorClassOnException = this.#exception === null ? null : this.#exception.code;
    if (events)
      callListener(() => events.onQueryTerminated?.({ id, runId, exception, errorClassOnException }));
    this.#resolveEnded();
    for (const listener of [...this.#listeners]) callListener(listener);
  }

  #raise(): void {
    if (this.#exception) throw this.#exception;
  }

  #refuseInside(call: string): void {
    if (!isInsideBatchOf(this)) return;
    throw new StreambookError({
      code: "QUERY_WAITS_FOR_ITSELF",
      step: call,
      rule: "A batch cannot wait for the query that it is part of.",
      cure: "call it outside of foreachBatch; query.stop() may be called inside and takes effect after the batch",
    });
  }

  #ids() {
    return { id: this.id, runId: this.runId, name: this.name };
  }

  #idleInterval(): number {
    return this.#parts.idleProgressInterval ?? 10_000;
  }
}

/** Closes everything, whatever fails on the way; returns the first failure. */
async function closeAll({ program, sink, checkpoint }: StreamParts): Promise<unknown> {
  let first: unknown = null;
  const closers = [
    ...program.sources.map((source) => () => source.close()),
    async () => sink.close?.(),
    () => checkpoint.close(),
    () => program.close(),
  ];
  for (const close of closers) await close().catch((error: unknown) => (first ??= error));
  return first;
}
