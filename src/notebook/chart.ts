import { StreambookError } from "../errors.js";
import { figureBundle } from "./chart-view.js";
import type { Snapshot } from "./contract.js";
import { type ChartSpec, COLOURS, checkSpec, type Figure, figureOf, seriesOf } from "./figure.js";
import { openDisplay } from "./host.js";
import type { LivePart } from "./live-display.js";
import { type TableSource, toSnapshot } from "./source.js";

export type { ChartSpec, Figure } from "./figure.js";

/** Makes a plotly figure of the rows. */
export type ToFigure = (snapshot: Snapshot) => Figure;

/** Rows a chart reads unless told. */
const ROWS = 1000;

/**
 * Draws a chart once: a plotly figure as it is, or a table's rows by a short spec. Charts are interactive in the workbook, text in a terminal.
 *
 * @throws StreambookError `CHART_INCOMPLETE` for a spec without titles, `UNRESOLVED_COLUMN.WITH_SUGGESTION`.
 * @example
 * await chart([{ gt: "walk", n: 3 }], { kind: "bar", x: "gt", y: "n", title: "Readings", xTitle: "activity", yTitle: "readings (count)" });
 */
export async function chart(figure: Figure): Promise<void>;
export async function chart(source: TableSource, draw: ChartSpec | ToFigure, rows?: number): Promise<void>;
export async function chart(
  source: Figure | TableSource,
  draw?: ChartSpec | ToFigure,
  rows = ROWS,
): Promise<void> {
  if (draw === undefined) {
    openDisplay(figureBundle(withColours(figureOrRefuse(source))));
    return;
  }
  if (typeof draw !== "function") checkSpec(draw, "chart");
  const snapshot = await toSnapshot(source as TableSource, rows, "chart");
  openDisplay(figureBundle(drawn(draw, snapshot, "chart")));
}

/** The chart of a live display; before the first rows it is the empty chart with its titles. */
export function chartPart(draw: ChartSpec | ToFigure, step: string): LivePart {
  if (typeof draw !== "function") checkSpec(draw, step);
  let last = figureBundle(typeof draw === "function" ? { data: [] } : figureOf(draw, []));
  return ({ snapshot }) => {
    if (snapshot !== null && snapshot.columns.length > 0) last = figureBundle(drawn(draw, snapshot, step));
    return last;
  };
}

function drawn(draw: ChartSpec | ToFigure, snapshot: Snapshot, step: string): Figure {
  if (typeof draw === "function") return withColours(draw(snapshot));
  return figureOf(draw, seriesOf(draw, snapshot, step));
}

// A figure without colours of its own gets those that colour-blind readers can tell apart.
function withColours(figure: Figure): Figure {
  return { ...figure, layout: { colorway: COLOURS, uirevision: "streambook", ...figure.layout } };
}

function figureOrRefuse(value: unknown): Figure {
  if (Array.isArray((value as Figure | null)?.data)) return value as Figure;
  throw new StreambookError({
    code: "NOT_A_FIGURE",
    step: "chart",
    rule: "Alone it takes a plotly figure; a table needs to be told what to draw.",
    got: typeof value,
    cure: 'chart({ data: [{ x: [1, 2], y: [3, 4] }] }), or chart(df, { kind: "line", x: "time", y: "value", title: "…", xTitle: "…", yTitle: "…" })',
  });
}
