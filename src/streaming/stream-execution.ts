import { setImmediate as nextTurn } from "node:timers/promises";
import { v4 as uuid } from "uuid";
import { StreambookError } from "../errors.js";
import type {
  QuerySnapshot,
  StreamingQuery,
  StreamingQueryProgress,
  StreamingQueryStatus,
} from "../plan/streaming-query.js";
import type { Silence } from "../plan/silence.js";
import type { Xray } from "../plan/xray.js";
import { awaitEnd } from "./await-end.js";
import { streamFailed } from "./failure.js";
import { insideBatchOf, isInsideBatchOf } from "./inside-batch.js";
import { MicroBatches, sameOffset } from "./micro-batch.js";
import { ProgressReporter } from "./progress.js";
import { QueryEvents } from "./query-events.js";
import { QueryLooks } from "./query-looks.js";
import { QueryStatus } from "./status.js";
import { closeAll, openSources, type StreamParts } from "./stream-parts.js";
import { nextTriggerTime, planTrigger, type TriggerPlan } from "./trigger.js";
import { Turns } from "./turns.js";

/**
 * A running stream: decides when a batch runs (`micro-batch.ts` is how), and what becomes of the query when one fails.
 * It is driven by events: sources wake it, the clock fires its triggers. All work on batches is done in turns.
 */
export class StreamExecution implements StreamingQuery {
  readonly id: string;
  readonly runId: string = uuid();
  readonly name: string | null;
  /** Resolves when the query has ended, however it did. */
  readonly ended: Promise<void>;
  readonly #parts: StreamParts;
  readonly #trigger: TriggerPlan;
  readonly #progress: ProgressReporter;
  readonly #events: QueryEvents;
  readonly #status = new QueryStatus();
  readonly #turns: Turns;
  readonly #looks: QueryLooks;
  readonly #batches: MicroBatches;
  #resolveEnded: () => void = () => undefined;
  #exception: StreambookError | null = null;
  #active = true;
  #stopping = false;
  #inBatch = false;
  #failing: { readonly source: number; readonly error: Error } | null = null;

  private constructor(parts: StreamParts) {
    const { checkpoint, clock, program, sink } = parts;
    this.#parts = parts;
    this.name = parts.name;
    this.id = checkpoint.queryId;
    const identity = { id: this.id, runId: this.runId, name: this.name };
    this.#trigger = planTrigger(parts.trigger);
    this.#progress = new ProgressReporter(identity, clock, program.sources, sink.description);
    this.#events = new QueryEvents(identity, parts.events);
    this.#turns = new Turns(clock, () => this.#guarded(() => this.#runTrigger()));
    this.#looks = new QueryLooks({
      parts,
      turns: this.#turns,
      status: this.#status,
      trigger: this.#trigger,
      standing: () => ({ failure: this.#exception, isActive: this.#active, isInBatch: this.#inBatch }),
    });
    this.#batches = new MicroBatches({
      program,
      checkpoint,
      clock,
      progress: this.#progress,
      seed: parts.seed ?? Math.floor(Math.random() * 2 ** 31),
      watermarkPolicy: parts.watermarkPolicy ?? "min",
      noDataBatches: parts.noDataBatches ?? true,
      write: (batch) =>
        sink.runsUserCode === true ? insideBatchOf(this, () => sink.addBatch(batch)) : sink.addBatch(batch),
      onData: () => {
        this.#inBatch = true;
        this.#status.processing();
      },
      ...(parts.onStep ? { onStep: parts.onStep } : {}),
    });
    this.ended = new Promise((resolve) => (this.#resolveEnded = resolve));
  }

  /** Opens sources and sink, and lets the first batch run soon. What cannot be opened is raised here, with all closed again. */
  static async start(parts: StreamParts): Promise<StreamExecution> {
    try {
      const query = new StreamExecution(parts);
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

  /** What sources have to say of themselves while the query runs. */
  get notices(): readonly string[] {
    return this.#status.notices;
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

  /** As a cell prints it. */
  toString(): string {
    const name = this.name === null ? "" : ` "${this.name}"`;
    return `StreamingQuery${name} (${this.#active ? "active" : "ended"}, id ${this.id})`;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  explain(): string {
    this.#raise();
    return this.#parts.program.explain();
  }

  xray(): Xray {
    return this.#looks.xray();
  }

  explainSilence(): Promise<Silence> {
    return this.#looks.explainSilence();
  }

  snapshot(limit: number): Promise<QuerySnapshot> {
    return this.#looks.snapshot(limit);
  }

  onProgress(listener: () => void): () => void {
    return this.#events.follow(listener);
  }

  /** Called from the query's own `foreachBatch`, it resolves at once and the query ends after that batch. */
  async stop(): Promise<void> {
    this.#stopping = true;
    if (isInsideBatchOf(this)) return;
    await this.#turns.run(() => this.#finish(null));
  }

  awaitTermination(): Promise<void>;
  awaitTermination(timeoutSeconds: number): Promise<boolean>;
  async awaitTermination(timeoutSeconds?: number): Promise<boolean | void> {
    this.#refuseInside("awaitTermination");
    const ended = await awaitEnd("awaitTermination", this.ended, this.#parts.clock, timeoutSeconds);
    this.#raise();
    if (timeoutSeconds !== undefined) return ended;
  }

  async processAllAvailable(): Promise<void> {
    this.#refuseInside("processAllAvailable");
    if (this.#trigger.kind === "once" || this.#trigger.kind === "availableNow") await this.ended;
    else {
      await nextTurn(); // all that was added in this turn of the event loop is in one batch
      await this.#turns.run(() => this.#guarded(() => this.#runAll()));
    }
    this.#raise();
  }

  async #open(): Promise<void> {
    const { program, checkpoint, clock, sink } = this.#parts;
    await checkpoint.bind(program.fingerprint);
    await program.open?.();
    await this.#batches.restore();
    await sink.open?.(this.#batches.restarted, this.id);
    await openSources(this.#parts, this.#batches.resumeAt(), {
      wake: () => {
        if (this.#trigger.kind === "asap") this.#turns.ask();
      },
      fail: (source, error) => {
        this.#failing ??= { source, error };
        this.#turns.ask();
      },
      notice: (topic, message) => this.#status.notice(topic, message),
    });
    if (this.#trigger.kind === "once" || this.#trigger.kind === "availableNow") {
      for (const source of program.sources) await source.prepareFor?.(this.#trigger.kind);
    }
    this.#events.started(new Date(clock.now()).toISOString());
    this.#turns.open();
  }

  /** Whatever fails in a turn is the query's failure: nobody has to catch it. */
  async #guarded(work: () => Promise<void>): Promise<void> {
    if (!this.#active) return;
    try {
      if (!this.#stopping) await work();
    } catch (error) {
      await this.#finish(error ?? new Error("unknown"));
    }
    if (this.#stopping) await this.#finish(null);
  }

  async #runTrigger(): Promise<void> {
    if (this.#failing) return this.#runAll();
    switch (this.#trigger.kind) {
      case "asap":
        if (await this.#runBatch()) this.#turns.ask();
        else this.#waitForData();
        return;
      case "interval":
        return this.#runInterval(this.#trigger.interval);
      case "once":
        await this.#runBatch();
        return this.#finish(null);
      case "availableNow":
        await this.#runAll();
        return this.#finish(null);
    }
  }

  async #runInterval(interval: number): Promise<void> {
    const { clock } = this.#parts;
    const start = clock.now();
    const ran = await this.#runBatch();
    const took = clock.now() - start;
    const behind =
      took > interval ? `a batch took ${took} ms, longer than the interval of ${interval} ms` : "";
    if (ran) this.#status.notice("falling behind", behind); // stands until a batch is in time again
    this.#status.waiting("Waiting for next trigger", ran);
    this.#turns.askAt(nextTriggerTime(start, interval));
  }

  #waitForData(): void {
    this.#status.waiting("Waiting for data to arrive", false);
    const idle = this.#parts.clock.now() + this.#idleInterval();
    const timeout = this.#batches.nextTimeout;
    this.#turns.askAt(timeout === null ? idle : Math.min(idle, timeout + 1));
  }

  /** Batches until nothing is left; then a source that has failed takes the query with it. */
  async #runAll(): Promise<void> {
    while (!this.#stopping && (await this.#runBatch())) await nextTurn();
    if (this.#stopping) return;
    if (this.#failing) throw this.#failing.error;
    const waiting =
      this.#trigger.kind === "interval" ? "Waiting for next trigger" : "Waiting for data to arrive";
    this.#status.waiting(waiting, false);
  }

  /** Returns false when there was nothing to do. */
  async #runBatch(): Promise<boolean> {
    this.#progress.startTrigger();
    this.#status.startTrigger();
    const report = await this.#batches.runNext().finally(() => (this.#inBatch = false));
    if (report === null) {
      const first = this.lastProgress === null;
      const idle = this.#progress.finishIdle(this.#batches.nextId, this.#idleInterval());
      if (idle && !first) this.#events.idle(this.lastProgress?.timestamp ?? "");
      return false;
    }
    await this.#looks.add(report);
    this.#events.progress(this.#progress.finishBatch(report));
    const failing = this.#failing;
    // Other sources may give for ever; the failed one has given all it had when a batch brings nothing more of it.
    if (failing && sameOffset(report.starts[failing.source] ?? null, report.ends[failing.source] ?? null)) {
      throw failing.error;
    }
    return true;
  }

  /** Ends the query, once: with what stopped it, or null. Part of a turn. */
  async #finish(cause: unknown): Promise<void> {
    if (!this.#active) return;
    this.#active = false;
    this.#turns.close();
    const closing = await closeAll(this.#parts);
    const reason = cause ?? closing;
    const step = this.name === null ? "query" : `query "${this.name}"`;
    if (reason !== null) this.#exception = streamFailed(step, this, reason);
    this.#status.end(reason);
    this.#events.terminated(this.#exception);
    this.#resolveEnded();
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

  #idleInterval(): number {
    return this.#parts.idleProgressInterval ?? 10_000;
  }
}
