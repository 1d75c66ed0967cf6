import type { Snapshot } from "./contract.js";
import { escapeHtml, visible } from "./escape.js";
import { type FormatOptions, formatCell, isNumericType, truncate } from "./format.js";
import { rowCount } from "./text-table.js";

/** How a table is drawn as HTML. */
export interface HtmlTableOptions extends FormatOptions {
  readonly title?: string | undefined;
  /** Rows shown at most. */
  readonly rows?: number | undefined;
  /** Keep the height of this many rows, so that the page below does not move when the data changes. */
  readonly fixedRows?: number | undefined;
}

/** Characters shown of a long value; its tooltip has more. */
const CELL = 120;
const TOOLTIP = 2000;

/** A table as accessible HTML: caption, column headers with their types, numbers to the right, every value escaped. */
export function htmlTable(snapshot: Snapshot, options: HtmlTableOptions = {}): string {
  const shown = snapshot.rows.slice(0, options.rows ?? snapshot.rows.length);
  const title = visible(options.title ?? "table");
  const heads = snapshot.columns.map(
    ({ name, type }) =>
      `<th scope="col"${isNumericType(type) ? ' class="sb-r"' : ""} title="${escapeHtml(visible(type))}">${escapeHtml(truncate(visible(name), CELL))}</th>`,
  );
  const body = shown.map((row) => `<tr>${rowCells(row, snapshot, options)}</tr>`);
  return (
    `<div class="sb-box" tabindex="0" role="region" aria-label="${escapeHtml(title)}"${boxHeight(options.fixedRows)}>` +
    `<table><caption>${escapeHtml(title)}</caption><thead><tr>${heads.join("")}</tr></thead>` +
    `<tbody>${body.join("")}</tbody></table></div>` +
    `<div class="sb-quiet">${rowCount(shown.length, snapshot)}</div>`
  );
}

function rowCells(row: readonly unknown[], snapshot: Snapshot, options: FormatOptions): string {
  return snapshot.columns.map((column, i) => cellHtml(row[i], column.type, options)).join("");
}

function cellHtml(value: unknown, type: string, options: FormatOptions): string {
  const { text, kind } = formatCell(value, type, options);
  const short = truncate(text, CELL);
  const title = text.length > 30 ? ` title="${escapeHtml(truncate(text, TOOLTIP))}"` : "";
  const style = kind === "null" ? "sb-null" : "";
  const names = [style, isNumericType(type) || kind === "number" ? "sb-r" : ""].filter(Boolean).join(" ");
  return `<td${names === "" ? "" : ` class="${names}"`}${title}>${escapeHtml(short)}</td>`;
}

// Caption, header and rows are 1.75em of 12px type each; 18px leave room for a scroll bar.
function boxHeight(rows: number | undefined): string {
  if (rows === undefined) return "";
  const height = Math.round((rows + 1) * 21 + 26 + 18);
  return ` style="height:${height}px;max-height:none"`;
}
