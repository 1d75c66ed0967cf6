import type { Clock } from "../plan/clock.js";
import type {
  SourceProgress,
  StateOperatorProgress,
  StateProgress,
  StreamingQueryProgress,
} from "../plan/streaming-query.js";
import type { Offset, Source } from "../sources/source.js";

/** The phases of a trigger, as Spark's `durationMs` names them. */
export type Phase =
  "latestOffset" | "walCommit" | "getBatch" | "queryPlanning" | "addBatch" | "commitOffsets";

/** What a finished batch reports. */
export interface BatchReport {
  readonly batchId: number;
  readonly starts: readonly (Offset | null)[];
  readonly ends: readonly (Offset | null)[];
  readonly inputRows: readonly number[];
  readonly outputRows: number;
  readonly stateOperators: readonly StateOperatorProgress[];
  readonly eventTime: Readonly<Record<string, string>>;
}

export interface ProgressIdentity {
  readonly id: string;
  readonly runId: string;
  readonly name: string | null;
}

/** Progress records kept, as spark.sql.streaming.numRecentProgressUpdates. */
const retained = 100;

/** Measures triggers by the session's clock and makes Spark's progress of them. */
export class ProgressReporter {
  readonly recent: StreamingQueryProgress[] = [];
  readonly #identity: ProgressIdentity;
  readonly #clock: Clock;
  readonly #sources: readonly Source[];
  readonly #sink: string;
  #durations = new Map<string, number>();
  #started = -1;
  #startedBefore = -1;
  #last: BatchReport | null = null;
  #reportedAt = Number.NEGATIVE_INFINITY;

  constructor(identity: ProgressIdentity, clock: Clock, sources: readonly Source[], sink: string) {
    this.#identity = identity;
    this.#clock = clock;
    this.#sources = sources;
    this.#sink = sink;
  }

  startTrigger(): void {
    this.#startedBefore = this.#started;
    this.#started = this.#clock.now();
    this.#durations = new Map();
  }

  async time<T>(phase: Phase, work: () => Promise<T>): Promise<T> {
    const start = this.#clock.now();
    try {
      return await work();
    } finally {
      this.#durations.set(phase, (this.#durations.get(phase) ?? 0) + Math.max(0, this.#clock.now() - start));
    }
  }

  finishBatch(report: BatchReport): StreamingQueryProgress {
    this.#last = report;
    return this.#add(report);
  }

  /** An idle query reports once in `interval` milliseconds, and right at its start. True when it did. */
  finishIdle(nextBatchId: number, interval: number): boolean {
    if (this.#clock.now() - interval < this.#reportedAt) return false;
    const last = this.#last;
    this.#add({
      batchId: nextBatchId,
      starts: last?.ends ?? [],
      ends: last?.ends ?? [],
      inputRows: [],
      eventTime: last?.eventTime["watermark"] === undefined ? {} : { watermark: last.eventTime["watermark"] },
      outputRows: last === null || last.outputRows < 0 ? -1 : 0,
      stateOperators: (last?.stateOperators ?? []).map((each) => ({
        ...each,
        numRowsUpdated: 0,
        numRowsRemoved: 0,
        numRowsDroppedByWatermark: 0,
      })),
    });
    return true;
  }

  #stateProgress(operator: StateOperatorProgress): StateProgress {
    return {
      ...operator,
      allUpdatesTimeMs: 0,
      allRemovalsTimeMs: 0,
      commitTimeMs: this.#durations.get("commitOffsets") ?? 0,
      numShufflePartitions: 1,
      numStateStoreInstances: 1,
      customMetrics: {},
    };
  }

  #add(report: BatchReport): StreamingQueryProgress {
    const now = this.#clock.now();
    this.#reportedAt = now;
    const duration = Math.max(0, now - this.#started);
    this.#durations.set("triggerExecution", duration);
    // A trigger that took no measurable time counts as a millisecond; the first one has no trigger before it, hence no input rate.
    const seconds = Math.max(1, duration) / 1000;
    const sinceLast =
      this.#startedBefore < 0
        ? Number.POSITIVE_INFINITY
        : Math.max(1, this.#started - this.#startedBefore) / 1000;
    const sources = this.#sources.map((source, i) => sourceProgress(source, i, report, sinceLast, seconds));
    const rows = sources.reduce((sum, source) => sum + source.numInputRows, 0);
    const progress: StreamingQueryProgress = {
      ...this.#identity,
      timestamp: new Date(this.#started).toISOString(),
      batchId: report.batchId,
      batchDuration: duration,
      numInputRows: rows,
      inputRowsPerSecond: rows / sinceLast,
      processedRowsPerSecond: rows / seconds,
      durationMs: Object.fromEntries([...this.#durations].sort(([a], [b]) => (a < b ? -1 : 1))),
      eventTime: report.eventTime,
      stateOperators: report.stateOperators.map((operator) => this.#stateProgress(operator)),
      sources,
      sink: { description: this.#sink, numOutputRows: report.outputRows },
      observedMetrics: {},
    };
    this.recent.push(progress);
    if (this.recent.length > retained) this.recent.shift();
    return progress;
  }
}

function sourceProgress(
  source: Source,
  place: number,
  report: BatchReport,
  sinceLast: number,
  seconds: number,
): SourceProgress {
  const rows = report.inputRows[place] ?? 0;
  return {
    description: source.description,
    startOffset: report.starts[place] ?? null,
    endOffset: report.ends[place] ?? null,
    latestOffset: report.ends[place] ?? null,
    numInputRows: rows,
    inputRowsPerSecond: rows / sinceLast,
    processedRowsPerSecond: rows / seconds,
    metrics: source.metrics?.() ?? {},
  };
}
