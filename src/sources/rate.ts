import type { StructType } from "../types/data-type.js";
import { SourceOptions, type RawOptions } from "./options.js";
import { columns, refuseSchema } from "./schemas.js";
import type { BatchData, Offset, Source, SourceContext, SourceProvider } from "./source.js";

const rateSchema = columns({ timestamp: "timestamp", value: "long" });

/** A batch takes about so many rows at most. */
const BATCH_ROWS = 1_000_000;

interface RateOptions {
  readonly rowsPerSecond: number;
  /** Seconds in which the rate grows from 0. */
  readonly rampUpSeconds: number;
}

/**
 * Numbers at a steady pace: `value` counts from 0, `timestamp` is evenly spread over each second, both by the session's clock. As in
 * Spark, an offset is whole seconds since the first start, and holds that start too, so that old batches can be made again.
 */
export class RateSource implements Source {
  readonly description: string;
  readonly schema: StructType = rateSchema;
  readonly replays = true;
  readonly #options: RateOptions;
  #context: SourceContext | null = null;
  #startedAt = 0;
  #cancelTimer: () => void = () => undefined;

  /** Where a query that is to end by itself ends, in seconds since the start. */
  #until = Infinity;
  #isUnlimited = false;

  constructor(options: RateOptions) {
    this.#options = options;
    this.description = `RateSource[rowsPerSecond=${options.rowsPerSecond}, rampUpTimeSeconds=${options.rampUpSeconds}]`;
  }

  async open(context: SourceContext, committed: Offset | null): Promise<void> {
    this.#context = context;
    this.#startedAt = committed === null ? context.clock.now() : place(committed).start;
    this.#tick();
  }

  async prepareFor(trigger: "once" | "availableNow"): Promise<void> {
    this.#until = this.#secondsNow();
    this.#isUnlimited = trigger === "once";
  }

  async latestOffset(start: Offset | null): Promise<Offset | null> {
    const from = start === null ? 0 : place(start).seconds;
    // After a long pause the rows of the time between come in several batches.
    const most = this.#isUnlimited
      ? Infinity
      : Math.max(1, Math.floor(BATCH_ROWS / this.#options.rowsPerSecond));
    const seconds = Math.min(this.#secondsNow(), this.#until, from + most);
    // A clock that was set back gives nothing until it has caught up.
    return seconds <= from ? start : { start: this.#startedAt, seconds };
  }

  async read(start: Offset | null, end: Offset): Promise<BatchData> {
    const to = place(end);
    const from = start === null ? 0 : place(start).seconds;
    const rows: (readonly unknown[])[] = [];
    for (let second = from; second < to.seconds; second++) this.#second(second, to.start, rows);
    return { kind: "rows", rows };
  }

  async commit(): Promise<void> {}

  async close(): Promise<void> {
    this.#cancelTimer();
  }

  #secondsNow(): number {
    return Math.floor((this.#context!.clock.now() - this.#startedAt) / 1000);
  }

  #tick(): void {
    const context = this.#context!;
    const next = this.#startedAt + (this.#secondsNow() + 1) * 1000;
    this.#cancelTimer = context.clock.schedule(next, () => {
      context.wake();
      this.#tick();
    });
  }

  #second(second: number, startedAt: number, rows: (readonly unknown[])[]): void {
    const first = this.#rowsBefore(second);
    const count = this.#rowsBefore(second + 1) - first;
    const time = BigInt(Math.round((startedAt + second * 1000) * 1000));
    for (let i = 0; i < count; i++) {
      rows.push([time + BigInt(Math.floor((i * 1_000_000) / count)), BigInt(first + i)]);
    }
  }

  /** Rows of the first `seconds` seconds. While the rate grows, second s (from 1) has s steps of it, as in Spark. */
  #rowsBefore(seconds: number): number {
    const { rowsPerSecond, rampUpSeconds } = this.#options;
    const step = Math.floor(rowsPerSecond / (rampUpSeconds + 1));
    const growing = Math.min(seconds, rampUpSeconds);
    return (step * growing * (growing + 1)) / 2 + (seconds - growing) * rowsPerSecond;
  }
}

function place(offset: Offset): { readonly start: number; readonly seconds: number } {
  return offset as unknown as { start: number; seconds: number };
}

function readOptions(raw: RawOptions): RateOptions {
  const options = new SourceOptions("rate", raw, ["rowsPerSecond", "rampUpTime", "numPartitions"]);
  return {
    rowsPerSecond: options.integer("rowsPerSecond", { least: 1, most: 10_000_000 }) ?? 1,
    rampUpSeconds: Math.floor((options.time("rampUpTime", "s") ?? 0) / 1000),
  };
}

/** `readStream.format("rate")`. `numPartitions` is taken and has no meaning here. */
export const rateProvider: SourceProvider = {
  format: "rate",
  describe(options, schema) {
    readOptions(options);
    refuseSchema("rate", schema, rateSchema);
    return rateSchema;
  },
  create: (options) => new RateSource(readOptions(options)),
};
