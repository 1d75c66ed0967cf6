// Notebooks as files: which there are, and what is in one.
import { readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";

/** The notebooks of a folder, in the order of their names. */
export function listNotebooks(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".ipynb") && !name.startsWith("."))
    .sort()
    .map((name) => join(folder, name));
}

/** A notebook's cells with their source as one string. Throws one sentence when the file is not a notebook. */
export function readNotebook(path) {
  return parseNotebook(readFileSync(path, "utf8"), basename(path));
}

/** The same from the text of the file; `name` is for messages. */
export function parseNotebook(text, name) {
  let notebook;
  try {
    notebook = JSON.parse(text);
  } catch (error) {
    throw new Error(`${name} is not JSON: ${error.message}`, { cause: error });
  }
  if (!Array.isArray(notebook?.cells) || notebook.nbformat !== 4) {
    throw new Error(`${name} is not a notebook of format 4: save it once from JupyterLab.`);
  }
  const cells = notebook.cells.map((cell) => ({ ...cell, source: joined(cell.source) }));
  return { ...notebook, cells };
}

/** nbformat keeps a text as a string or as a list of lines. */
export function joined(source) {
  return Array.isArray(source) ? source.join("") : String(source ?? "");
}

/** May this cell fail? Then it must: the lesson says that it does. */
export function mustFail(cell) {
  return cell.metadata?.tags?.includes("raises-exception") ?? false;
}

/** What the lesson calls itself: its first heading, without marks, else the file's name. */
export function titleOf(notebook, path) {
  for (const cell of notebook.cells) {
    const heading = cell.cell_type === "markdown" && /^#\s+(.+)$/m.exec(cell.source);
    if (heading) return heading[1].replace(/[*_`]/g, "").trim();
  }
  return basename(path, ".ipynb");
}
