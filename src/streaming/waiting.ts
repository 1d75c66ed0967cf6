type Waiter = <T>(promise: Promise<T>, step: string) => Promise<T>;

let waiter: Waiter = (promise) => promise;

/**
 * How a wait without an end is waited for. A notebook puts in its own, which ends when the reader interrupts the cell;
 * a service waits as it is.
 */
export function waitWith(next: Waiter): void {
  waiter = next;
}

export function wait<T>(promise: Promise<T>, step: string): Promise<T> {
  return waiter(promise, step);
}
