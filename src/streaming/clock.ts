import type { Clock } from "../plan/clock.js";

/** The longest wait that a Node timer can hold; a longer one would fire at once. */
const longestWait = 2 ** 31 - 1;

/** The computer's own clock. Its timers keep the process alive, so a service lives as long as its queries. */
export class SystemClock implements Clock {
  now(): number {
    return Date.now();
  }

  schedule(at: number, run: () => void | Promise<void>): () => void {
    let timer: NodeJS.Timeout;
    const wait = () => {
      timer = setTimeout(check, Math.min(Math.max(at - Date.now(), 0), longestWait));
    };
    // Node's timers may fire a millisecond early and know no wait over 24 days.
    const check = () => {
      if (Date.now() < at) wait();
      else void run();
    };
    wait();
    return () => clearTimeout(timer);
  }
}
