import { visible } from "./escape.js";
import { formatCell, formatCount, truncate } from "./format.js";
import type { Figure } from "./figure.js";

const BAR = 30;
const LINES = 20;
const LEVELS = "▁▂▃▄▅▆▇█";
const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

interface Trace {
  readonly type?: string;
  readonly name?: string;
  readonly x?: readonly unknown[];
  readonly y?: readonly unknown[];
}

/** A figure as a small chart of characters: bars for bars and histograms, one line of levels for every other trace. */
export function textChart(figure: Figure): string {
  const lines = figure.data.flatMap((trace) => traceLines(trace as Trace));
  const title = titleOf(figure);
  return [...(title === "" ? [] : [title]), ...(lines.length === 0 ? ["no data yet"] : lines)].join("\n");
}

/** The figure's title as text. */
export function titleOf(figure: Figure): string {
  const title = (figure.layout as { title?: string | { text?: string } } | undefined)?.title;
  return visible((typeof title === "string" ? title : title?.text) ?? "");
}

/** Text that was escaped for plotly, as it was. */
export function plainLabel(label: string): string {
  return label.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
}

function traceLines(trace: Trace): string[] {
  const name = trace.name === undefined ? [] : [plainLabel(visible(trace.name))];
  if (trace.type === "bar") return [...name, ...bars((trace.x ?? []).map(text), (trace.y ?? []).map(Number))];
  if (trace.type === "histogram") return [...name, ...histogram(trace.x ?? [])];
  const y = (trace.y ?? []).filter((value): value is number => typeof value === "number");
  return y.length === 0 ? [] : [`${name.join("")} ${sparkline(y)}  ${span(y)}`.trim()];
}

function bars(labels: readonly string[], values: readonly number[]): string[] {
  const top = Math.max(0, ...values.filter(Number.isFinite));
  const width = Math.max(0, ...labels.slice(0, LINES).map((label) => Array.from(label).length));
  const lines = labels.slice(0, LINES).map((label, i) => {
    const value = values[i] ?? 0;
    const eighths = top > 0 && value > 0 ? Math.round((value / top) * BAR * 8) : 0;
    const bar = "█".repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? "");
    return `${label.padEnd(width)} ${bar} ${Number.isFinite(value) ? String(value) : "null"}`;
  });
  const rest = labels.length - LINES;
  return rest > 0 ? [...lines, `and ${formatCount(rest)} more`] : lines;
}

function histogram(values: readonly unknown[]): string[] {
  const numbers = values.filter((value): value is number => typeof value === "number");
  if (numbers.length < values.filter((value) => value !== null).length) return countEach(values.map(text));
  const low = Math.min(...numbers);
  const step = (Math.max(...numbers) - low) / 10 || 1;
  const counts = new Array<number>(10).fill(0);
  for (const value of numbers) {
    const bin = Math.min(9, Math.floor((value - low) / step));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  if (numbers.length === 0) return [];
  return bars(
    counts.map((_, bin) => short(low + bin * step)),
    counts,
  );
}

function countEach(labels: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return bars([...counts.keys()], [...counts.values()]);
}

/** At most 60 levels: the mean of each stretch. */
function sparkline(values: readonly number[]): string {
  const stretch = Math.max(1, values.length / 60);
  const means: number[] = [];
  for (let from = 0; from < values.length; from += stretch) {
    const part = values.slice(Math.floor(from), Math.max(Math.floor(from) + 1, Math.floor(from + stretch)));
    means.push(part.reduce((sum, value) => sum + value, 0) / part.length);
  }
  const low = Math.min(...means);
  const range = Math.max(...means) - low;
  return means.map((mean) => LEVELS[range === 0 ? 3 : Math.round(((mean - low) / range) * 7)] ?? "").join("");
}

function span(values: readonly number[]): string {
  return `from ${short(Math.min(...values))} to ${short(Math.max(...values))}, last ${short(values.at(-1) ?? 0)}`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function text(value: unknown): string {
  return truncate(plainLabel(formatCell(value, "").text), 24);
}
