import { StreambookError } from "../errors.js";
import { hostLevel } from "./host.js";

/** What to do besides to stop waiting. */
export interface InterruptOptions {
  /** Called once when the reader interrupts, before the wait is rejected. */
  readonly onInterrupt?: () => void;
  /** What was waited for, in the error's text. */
  readonly step?: string;
}

/**
 * Waits for a promise, but no longer than until the reader interrupts the cell. Outside a notebook it just waits: Ctrl-C then ends the program as always.
 *
 * @throws StreambookError `INTERRUPTED` as soon as the kernel is interrupted.
 * @example
 * await interruptible(query.awaitTermination());
 */
export function interruptible<T>(promise: Promise<T>, options: InterruptOptions = {}): Promise<T> {
  if (hostLevel() === "terminal") return promise;
  return new Promise<T>((resolve, reject) => {
    const interrupt = (): void => {
      options.onInterrupt?.();
      reject(
        new StreambookError({
          code: "INTERRUPTED",
          step: options.step ?? "wait",
          rule: "The cell was interrupted and has stopped waiting; running queries go on.",
          cure: "await query.stop() ends a query, await session.stop() ends them all",
        }),
      );
    };
    let waiting = true;
    // Not while the cell's code runs synchronously: Node then puts the handler that kills the process back in place.
    queueMicrotask(() => {
      if (waiting) process.once("SIGINT", interrupt);
    });
    const done = (): void => {
      waiting = false;
      process.removeListener("SIGINT", interrupt);
    };
    void promise.then(resolve, reject).finally(done);
  });
}
