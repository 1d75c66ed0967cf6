/** How long a learner's function may take, in milliseconds; the streams are tiny. */
const PATIENCE_MS = 10_000;

/** What `withPatience` gives when the wait was too long. */
export const TOO_LONG = Symbol("too long");

let limit = PATIENCE_MS;

/** Sets how long is waited; the tests of endless functions cannot spend ten seconds each. Returns what undoes it. */
export function setPatience(milliseconds: number): () => void {
  limit = milliseconds;
  return () => void (limit = PATIENCE_MS);
}

/** Waits for a learner's promise, but not for ever: a function that awaits the end of a stream never ends. */
export async function withPatience<T>(promise: PromiseLike<T>): Promise<T | typeof TOO_LONG> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<typeof TOO_LONG>((resolve) => {
    timer = setTimeout(() => resolve(TOO_LONG), limit);
  });
  try {
    return await Promise.race([promise, over]);
  } finally {
    clearTimeout(timer);
  }
}
