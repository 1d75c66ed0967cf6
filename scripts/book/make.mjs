// The book from its notebooks: every lesson run in its turn, then written as pages.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { listNotebooks, readNotebook, titleOf } from "../notebooks/read.mjs";
import { executeLesson } from "./execute.mjs";
import { checkOut, writeSite } from "./site.mjs";

/**
 * Runs the notebooks of `folder` whose names start with one of `only` (none: all) and writes the site to `out`.
 * Lessons run one after another, for they listen on fixed ports. `say` gets one line a lesson.
 * Resolves to { lessons, failures }; a failure is one text that names the lesson and the cell.
 */
export async function makeBook({ folder, out, only = [], execute = true, timeoutSeconds, say = () => {} }) {
  checkOut(out);
  const paths = listNotebooks(folder).filter(
    (path) => only.length === 0 || only.some((start) => basename(path).startsWith(start)),
  );
  if (paths.length === 0)
    throw new Error(`No notebook${only.length > 0 ? ` starts with ${only.join(" or ")}` : ""} in ${folder}.`);
  const own = mkdtempSync(join(tmpdir(), "streambook-book-"));
  const lessons = [];
  const failures = [];
  try {
    for (const path of paths) {
      const lesson = await runLesson(resolve(path), { execute, timeoutSeconds, own, say });
      lessons.push(lesson);
      failures.push(...lesson.failures.map((failure) => tell(lesson.name, failure)));
    }
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
  failures.push(...writeSite(resolve(out), lessons, resolve(folder)));
  return { lessons, failures };
}

async function runLesson(path, { execute, timeoutSeconds, own, say }) {
  const name = basename(path, ".ipynb");
  const notebook = readNotebook(path);
  const lesson = { name, title: titleOf(notebook, path), cells: notebook.cells };
  if (!execute) return { ...lesson, outputs: {}, failures: [] };
  // A reader's progress is theirs: the book keeps its own, new for each lesson.
  const env = { STREAMBOOK_HEADLESS: "1", STREAMBOOK_PROGRESS: join(own, `${name}.json`) };
  const run = await executeLesson(path, notebook.cells, {
    env,
    ...(timeoutSeconds ? { timeoutSeconds } : {}),
  });
  say(
    `  ${name} … ${run.count === 1 ? "1 cell" : `${run.count} cells`}, ${run.seconds.toFixed(1)} s${run.failures.length > 0 ? ", FAILED" : ""}`,
  );
  return { ...lesson, outputs: run.outputs, failures: run.failures };
}

function tell(name, { cell, code, error }) {
  const indented = (text, by) => text.replace(/^/gm, by);
  return `${name}, cell ${cell}:\n${indented(code, "    | ")}\n${indented(error, "    ")}`;
}
