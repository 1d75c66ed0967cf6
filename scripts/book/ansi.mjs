// What a terminal would show of a printed text: its colours as spans, its carriage returns obeyed, nothing else.
import { escapeHtml } from "./escape.mjs";

// eslint-disable-next-line no-control-regex
const sequence = /\u001b\[([0-9;]*)m|\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|.)/g;
const colours = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

/** The text without colours, for a terminal line of our own. */
export function stripAnsi(text) {
  return text.replace(sequence, "");
}

/** The text as HTML. */
export function ansiToHtml(text) {
  const source = overwritten(text);
  let html = "";
  let from = 0;
  let style = {};
  const flush = (to) => {
    const piece = escapeHtml(source.slice(from, to));
    const names = classes(style);
    html += names === "" || piece === "" ? piece : `<span class="${names}">${piece}</span>`;
  };
  for (const match of source.matchAll(sequence)) {
    flush(match.index);
    from = match.index + match[0].length;
    if (match[1] !== undefined) style = applied(style, match[1]);
  }
  flush(source.length);
  return html;
}

/** A progress line that returns to its start shows what was written last. */
function overwritten(text) {
  return text
    .replace(/\r+\n/g, "\n")
    .replace(/[^\n]*\r(?!$)/gm, "")
    .replace(/\r/g, "");
}

function applied(style, codes) {
  const next = { ...style };
  for (const code of codes.split(";").map(Number)) {
    if (code === 0) return {};
    if (code === 1) next.bold = true;
    else if (code === 2 || code === 90) next.colour = "quiet";
    else if (code === 22) delete next.bold;
    else if (code === 39) delete next.colour;
    else if ((code >= 30 && code <= 37) || (code > 90 && code <= 97)) next.colour = colours[code % 10];
  }
  return next;
}

function classes({ bold, colour }) {
  return [bold ? "ansi-bold" : "", colour ? `ansi-${colour}` : ""].filter(Boolean).join(" ");
}
