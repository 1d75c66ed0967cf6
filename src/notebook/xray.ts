import { figureBundle } from "./chart-view.js";
import type { WatchedQuery } from "./contract.js";
import type { Figure } from "./figure.js";
import { type LiveDisplay, type LiveOptions, openLive } from "./live-display.js";
import { liveStatus } from "./live-view.js";

/** A query that can be looked through; a StreamingQuery is one. */
export interface XrayedQuery extends WatchedQuery {
  xray(): { text(): string; figure(): Figure };
}

/**
 * Draws the x-ray of a query, live: its rows by event time and processing time, the watermark, windows opening and closing, late rows, the state.
 *
 * @throws StreambookError `INVALID_INTERVAL`.
 * @example
 * xray(query, { every: "1 second" });
 */
export function xray(query: XrayedQuery, options: LiveOptions = {}): LiveDisplay {
  const look = query.xray();
  const picture = () => ({ ...figureBundle(look.figure()), "text/plain": look.text() });
  const key = options.key ?? `xray ${query.name ?? query.id}`;
  return openLive("liveChart", query, 0, { title: "x-ray", ...options, key }, [picture, liveStatus]);
}
