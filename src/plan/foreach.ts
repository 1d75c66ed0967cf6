import type { Row } from "../types/row-class.js";

/**
 * Takes the rows of a stream one by one, as Spark's ForeachWriter. For every batch: `open`, then `process` for each row unless `open` gave false, then `close`, with the
 * error if one was thrown. A batch whose number comes again after a crash is the same batch: `open` may give false for a number it knows.
 */
export interface ForeachWriter<R = Row> {
  open?(partitionId: number, epochId: number): boolean | void | Promise<boolean | void>;
  process(row: R): void | Promise<void>;
  close?(error: Error | null): void | Promise<void>;
}
