import { StreambookError } from "../errors.js";
import type { Clock } from "../plan/clock.js";
import { wait } from "./waiting.js";

/** Longer than any program runs; a timer that never fires, to keep the process alive while somebody waits. */
const forever = 2 ** 31 - 1;

/** Waits for `ended`, at most `timeoutSeconds` of the session's clock. True when it has ended. Throws INVALID_TIMEOUT. */
export async function awaitEnd(
  step: string,
  ended: Promise<void>,
  clock: Clock,
  timeoutSeconds?: number,
): Promise<boolean> {
  if (timeoutSeconds !== undefined && !(timeoutSeconds > 0)) {
    throw new StreambookError({
      code: "INVALID_TIMEOUT",
      step,
      rule: "The timeout is a number of seconds above 0.",
      got: String(timeoutSeconds),
      cure: `${step}(10), or ${step}() to wait for the end`,
    });
  }
  const keepAlive = setInterval(() => undefined, forever);
  let cancel: () => void = () => undefined;
  try {
    const over = new Promise<boolean>((resolve) => {
      if (timeoutSeconds !== undefined)
        cancel = clock.schedule(clock.now() + timeoutSeconds * 1000, () => resolve(false));
    });
    return await wait(Promise.race([ended.then(() => true), over]), step);
  } finally {
    clearInterval(keepAlive);
    cancel();
  }
}
