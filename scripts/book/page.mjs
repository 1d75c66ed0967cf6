// The frame of every page: contents at the side, the lesson, the way on. Nothing in it comes from another machine.
import { createHash } from "node:crypto";
import { escapeHtml } from "./escape.mjs";

/**
 * A whole page. `pages` are all { name, title }; `current` is the name of this one; `headings` are shown below its
 * entry; `hasCharts` says whether plotly.js is needed.
 */
export function renderPage({ title, body, pages, current, headings = [], hasCharts = false }) {
  const at = pages.findIndex((page) => page.name === current);
  const rest = `${contents(pages, current, headings)}
<main id="main">
${body}
${onward(pages[at - 1], pages[at + 1])}
</main>`;
  // Only our own scripts run, whatever an output may hold: nobody can write a page that contains its own hash.
  const nonce = createHash("sha256").update(rest).digest("base64").slice(0, 22);
  const script = (name) => `<script nonce="${nonce}" src="assets/${name}" defer></script>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="script-src 'nonce-${nonce}'; object-src 'none'; base-uri 'none'; form-action 'none'; connect-src 'none'">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="assets/book.css">
${hasCharts ? `${script("plotly.min.js")}\n${script("charts.js")}` : ""}
</head>
<body>
<a class="skip" href="#main">Skip to the lesson</a>
<a class="to-contents" href="#contents">Contents</a>
${rest}
</body>
</html>
`;
}

function contents(pages, current, headings) {
  const entries = pages.map(({ name, title }) => {
    const here = name === current;
    const parts = here ? headings.filter((heading) => heading.level === 2) : [];
    const list = parts.map(({ id, html }) => `<li><a href="#${id}">${html}</a></li>`).join("");
    const link = `<a href="${escapeHtml(encodeURI(name))}.html"${here ? ' aria-current="page"' : ""}>${escapeHtml(title)}</a>`;
    return `<li>${link}${list === "" ? "" : `<ol>${list}</ol>`}</li>`;
  });
  return `<nav id="contents" aria-label="Contents"><p class="book"><a href="index.html">streambook</a></p><ol>${entries.join("")}</ol></nav>`;
}

function onward(previous, next) {
  const link = (page, rel, words) =>
    page === undefined
      ? "<span></span>"
      : `<a rel="${rel}" href="${escapeHtml(encodeURI(page.name))}.html"><small>${words}</small> ${escapeHtml(page.title)}</a>`;
  if (previous === undefined && next === undefined) return "";
  return `<nav class="onward" aria-label="Lessons">${link(previous, "prev", "← before")}${link(next, "next", "next →")}</nav>`;
}
