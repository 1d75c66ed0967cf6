import type { StructType } from "../types/data-type.js";
import type { Row } from "../types/row-class.js";

/** When a group that got no rows is called anyway: never, by the clock of the batches, or by the watermark. */
export type GroupTimeout = "none" | "processingTime" | "eventTime";

/**
 * What is kept of one group, as Spark's GroupState. It is of use during the call it was given to only.
 *
 * Rules: `update` and `remove` take effect when the call has ended well. A timeout holds until the group's next call, which has to set it again
 * if it is wanted. A group times out in the first batch whose time (or watermark) is past the timeout and that brings no rows of the group.
 */
export interface GroupState<S = Row> {
  /** Something is kept of the group. */
  readonly exists: boolean;
  /** The call is because of a timeout, without rows. */
  readonly hasTimedOut: boolean;
  /** What is kept. Throws STATE_NOT_EXISTS when nothing is. */
  get(): S;
  /** What is kept, or null. */
  getOption(): S | null;
  /** Keeps a value: an object by field name, or an array. Throws CANNOT_BE_NONE, FIELD_DATA_TYPE_UNACCEPTABLE_WITH_NAME. */
  update(value: unknown): void;
  /** Forgets the group. */
  remove(): void;
  /** With `timeout: "processingTime"`: a timeout so long after the batch's time; milliseconds or "10 seconds". Throws CANNOT_WITHOUT, VALUE_NOT_POSITIVE. */
  setTimeoutDuration(duration: number | string): void;
  /**
   * With `timeout: "eventTime"`: a timeout when the watermark has passed a time (milliseconds since the epoch, or a Date), and `additional` after it.
   * Throws CANNOT_WITHOUT, VALUE_NOT_POSITIVE, INVALID_TIMEOUT_TIMESTAMP.
   */
  setTimeoutTimestamp(timestamp: number | bigint | Date, additional?: number | string): void;
  /** The watermark, milliseconds since the epoch; 0 until there is one. Throws CANNOT_WITHOUT in a query without `withWatermark`. */
  readonly currentWatermark: number;
  /** The batch's time, milliseconds since the epoch. */
  readonly currentProcessingTime: number;
  getCurrentWatermarkMs(): number;
  getCurrentProcessingTimeMs(): number;
}

/** Called with the key, the group's rows of the batch in the order in which they came, and what is kept of the group. Gives the rows that come out. */
export type GroupFunction = (key: never, rows: never, state: never) => unknown;

/** What `groupBy(…).flatMapGroupsWithState(…)` asks for. */
export interface GroupStateDefinition {
  /** As the user wrote it: `flatMapGroupsWithState`, `mapGroupsWithState` (one row a call). */
  readonly verb: "flatMapGroupsWithState" | "mapGroupsWithState";
  readonly state: StructType;
  readonly output: StructType;
  readonly outputMode: "append" | "update";
  readonly timeout: GroupTimeout;
  readonly f: GroupFunction;
}
