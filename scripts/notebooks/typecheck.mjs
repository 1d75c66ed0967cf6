// Type errors of a notebook, found by the compiler and the converter of the kernel itself, without running a cell.
import { createRequire } from "node:module";
import { basename, dirname, resolve } from "node:path";
import { mustFail, readNotebook } from "./read.mjs";

const { loadTslab } = createRequire(import.meta.url)("../kernel.cjs");

/** Type errors of one notebook as { cell, line, message }, both counted from 1. */
export function typecheckNotebook(path) {
  return typecheckNotebooks([path]).map(({ cell, line, message }) => ({ cell, line, message }));
}

/** Type errors of several notebooks as { path, cell, line, message }. */
export function typecheckNotebooks(paths) {
  const checker = notebookChecker();
  try {
    return paths.flatMap((path) => checker.check(path));
  } finally {
    checker.close();
  }
}

/** Checks one notebook after another; those of one folder share a compiler, which takes seconds to start. */
export function notebookChecker() {
  const checkers = new Map();
  return {
    check(path) {
      const folder = resolve(dirname(path));
      if (!checkers.has(folder)) checkers.set(folder, createChecker(folder));
      const problems = checkers.get(folder).check(readNotebook(path).cells);
      return problems.map((problem) => ({ path, ...problem }));
    },
    close() {
      for (const checker of checkers.values()) checker.close();
    },
  };
}

/** One line that tells a problem as a compiler does. */
export function describe({ path, cell, line, message }) {
  return `${basename(path)}, cell ${cell}, line ${line}: ${message}`;
}

function createChecker(folder) {
  const tslab = loadTslab();
  const { getCodeMetadata } = tslab.part("metadata");
  const converter = createConverterIn(folder, tslab);

  return {
    close: () => converter.close(),
    /** Follows the kernel: a cell sees what the cells before it declared, and may declare it anew. */
    check(cells) {
      let declared = "";
      const problems = [];
      cells.forEach((cell, at) => {
        if (cell.cell_type !== "code") return;
        const code = getCodeMetadata(cell.source);
        if (code.module) {
          problems.push(...located(converter.addModule(code.module, cell.source, code), at));
          return;
        }
        const { diagnostics, declOutput } = converter.convert(declared, cell.source);
        // The kernel forgets what a failing cell declared, and that cell's errors are what the lesson shows.
        if (mustFail(cell)) return;
        if (diagnostics.length === 0) declared = declOutput ?? "";
        problems.push(...located(diagnostics, at));
      });
      return problems;
    },
  };
}

/** The converter takes the compiler's working folder as the notebook's, once, when it is made. */
function createConverterIn(folder, { ts, part }) {
  const { getCurrentDirectory } = ts.sys;
  ts.sys.getCurrentDirectory = () => part("tspath").normalizeSlashes(folder);
  try {
    return part("converter").createConverter({ isJS: false, isBrowser: false });
  } finally {
    ts.sys.getCurrentDirectory = getCurrentDirectory;
  }
}

/** A chain of explanations for one place arrives as several diagnostics: they become one problem. */
function located(diagnostics, at) {
  const problems = [];
  let last;
  for (const { start, messageText, fileName } of diagnostics) {
    if (last !== undefined && last.offset === start.offset && last.fileName === fileName) {
      last.problem.message += `\n  ${messageText}`;
      continue;
    }
    const place = fileName === undefined ? "" : `${fileName}: `;
    const problem = { cell: at + 1, line: start.line + 1, message: place + messageText };
    problems.push(problem);
    last = { offset: start.offset, fileName, problem };
  }
  return problems;
}
