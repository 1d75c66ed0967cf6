import type { BatchWatermarks, ObservedTimes } from "../embedded/stream-program.js";

/** How several watermarks make one: the slowest stream decides, or the fastest. */
export type WatermarkPolicy = "min" | "max";

/**
 * Follows the event time of all inputs. Each stream counts as 0 until it has had a row, the global watermark never goes back,
 * and what a batch shows is used from the next batch on.
 */
export class Watermarks {
  readonly #policy: WatermarkPolicy;
  readonly #streams: (number | null)[] = [];
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
    const streams = observed.map(({ delay, max }, i) => {
      const before = this.#streams[i] ?? null;
      return max === null ? before : Math.max(before ?? Number.NEGATIVE_INFINITY, max - delay);
    });
    if (streams.length === 0) return this.#evict;
    const values = streams.map((value) => value ?? 0);
    return Math.max(this.#evict, this.#policy === "min" ? Math.min(...values) : Math.max(...values));
  }

  /** The batch is committed. */
  advance(observed: readonly ObservedTimes[]): void {
    const next = this.after(observed);
    for (const [i, { delay, max }] of observed.entries()) {
      const before = this.#streams[i] ?? null;
      this.#streams[i] = max === null ? before : Math.max(before ?? Number.NEGATIVE_INFINITY, max - delay);
    }
    this.#late = this.#evict;
    this.#evict = next;
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
    avg: text(Math.floor(((first.avg ?? 0) * rows) / (rows + nulls))),
    max: text(Math.max(...(first.max === null ? ends : [first.max, ...ends]))),
    min: text(Math.min(...(first.min === null ? ends : [first.min, ...ends]))),
    watermark,
  };
}
