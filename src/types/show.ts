import type { StructType } from "./data-type.js";
import { textWriter } from "./text.js";

export interface ShowOptions {
  /** Rows to print, 20 when not given. */
  readonly n?: number;
  /** Cut cells to so many characters and align right; true is 20; false or 0 prints them whole, aligned left. */
  readonly truncate?: number | boolean;
  /** One line per column instead of one per row. */
  readonly vertical?: boolean;
  /** IANA zone for timestamps. */
  readonly timeZone: string;
  /** There are rows beyond those given. */
  readonly more?: boolean;
}

// The characters that terminals draw two cells wide, as Spark counts them.
const wide =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE10-\uFE19\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/g;

// What would break the table, as Spark writes it.
const escapes: readonly (readonly [string, string])[] = [
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
  ["\f", "\\f"],
  ["\b", "\\b"],
  ["\v", "\\v"],
  ["\u0007", "\\a"],
];

const minWidth = 3;

/**
 * The table that Spark's `show()` prints, character for character. Spark's own print adds one newline to it.
 *
 * @example
 * showText(t.struct({ id: t.long() }), [[1n]], { timeZone: "UTC" });
 * // +---+
 * // | id|
 * // +---+
 * // |  1|
 * // +---+
 */
export function showText(
  schema: StructType,
  rows: readonly (readonly unknown[])[],
  options: ShowOptions,
): string {
  const n = Math.max(0, options.n ?? 20);
  const limit = options.truncate === undefined || options.truncate === true ? 20 : Number(options.truncate);
  const writers = schema.fields.map((field) => textWriter(field.type, options.timeZone));
  const shown = rows.length > n ? rows.slice(0, n) : rows;
  const cells = shown.map((row) => writers.map((write, i) => cut(escapeText(write(row[i])), limit)));
  const names = schema.fields.map((field) => escapeText(field.name));
  const more = (options.more ?? false) || rows.length > n;
  const footer = more ? `only showing top ${n} ${n === 1 ? "row" : "rows"}` : "";
  if (options.vertical !== true) return table(names, cells, limit > 0) + footer;
  return cells.length === 0 ? "(0 rows)" : records(names, cells) + footer;
}

function table(names: readonly string[], cells: readonly (readonly string[])[], alignRight: boolean): string {
  const lines = [names, ...cells];
  const widths = names.map((_, i) =>
    lines.reduce((width, line) => Math.max(width, displayWidth(line[i] ?? "")), minWidth),
  );
  const rule = `+${widths.map((width) => "-".repeat(width)).join("+")}+\n`;
  const printed = lines.map(
    (line) => `|${line.map((cell, i) => pad(cell, widths[i] ?? 0, alignRight)).join("|")}|\n`,
  );
  return rule + (printed[0] ?? "") + rule + printed.slice(1).join("") + rule;
}

function records(names: readonly string[], cells: readonly (readonly string[])[]): string {
  const nameWidth = names.reduce((width, name) => Math.max(width, displayWidth(name)), minWidth);
  const cellWidth = cells.flat().reduce((width, cell) => Math.max(width, displayWidth(cell)), minWidth);
  const record = (row: readonly string[], index: number): string =>
    `-RECORD ${index}`.padEnd(nameWidth + cellWidth + 5, "-") +
    "\n" +
    row
      .map((cell, i) => ` ${pad(names[i] ?? "", nameWidth, false)} | ${pad(cell, cellWidth, false)} `)
      .join("\n") +
    "\n";
  return cells.map(record).join("");
}

/** Cells a terminal needs for the text. */
export function displayWidth(text: string): number {
  return text.length + (text.match(wide)?.length ?? 0);
}

function pad(text: string, width: number, left: boolean): string {
  const blanks = " ".repeat(Math.max(0, width - displayWidth(text)));
  return left ? blanks + text : text + blanks;
}

function cut(text: string, limit: number): string {
  if (limit <= 0 || text.length <= limit) return text;
  return limit < 4 ? text.slice(0, limit) : `${text.slice(0, limit - 3)}...`;
}

function escapeText(text: string): string {
  let escaped = text;
  for (const [character, shown] of escapes) {
    if (escaped.includes(character)) escaped = escaped.replaceAll(character, shown);
  }
  return escaped;
}
