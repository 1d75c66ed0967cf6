import { StreambookError } from "../errors.js";
import type { Snapshot } from "./contract.js";
import { escapePlotly, visible } from "./escape.js";
import { formatCell } from "./format.js";
import { jsonSafe } from "./json-safe.js";

/** A plotly figure: traces and a layout. */
export interface Figure {
  readonly data: readonly object[];
  readonly layout?: object;
  readonly config?: object;
}

/** A chart in few words. Titles are asked for: a chart without them cannot be read. */
export interface ChartSpec {
  readonly kind: "line" | "bar" | "scatter" | "histogram";
  /** Column along the x axis. */
  readonly x: string;
  /** Column or columns along the y axis; a histogram counts, and needs none. */
  readonly y?: string | readonly string[];
  /** Column that splits the rows into one series each. */
  readonly series?: string;
  readonly title: string;
  /** Axis titles say the unit: "time (s)", "readings (count)". */
  readonly xTitle: string;
  readonly yTitle: string;
}

/** Okabe and Ito's colours, told apart by every kind of colour vision; grey for their black, which a dark page swallows. */
export const COLOURS = [
  "#0072B2",
  "#E69F00",
  "#009E73",
  "#D55E00",
  "#56B4E9",
  "#CC79A7",
  "#F0E442",
  "#999999",
];

/** One series of a chart, for the figure and for its text. */
export interface Series {
  readonly name: string;
  readonly x: readonly unknown[];
  readonly y: readonly unknown[];
}

/** Refuses a spec that would draw a chart nobody can read. */
export function checkSpec(spec: ChartSpec, step: string): void {
  const missing = (["kind", "x", "title", "xTitle", "yTitle"] as const).filter((key) => !filled(spec[key]));
  const names: string[] = spec.kind === "histogram" || filled(spec.y) ? missing : [...missing, "y"];
  if (names.length === 0) return;
  throw new StreambookError({
    code: "CHART_INCOMPLETE",
    step,
    rule: "A chart needs its columns, a title and axis titles with units, so that it can be read.",
    got: `no ${names.join(", no ")}`,
    cure: `${step}(query, { kind: "bar", x: "gt", y: "count", title: "Readings per activity", xTitle: "activity", yTitle: "readings (count)" })`,
  });
}

/** The series of a spec's rows. */
export function seriesOf(spec: ChartSpec, snapshot: Snapshot, step: string): readonly Series[] {
  const x = columnIndex(spec.x, snapshot, step);
  const ys = spec.y === undefined ? [] : typeof spec.y === "string" ? [spec.y] : spec.y;
  const split = spec.series === undefined ? null : columnIndex(spec.series, snapshot, step);
  const groups = split === null ? new Map([["", snapshot.rows]]) : groupRows(snapshot.rows, split);
  return [...groups].flatMap(([group, rows]) => {
    const values = rows.map((row) => row[x]);
    if (ys.length === 0) return [{ name: group || spec.x, x: values, y: [] }];
    return ys.map((name) => {
      const y = columnIndex(name, snapshot, step);
      const label = group === "" ? name : ys.length === 1 ? group : `${group} ${name}`;
      return { name: label, x: values, y: rows.map((row) => row[y]) };
    });
  });
}

/** The plotly figure of a spec. */
export function figureOf(spec: ChartSpec, series: readonly Series[]): Figure {
  const data = series.map((one) => ({
    ...TRACES[spec.kind],
    name: escapePlotly(visible(one.name)),
    ...axes(one),
  }));
  const layout = {
    title: { text: spec.title },
    xaxis: { title: { text: spec.xTitle }, automargin: true },
    yaxis: {
      title: { text: spec.yTitle },
      automargin: true,
      ...(spec.kind === "bar" ? { rangemode: "tozero" } : {}),
    },
    colorway: COLOURS,
    showlegend: series.length > 1,
    uirevision: "streambook",
  };
  return { data, layout };
}

const TRACES = {
  line: { type: "scatter", mode: "lines" },
  scatter: { type: "scatter", mode: "markers" },
  bar: { type: "bar" },
  histogram: { type: "histogram" },
} as const;

function axes({ x, y }: Series): object {
  return y.length === 0 ? { x: x.map(point) } : { x: x.map(point), y: y.map(point) };
}

// Text of the data is data: plotly would take <b> in it for bold.
function point(value: unknown): unknown {
  if (typeof value === "string") return escapePlotly(visible(value));
  return typeof value === "object" && value !== null && !(value instanceof Date)
    ? escapePlotly(visible(JSON.stringify(jsonSafe(value))))
    : jsonSafe(value);
}

function groupRows(rows: Snapshot["rows"], split: number): Map<string, Snapshot["rows"][number][]> {
  const groups = new Map<string, Snapshot["rows"][number][]>();
  for (const row of rows) {
    const key = formatCell(row[split], "").text;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

function columnIndex(name: string, snapshot: Snapshot, step: string): number {
  const index = snapshot.columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase());
  if (index >= 0) return index;
  throw new StreambookError({
    code: "UNRESOLVED_COLUMN.WITH_SUGGESTION",
    step,
    rule: "A chart draws columns that the table has.",
    got: JSON.stringify(name),
    cure: `one of ${snapshot.columns.map((column) => column.name).join(", ")}`,
  });
}

function filled(value: unknown): boolean {
  return typeof value === "string" ? value.trim() !== "" : Array.isArray(value) && value.length > 0;
}
