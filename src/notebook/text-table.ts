import type { Snapshot } from "./contract.js";
import { type FormatOptions, formatCell, formatCount, isNumericType, truncate } from "./format.js";
import { visible } from "./escape.js";

/** How a table is drawn as text. */
export interface TextTableOptions extends FormatOptions {
  /** Rows shown at most. */
  readonly rows?: number;
  /** Characters of a cell shown at most; 40 unless told. */
  readonly width?: number;
}

/** A table as plain text: the twin of the HTML one, for a terminal and for clients that show no HTML. */
export function textTable(snapshot: Snapshot, options: TextTableOptions = {}): string {
  const width = options.width ?? 40;
  const shown = snapshot.rows.slice(0, options.rows ?? snapshot.rows.length);
  const heads = snapshot.columns.map((column) => truncate(visible(column.name), width));
  const body = shown.map((row) =>
    snapshot.columns.map((column, i) => truncate(formatCell(row[i], column.type, options).text, width)),
  );
  const widths = heads.map((head, i) =>
    Math.max(columnsOf(head), ...body.map((row) => columnsOf(row[i] ?? ""))),
  );
  const right = snapshot.columns.map((column) => isNumericType(column.type));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => pad(cell, widths[i] ?? 0, right[i] ?? false)).join(" | ")} |`;
  const rule = `+${widths.map((w) => "-".repeat(w + 2)).join("+")}+`;
  return [rule, line(heads), rule, ...body.map(line), rule, rowCount(shown.length, snapshot)].join("\n");
}

/** "showing 20 of 1,234 rows" (or "the newest 20"), or just the number when all are shown. */
export function rowCount(
  shown: number,
  { total, isNewest = false }: Omit<Snapshot, "columns" | "rows">,
): string {
  const which = isNewest ? "the newest " : "";
  if (shown < total) return `showing ${which}${formatCount(shown)} of ${formatCount(total)} rows`;
  return total === 1 ? "1 row" : `${formatCount(total)} rows`;
}

function pad(cell: string, width: number, right: boolean): string {
  const gap = " ".repeat(Math.max(0, width - columnsOf(cell)));
  return right ? gap + cell : cell + gap;
}

// East Asian wide characters and emoji take two columns of a terminal, combining marks none.
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const NONE = /\p{Mn}|\u200b|\u200c|\u200d/u;

function columnsOf(text: string): number {
  let columns = 0;
  for (const char of text) columns += NONE.test(char) ? 0 : WIDE.test(char) ? 2 : 1;
  return columns;
}
