import { escapeHtml } from "./escape.js";
import { type Bundle, PLOTLY_MIME } from "./host.js";
import type { Figure } from "./figure.js";
import { htmlTable } from "./html-table.js";
import { jsonSafe } from "./json-safe.js";
import { frame } from "./style.js";
import { plainLabel, textChart, titleOf } from "./text-chart.js";

/** Rows of the table that stands in for the chart. */
const TWIN_ROWS = 50;

/**
 * A figure in every form: for the lab extension, as HTML whose `data-fig` a page with plotly draws (and which shows text
 * and a table where there is none), and as text.
 */
export function figureBundle(figure: Figure): Bundle {
  const safe = jsonSafe({ data: figure.data, layout: figure.layout, config: figure.config }) as Figure;
  const text = textChart(safe);
  const title = titleOf(safe) || "chart";
  const html =
    `<div class="sb-chart" role="group" aria-label="${escapeHtml(`chart: ${title}`)}" data-fig='${escapeHtml(JSON.stringify(safe))}'>` +
    `<div class="sb-chart-text"><pre>${escapeHtml(text)}</pre>` +
    `<details><summary>the data as a table</summary>${dataTable(safe, title)}</details></div></div>`;
  return { [PLOTLY_MIME]: safe, "text/html": frame(html), "text/plain": text };
}

function dataTable(figure: Figure, title: string): string {
  const rows = figure.data.flatMap((trace) => {
    const { name, x, y } = trace as { name?: string; x?: unknown[]; y?: unknown[] };
    const length = Math.max(x?.length ?? 0, y?.length ?? 0);
    return Array.from({ length }, (_, i) => [label(name), label(x?.[i]), label(y?.[i])]);
  });
  const layout = figure.layout as { xaxis?: Axis; yaxis?: Axis } | undefined;
  const columns = [
    { name: "series", type: "string" },
    { name: axisTitle(layout?.xaxis) ?? "x", type: "string" },
    { name: axisTitle(layout?.yaxis) ?? "y", type: "string" },
  ];
  return htmlTable({ columns, rows: rows.slice(0, TWIN_ROWS), total: rows.length }, { title });
}

interface Axis {
  readonly title?: string | { readonly text?: string };
}

function axisTitle(axis: Axis | undefined): string | undefined {
  return typeof axis?.title === "string" ? axis.title : axis?.title?.text;
}

function label(value: unknown): unknown {
  return typeof value === "string" ? plainLabel(value) : (value ?? null);
}
