import type { BatchWatermarks, ObservedTimes } from "../embedded/stream-program.js";

/** How several watermarks make one: the slowest stream decides, or the fastest. */
export type WatermarkPolicy = "min" | "max";

/**
 * Follows the event time of all inputs. Each stream counts as 0 until it has had a row, the global watermark never goes back,
 * and what a batch shows is used from the next batch on.
 */
export class Watermarks {
  readonly #policy: WatermarkPolicy;
  #streams: ReadonlyMap<object, number | null> = new Map();
  #late: number;
  #evict: number;

  constructor(policy: WatermarkPolicy, restored: BatchWatermarks = { late: 0, evict: 0 }) {
    this.#policy = policy;
    this.#late = restored.late;
    this.#evict = restored.evict;
  }

  get current(): BatchWatermarks {
    return { late: this.#late, evict: this.#evict };
  }

  /** What the watermark will be once the batch is committed. */
  after(observed: readonly ObservedTimes[]): number {
    if (observed.length === 0) return this.#evict;
    const values = [...this.#streamsAfter(observed).values()].map((value) => value ?? 0);
    return Math.max(this.#evict, this.#policy === "min" ? Math.min(...values) : Math.max(...values));
  }

  /** The batch is committed. */
  advance(observed: readonly ObservedTimes[]): void {
    this.#late = this.#evict;
    this.#evict = this.after(observed);
    this.#streams = this.#streamsAfter(observed);
  }

  /** The streams' own watermarks: null of one that has had no row. */
  #streamsAfter(observed: readonly ObservedTimes[]): ReadonlyMap<object, number | null> {
    const streams = new Map(this.#streams);
    for (const { watermark, max, delay } of observed) {
      const before = streams.get(watermark) ?? null;
      streams.set(
        watermark,
        max === null ? before : Math.max(before ?? Number.NEGATIVE_INFINITY, max - delay),
      );
    }
    return streams;
  }
}

/** The times of a batch as Spark's progress shows them, of the first stream that had rows; nothing when the query has no watermark. */
export function eventTimeProgress(
  { evict }: BatchWatermarks,
  observed: readonly ObservedTimes[],
): Readonly<Record<string, string>> {
  if (observed.length === 0) return {};
  const text = (millis: number): string => new Date(millis).toISOString();
  const watermark = text(evict);
  const first = observed.find((o) => o.rows + o.nulls > 0);
  if (!first) return { watermark };
  const { rows, nulls } = first;
  // A row without a time counts as one of the epoch.
  const ends = nulls > 0 ? [0] : [];
  return {
    avg: text(Math.trunc(((first.avg ?? 0) * rows) / (rows + nulls))),
    max: text(Math.max(...(first.max === null ? ends : [first.max, ...ends]))),
    min: text(Math.min(...(first.min === null ? ends : [first.min, ...ends]))),
    watermark,
  };
}
