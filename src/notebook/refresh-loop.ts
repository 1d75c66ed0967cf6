import { hostLevel } from "./host.js";

/** Time as the loop sees it; tests bring their own. */
export interface Timers {
  /** Calls `run` once after `ms`; returns what calls it off. */
  after(ms: number, run: () => void): () => void;
}

/** The machine's time. In a kernel the timer keeps nothing alive, so that a shutdown is not held up. */
export const systemTimers: Timers = {
  after(ms, run) {
    const timer = setTimeout(run, ms);
    if (hostLevel() === "kernel") timer.unref();
    return () => clearTimeout(timer);
  },
};

/** How a refresh ended: the loop goes on, or this was the last one. */
export type Outcome = "more" | "end";

/**
 * Refreshes again and again until it is stopped or a refresh says "end". At most one refresh runs at a time: one that
 * would start while another runs is left out. The time between two is counted from the end of the first, so a slow table is not asked without a pause.
 */
export class RefreshLoop {
  readonly finished: Promise<void>;
  #finish: () => void = () => undefined;
  #cancelTimer: () => void = () => undefined;
  #running: Promise<void> | null = null;
  #stopped = false;
  #again = false;
  readonly #everyMs: number;
  readonly #refresh: () => Promise<Outcome>;
  readonly #timers: Timers;

  constructor(everyMs: number, refresh: () => Promise<Outcome>, timers: Timers = systemTimers) {
    this.#everyMs = everyMs;
    this.#refresh = refresh;
    this.#timers = timers;
    this.finished = new Promise((resolve) => (this.#finish = resolve));
  }

  /** Refreshes now, or joins the refresh that is running; resolves when it is drawn. */
  tick(): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    this.#running ??= this.#once().finally(() => (this.#running = null));
    return this.#running;
  }

  /** Something happened that should be seen soon: refreshes now, or right after the refresh that is running. */
  poke(): void {
    if (this.#running === null) void this.tick();
    else this.#again = true;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** No refresh starts after this. */
  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#cancelTimer();
    this.#finish();
  }

  async #once(): Promise<void> {
    this.#cancelTimer();
    this.#again = false;
    // A refresh shows its own failures; one that still throws must not end the display.
    const outcome = await this.#refresh().catch((): Outcome => "more");
    if (outcome === "end") this.stop();
    if (this.#stopped) return;
    this.#cancelTimer = this.#timers.after(this.#again ? 0 : this.#everyMs, () => void this.tick());
  }
}
