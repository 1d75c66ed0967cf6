import type { Snapshot } from "./contract.js";
import { escapeHtml, visible } from "./escape.js";
import { type FormatOptions, formatCell, isNumericType, truncate } from "./format.js";
import { rowCount } from "./text-table.js";

/** How a table is drawn as HTML. */
export interface HtmlTableOptions extends FormatOptions {
  /** The caption; without one there is none to see, and the columns' names to hear. */
  readonly title?: string | undefined;
  /** Rows shown at most. */
  readonly rows?: number | undefined;
  /** Keep the height of this many rows, so that the page below does not move when the data changes. */
  readonly fixedRows?: number | undefined;
}

/** Characters shown of a column's name, and of a value; a value's tooltip has more. */
const NAME = 120;
const CELL = 1000;
const TOOLTIP = 4000;
/** A value longer than this is given room to break into lines, except where it has the table to itself. */
const LONG = 45;

/** A table as accessible HTML: caption, column headers with their types, numbers to the right, every value escaped. */
export function htmlTable(snapshot: Snapshot, options: HtmlTableOptions = {}): string {
  const shown = snapshot.rows.slice(0, options.rows ?? snapshot.rows.length);
  const title = visible(options.title ?? "");
  const label =
    title === "" ? `table of ${snapshot.columns.map(({ name }) => visible(name)).join(", ")}` : title;
  const caption = title === "" ? "" : `<caption>${escapeHtml(title)}</caption>`;
  const heads = snapshot.columns.map(
    ({ name, type }) =>
      `<th scope="col"${isNumericType(type) ? ' class="sb-r"' : ""} title="${escapeHtml(visible(type))}">${escapeHtml(truncate(visible(name), NAME))}</th>`,
  );
  const body = shown.map((row) => `<tr>${rowCells(row, snapshot, options)}</tr>`);
  return (
    `<div class="sb-box" tabindex="0" role="region" aria-label="${escapeHtml(truncate(label, NAME))}"${boxHeight(options.fixedRows, title !== "")}>` +
    `<table>${caption}<thead><tr>${heads.join("")}</tr></thead>` +
    `<tbody>${body.join("")}</tbody></table></div>` +
    `<div class="sb-quiet">${rowCount(shown.length, snapshot)}</div>`
  );
}

function rowCells(row: readonly unknown[], snapshot: Snapshot, options: FormatOptions): string {
  const isAlone = snapshot.columns.length === 1;
  return snapshot.columns.map((column, i) => cellHtml(row[i], column.type, isAlone, options)).join("");
}

function cellHtml(value: unknown, type: string, isAlone: boolean, options: FormatOptions): string {
  const { text, kind } = formatCell(value, type, options);
  const short = truncate(text, CELL);
  const title = short !== text ? ` title="${escapeHtml(truncate(text, TOOLTIP))}"` : "";
  const names = [
    kind === "null" ? "sb-null" : "",
    isNumericType(type) || kind === "number" ? "sb-r" : "",
    text.length > LONG && !isAlone ? "sb-long" : "",
  ]
    .filter(Boolean)
    .join(" ");
  return `<td${names === "" ? "" : ` class="${names}"`}${title}>${escapeHtml(short)}</td>`;
}

// Caption, header and rows are 1.75em of 12px type each; 18px leave room for a scroll bar.
function boxHeight(rows: number | undefined, hasCaption: boolean): string {
  if (rows === undefined) return "";
  const height = Math.round((rows + 1) * 21 + (hasCaption ? 26 : 0) + 18);
  return ` style="height:${height}px;max-height:none"`;
}
