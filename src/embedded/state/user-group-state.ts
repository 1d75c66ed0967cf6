import { StreambookError } from "../../errors.js";
import { durationMillis } from "../../plan/duration.js";
import type { GroupState, GroupTimeout } from "../../plan/group-state.js";

/** What the calls of one batch have in common. Times are milliseconds since the epoch. */
export interface GroupMoment {
  readonly time: number;
  /** Null in a query without a watermark. */
  readonly watermark: number | null;
  readonly timeout: GroupTimeout;
  /** The verb that the user wrote. */
  readonly step: string;
  /** Checks a value given to `update`, and gives it in the engine's form. */
  readonly read: (value: unknown) => readonly unknown[];
  /** A kept value as the user sees it. */
  readonly show: (value: readonly unknown[]) => unknown;
}

/** The state of one group during one call. What the call has changed is looked at afterwards. */
export class UserGroupState implements GroupState<unknown> {
  readonly hasTimedOut: boolean;
  /** The timeout that the call has set, or null: the one before it does not count any more. */
  timeoutAt: number | null = null;
  isUpdated = false;
  isRemoved = false;
  readonly #moment: GroupMoment;
  #value: readonly unknown[] | null;

  constructor(moment: GroupMoment, value: readonly unknown[] | null, hasTimedOut: boolean) {
    this.#moment = moment;
    this.#value = value;
    this.hasTimedOut = hasTimedOut;
  }

  /** In the engine's form; null when nothing is kept. */
  get value(): readonly unknown[] | null {
    return this.#value;
  }

  get exists(): boolean {
    return this.#value !== null;
  }

  get(): unknown {
    if (this.#value !== null) return this.#moment.show(this.#value);
    throw this.#refuse(
      "STATE_NOT_EXISTS",
      "State is either not defined or has already been removed.",
      "state.get() of a group without state",
      "ask state.exists first: const before = state.exists ? state.get() : { n: 0n }",
    );
  }

  getOption(): unknown {
    return this.#value === null ? null : this.#moment.show(this.#value);
  }

  update(value: unknown): void {
    if (value === null || value === undefined)
      throw this.#refuse(
        "CANNOT_BE_NONE",
        "The new value of a state cannot be null.",
        String(value),
        "state.remove() forgets the group",
      );
    this.#value = this.#moment.read(value);
    this.isUpdated = true;
    this.isRemoved = false;
  }

  remove(): void {
    this.#value = null;
    this.isUpdated = false;
    this.isRemoved = true;
  }

  setTimeoutDuration(duration: number | string): void {
    if (this.#moment.timeout !== "processingTime")
      throw this.#without(
        "Cannot set timeout duration without enabling processing time timeout",
        "setTimeoutDuration",
        'timeout: "processingTime"',
      );
    const millis = durationMillis(duration, "setTimeoutDuration");
    if (!(millis > 0))
      throw this.#notPositive("setTimeoutDuration", duration, 'setTimeoutDuration("10 seconds")');
    this.timeoutAt = this.#moment.time + millis;
  }

  setTimeoutTimestamp(timestamp: number | bigint | Date, additional: number | string = 0): void {
    if (this.#moment.timeout !== "eventTime")
      throw this.#without(
        "Cannot set timeout timestamp without enabling event time timeout",
        "setTimeoutTimestamp",
        'timeout: "eventTime"',
      );
    const base = Math.floor(Number(timestamp instanceof Date ? timestamp.getTime() : timestamp));
    const at = base + durationMillis(additional, "setTimeoutTimestamp");
    if (!(base > 0))
      throw this.#notPositive("setTimeoutTimestamp", timestamp, "state.currentWatermark + 10_000");
    const watermark = this.#moment.watermark ?? 0;
    if (at < watermark)
      throw this.#refuse(
        "INVALID_TIMEOUT_TIMESTAMP",
        `Timeout timestamp (${at}) cannot be earlier than the current watermark (${watermark}).`,
        `${iso(at)}, with the watermark at ${iso(watermark)}`,
        "Math.max(time, state.currentWatermark + 1): what the watermark has passed would time out at once",
      );
    this.timeoutAt = at;
  }

  get currentWatermark(): number {
    const { watermark, step } = this.#moment;
    if (watermark !== null) return watermark;
    throw this.#refuse(
      "CANNOT_WITHOUT",
      `Cannot get event time watermark timestamp without setting watermark before ${step}.`,
      "state.currentWatermark",
      '.withWatermark("time", "10 seconds") before groupBy',
    );
  }

  get currentProcessingTime(): number {
    return this.#moment.time;
  }

  getCurrentWatermarkMs(): number {
    return this.currentWatermark;
  }

  getCurrentProcessingTimeMs(): number {
    return this.currentProcessingTime;
  }

  #without(rule: string, got: string, cure: string): StreambookError {
    return this.#refuse("CANNOT_WITHOUT", `${rule} in ${this.#moment.step}.`, `state.${got}(…)`, cure);
  }

  #notPositive(call: string, got: unknown, cure: string): StreambookError {
    return this.#refuse("VALUE_NOT_POSITIVE", `The value for ${call} must be positive.`, String(got), cure);
  }

  #refuse(code: string, rule: string, got: string, cure: string): StreambookError {
    return new StreambookError({ code, step: this.#moment.step, rule, got, cure });
  }
}

function iso(millis: number): string {
  return Math.abs(millis) <= 8.64e15 ? new Date(millis).toISOString() : String(millis);
}
