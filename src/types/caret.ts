/** A line of text with what is wrong in it underlined, for `got` of an error. Offsets are in UTF-16 units. */
export function underline(text: string, start: number, end: number): string {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const next = text.indexOf("\n", start);
  const line = text.slice(lineStart, next < 0 ? text.length : next);
  const width = Math.max(1, Math.min(end, lineStart + line.length) - start);
  const where = lineStart === 0 ? "" : ` (line ${text.slice(0, lineStart).split("\n").length})`;
  // Tabs are kept so that the caret stays under its text whatever a tab's width is.
  const blanks = line.slice(0, start - lineStart).replace(/[^\t]/g, " ");
  return `${where}\n    ${line}\n    ${blanks}${"^".repeat(width)}`;
}
