import type { Viewable } from "./contract.js";
import { type ChartSpec, type ToFigure, chartPart } from "./chart.js";
import { type LiveDisplay, type LiveOptions, openLive } from "./live-display.js";
import { liveStatus, liveTable } from "./live-view.js";

/** How `live` shows a table. */
export interface LiveTableOptions extends LiveOptions {
  /** Rows shown; 10 unless told. The display keeps the height of that many. */
  readonly rows?: number;
  /** A chart of the same rows above the table. */
  readonly chart?: ChartSpec | ToFigure;
}

/** How `liveChart` draws. */
export interface LiveChartOptions extends LiveOptions {
  /** Rows read for the chart; 500 unless told. */
  readonly rows?: number;
}

/**
 * Shows a table that updates in place, also after the cell has ended, until the query ends or is stopped from the display.
 * A query's display has a status line and a Stop button; running the cell again replaces it.
 *
 * @throws StreambookError `INVALID_INTERVAL`, `CHART_INCOMPLETE`, `STREAMING_QUERY_REQUIRED`.
 * @example
 * live(query, { every: "500 ms", rows: 10 });
 */
export function live(source: Viewable, options: LiveTableOptions = {}): LiveDisplay {
  const charts = options.chart === undefined ? [] : [chartPart(options.chart, "live")];
  return openLive("live", source, options.rows ?? 10, options, [...charts, liveTable]);
}

/**
 * Draws a chart that updates in place in one plot, from a short spec or from a function that makes a plotly figure of the rows.
 *
 * @throws StreambookError `INVALID_INTERVAL`, `CHART_INCOMPLETE`, `STREAMING_QUERY_REQUIRED`.
 * @example
 * liveChart(query, { x: "gt", y: "count", kind: "bar", title: "Readings", xTitle: "activity", yTitle: "readings (count)" }, { every: "1 second" });
 */
export function liveChart(
  source: Viewable,
  draw: ChartSpec | ToFigure,
  options: LiveChartOptions = {},
): LiveDisplay {
  const title = typeof draw === "function" ? options.title : (options.title ?? draw.title);
  const named = title === undefined ? options : { ...options, title };
  return openLive("liveChart", source, options.rows ?? 500, named, [
    chartPart(draw, "liveChart"),
    liveStatus,
  ]);
}
