// Writes the site: an index, a page a lesson, and beside them what the pages need to work from a disk.
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { escapeHtml } from "./escape.mjs";
import { renderLesson } from "./lesson-page.mjs";
import { createLinks } from "./links.mjs";
import { renderPage } from "./page.mjs";

const marker = ".streambook-book";
const assets = fileURLToPath(new URL("assets/", import.meta.url));

/** Refuses a folder that holds something else: the site replaces the folder as a whole. */
export function checkOut(out) {
  if (!existsSync(out) || existsSync(join(out, marker)) || readdirSync(out).length === 0) return;
  throw new Error(`${out} holds files that are not a book. Choose another folder: npm run book -- --out DIR`);
}

/** Writes the pages of the lessons and returns what is wrong with their links, one sentence each. */
export function writeSite(out, lessons, folder) {
  checkOut(out);
  const fresh = `${out}.new-${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(join(fresh, "assets"), { recursive: true });
  try {
    const problems = writePages(fresh, lessons, folder);
    rmSync(out, { recursive: true, force: true });
    renameSync(fresh, out);
    return problems;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function writePages(out, lessons, folder) {
  const pages = lessons.map(({ name, title }) => ({ name, title }));
  const names = new Set(pages.map((page) => page.name));
  const problems = [];
  let charts = false;
  for (const lesson of lessons) {
    const links = createLinks(folder, names);
    const { html, headings, hasCharts } = renderLesson(lesson, links);
    const title = `${lesson.title} · streambook`;
    const page = renderPage({ title, body: html, pages, current: lesson.name, headings, hasCharts });
    writeFileSync(join(out, `${lesson.name}.html`), page);
    for (const [target, file] of links.files) {
      mkdirSync(dirname(join(out, target)), { recursive: true });
      copyFileSync(file, join(out, target));
    }
    problems.push(...links.problems.map((problem) => `${lesson.name}: ${problem}`));
    charts ||= hasCharts;
  }
  writeFileSync(join(out, "index.html"), renderPage({ title: "streambook", body: index(lessons), pages }));
  copyAssets(join(out, "assets"), charts);
  writeFileSync(join(out, marker), "This folder is written anew by: npm run book\n");
  return problems;
}

function copyAssets(to, charts) {
  copyFileSync(join(assets, "book.css"), join(to, "book.css"));
  if (!charts) return;
  copyFileSync(join(assets, "charts.js"), join(to, "charts.js"));
  copyFileSync(createRequire(import.meta.url).resolve("plotly.js-dist-min"), join(to, "plotly.min.js"));
}

function index(lessons) {
  const entries = lessons.map(({ name, title, cells }) => {
    const about = firstParagraph(cells);
    return `<li><a href="${escapeHtml(encodeURI(name))}.html">${escapeHtml(title)}</a>${about === "" ? "" : `<p>${escapeHtml(about)}</p>`}</li>`;
  });
  return `<h1>streambook</h1>
<p>Stream processing in TypeScript, one lesson after another. These pages were made by running every cell; to run and change
the cells yourself, type <code>npm start</code> in the project's folder.</p>
<ol class="lessons">${entries.join("\n")}</ol>`;
}

/** The first words of a lesson after its heading, without marks; a list that they begin belongs to them. */
function firstParagraph(cells) {
  const text = cells.find((cell) => cell.cell_type === "markdown")?.source ?? "";
  const parts = text.split(/\n\s*\n/).map((part) => part.trim());
  const first = parts.findIndex((part) => /^[\p{L}*_`"“[]/u.test(part));
  const list = /^- /.test(parts[first + 1] ?? "") ? parts[first + 1].replace(/^- /gm, "") : "";
  return `${parts[first] ?? ""} ${list}`
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/<[^>]*>|[*_`]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
