import { AsyncLocalStorage } from "node:async_hooks";

interface UserCode {
  readonly query: object;
  running: boolean;
}

const context = new AsyncLocalStorage<UserCode>();

/** Runs the part of a query's batch that is the user's own code, which may turn round and call the query. */
export async function insideBatchOf<T>(query: object, work: () => Promise<T>): Promise<T> {
  const code: UserCode = { query, running: true };
  try {
    return await context.run(code, work);
  } finally {
    code.running = false; // a timer that the code left behind is not inside any more
  }
}

/** Is the caller part of the query's own batch? To wait for its end from there would never end. */
export function isInsideBatchOf(query: object): boolean {
  const code = context.getStore();
  return code?.query === query && code.running;
}
