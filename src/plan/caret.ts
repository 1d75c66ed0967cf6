const longest = 100;
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/**
 * The line of a text that holds `start`, with a caret under each place from `start` to `end` (UTF-16 units, end exclusive).
 * A long line is cut around the place; a text of several lines shows the line's number.
 *
 * @example
 * renderCaret("a + bb", 4, 6);
 * //     a + bb
 * //         ^^
 */
export function renderCaret(text: string, start: number, end: number): string {
  const at = Math.min(Math.max(start, 0), text.length);
  const lineStart = text.lastIndexOf("\n", at - 1) + 1;
  const newline = text.indexOf("\n", at);
  const lineEnd = newline < 0 ? text.length : newline;
  const label = text.includes("\n") ? `${text.slice(0, lineStart).split("\n").length} | ` : "";
  const from = Math.max(lineStart, Math.min(at - longest / 2, lineEnd - longest));
  const to = Math.min(lineEnd, from + longest);
  const before = (from > lineStart ? "…" : "") + text.slice(from, at);
  const line = (from > lineStart ? "…" : "") + text.slice(from, to) + (to < lineEnd ? "…" : "");
  const marked = text.slice(at, Math.max(at, Math.min(end, to)));
  const carets = "^".repeat(Math.max(1, columns(marked)));
  return `    ${label}${line.replaceAll("\r", "")}\n    ${" ".repeat(label.length)}${blank(before)}${carets}`;
}

/** Tabs stay, so that the caret stands under its place whatever a tab's width. */
function blank(text: string): string {
  return [...text].map((char) => (char === "\t" ? "\t" : " ".repeat(columns(char)))).join("");
}

function columns(text: string): number {
  let count = 0;
  for (const char of text) count += wide.test(char) ? 2 : 1;
  return count;
}
