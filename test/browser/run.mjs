// The notebooks in a real JupyterLab and a real browser:
//   node test/browser/run.mjs [--seconds 20] [--port 8899] [--url ADDRESS] [--root FOLDER] [--shots FOLDER] [--only displays|lessons] [--lesson 02]
// Starts the book itself (unless given the address of a running one) and ends it; --root is the folder that serves it.
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { root as project, startBook } from "./book.mjs";
import { checkDisplays } from "./check-displays.mjs";
import { checkLessons } from "./check-lessons.mjs";
import { browserPath, startBrowser } from "./chromium.mjs";
import { createReport } from "./report.mjs";

const text = (value) => ({ type: "string", ...(value === undefined ? {} : { default: value }) });
const { values: options } = parseArgs({
  options: {
    seconds: text("20"),
    port: text("8899"),
    url: text(),
    root: text(project),
    shots: text(),
    only: text(),
    lesson: text(),
  },
});

const executable = browserPath();
if (executable === undefined) {
  console.log("No Chromium or Chrome was found: install one, or say where it is: CHROMIUM=/path/to/chrome");
  console.log("0 passed, 0 failed, 1 skipped");
  process.exit(0);
}

const report = createReport();
const shot = async (page, name) => {
  if (options.shots === undefined) return;
  fs.mkdirSync(options.shots, { recursive: true });
  await page.screenshot({ path: path.join(options.shots, `${name}.png`) });
};

const book =
  options.url === undefined ? await startBook(options.port) : { url: options.url, stop: async () => {} };
const browser = await startBrowser(executable);
const run = {
  browser,
  url: book.url,
  root: options.root,
  seconds: Number(options.seconds),
  report,
  shot,
  lesson: options.lesson,
};
try {
  if (options.only !== "lessons") await checkDisplays(run);
  if (options.only !== "displays") await checkLessons(run);
} catch (error) {
  report.counts.failed += 1;
  console.error(error);
} finally {
  await browser.close();
  await book.stop();
}
console.log(`${report.counts.passed} passed, ${report.counts.failed} failed`);
process.exitCode = report.counts.failed === 0 ? 0 : 1;
