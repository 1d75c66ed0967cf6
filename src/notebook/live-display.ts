import { inspect } from "node:util";
import { forgetAction, registerAction } from "./actions.js";
import { isViewable, type Viewable } from "./contract.js";
import { errorBundle } from "./error-view.js";
import { type Bundle, type Display, hostLevel, isHeadless, openDisplay } from "./host.js";
import { interruptible } from "./interrupt.js";
import { refreshInterval } from "./interval.js";
import { liveKey, register, unregister } from "./live-registry.js";
import { LiveSource, type Reading } from "./live-source.js";
import type { LiveView } from "./live-view.js";
import { notAQueryOrTable, notStarted } from "./not-started.js";
import { SHOWN_ALREADY } from "./unawaited.js";
import { type Outcome, RefreshLoop, type Timers, systemTimers } from "./refresh-loop.js";

/** A display that goes on updating after its cell has ended. */
export interface LiveDisplay {
  /** Ends the updates; the query goes on. */
  stop(): void;
  /** Reads and draws now. */
  refresh(): Promise<void>;
  /** Resolves when the display has drawn for the last time; an interrupt ends the wait. */
  readonly done: Promise<void>;
}

/** What every live display is asked. */
export interface LiveOptions {
  /** Time between refreshes: milliseconds or text such as "500 ms"; "1 second" unless told. */
  readonly every?: number | string;
  readonly title?: string;
  /** IANA zone for instants; UTC unless told. */
  readonly timeZone?: string;
  /** A name of your own: a new display under the same name ends the old one. */
  readonly key?: string;
  /** Time that a test controls. */
  readonly timers?: Timers;
}

/** One output of a live display: what it draws from a view. */
export type LivePart = (view: LiveView) => Bundle;

/** Unattended, the displays of a whole book should not keep the machine busy. */
const HEADLESS_MS = 1000;

const NOTHING_YET: Reading = {
  snapshot: null,
  status: { state: "waiting for data", detail: "" },
  error: null,
  outcome: "more",
};

/** Opens the outputs of a live display in the running cell and starts its loop. */
export function openLive(
  kind: "live" | "liveChart",
  source: Viewable,
  rows: number,
  options: LiveOptions,
  parts: readonly LivePart[],
): LiveDisplay {
  if (!isViewable(source)) throw notAQueryOrTable(kind, source);
  if (source.isStreaming === true) throw notStarted(kind);
  const everyMs = refreshInterval(options.every ?? 1000, kind);
  const pace = isHeadless() ? Math.max(HEADLESS_MS, everyMs) : everyMs;
  const live = new LiveSource(source, rows, pace, () => loop.poke());
  const { query } = live;
  const title = options.title ?? query?.name ?? null;
  const stopId = registerAction(async () => {
    await query?.stop();
    // A table has nothing to stop but its display; of a query the read under way may be from before its end.
    if (query === null) return stop();
    await loop.tick();
    await loop.tick();
  });
  const view = (reading: Reading): LiveView => ({
    title,
    rows,
    timeZone: options.timeZone,
    ...reading,
    stopId: reading.outcome === "end" ? null : stopId,
    stopHint: query === null ? "live(…).stop()" : "await query.stop()",
  });
  let last = NOTHING_YET;
  const outputs = parts.map((draw) => new LiveOutput(draw, view(last)));
  const show = (reading: Reading): void => {
    last = reading;
    for (const output of outputs) output.show(view(reading));
  };
  const redraw = async (): Promise<Outcome> => {
    const reading = await live.read();
    if (!loop.stopped) show(reading);
    return reading.outcome;
  };
  const loop = new RefreshLoop(pace, redraw, options.timers ?? systemTimers);
  const key = liveKey(kind, options.key, query);
  const stop = (): void => {
    if (loop.stopped) return;
    loop.stop();
    show({ ...last, status: { state: "no longer updated", detail: last.status.detail }, outcome: "end" });
  };
  register(key, stop);
  const finished = loop.finished.then(() => {
    live.close();
    forgetAction(stopId);
    unregister(key, stop);
  });
  void loop.tick();
  return {
    stop,
    refresh: () => loop.tick(),
    get done() {
      return interruptible(finished, { step: kind });
    },
    // A cell prints the value of its last expression.
    [inspect.custom]: () =>
      hostLevel() === "kernel" ? SHOWN_ALREADY : title === null ? kind : `${kind}: ${title}`,
  } as LiveDisplay;
}

/** One output that is sent again only when it has changed. */
class LiveOutput {
  readonly #display: Display;
  #last: string;
  readonly #draw: LivePart;

  constructor(draw: LivePart, first: LiveView) {
    this.#draw = draw;
    const bundle = draw(first);
    this.#last = JSON.stringify(bundle);
    this.#display = openDisplay(bundle);
  }

  show(view: LiveView): void {
    const bundle = this.#drawn(view);
    const text = JSON.stringify(bundle);
    if (text === this.#last) return;
    this.#last = text;
    this.#display.update(bundle);
  }

  // A chart that cannot be drawn says so in its place; the other parts go on.
  #drawn(view: LiveView): Bundle {
    try {
      return this.#draw(view);
    } catch (error) {
      return errorBundle(error);
    }
  }
}
