// One shape for every notebook, so that a difference in git shows what changed in the lesson and nothing else.
import { createHash } from "node:crypto";
import { format as prettify } from "prettier";
import { parseNotebook } from "./read.mjs";

const metadata = {
  kernelspec: { display_name: "TypeScript (streambook)", language: "typescript", name: "tslab" },
  language_info: { file_extension: ".ts", mimetype: "text/typescript", name: "typescript" },
};
const idShape = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * The text of a notebook as git should hold it: no outputs, no execution counts, prettier's code, kept ids.
 * Throws one sentence that names the cell when its code cannot be parsed. `name` is for that sentence.
 */
export async function formatNotebook(text, name) {
  const notebook = parseNotebook(text, name);
  const ids = new Set();
  const cells = [];
  for (const [at, cell] of notebook.cells.entries()) {
    const source = await formatSource(cell, `${name}, cell ${at + 1}`);
    cells.push(formatCell(cell, idOf(cell, source, ids), source));
  }
  return `${JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}

async function formatSource({ cell_type: type, source }, where) {
  if (type === "code") return formatCode(source, where);
  // Two blanks at the end of a Markdown line are a line break: they stay.
  return source.replace(/[ \t]+$/gm, (blanks) => (blanks === "  " ? blanks : "")).trimEnd();
}

async function formatCode(source, where) {
  try {
    return (
      await prettify(source, { parser: "typescript", printWidth: 100, trailingComma: "all" })
    ).trimEnd();
  } catch (error) {
    const line = error.loc ? `, line ${error.loc.start.line}` : "";
    throw new Error(`${where}${line}: ${error.message.split("\n")[0].replace(/ \(\d+:\d+\)$/, "")}`, {
      cause: error,
    });
  }
}

/** Keys in the order in which Jupyter saves them. */
function formatCell(cell, id, source) {
  const kept = cell.metadata?.tags?.length > 0 ? { tags: cell.metadata.tags } : {};
  const lines = source === "" ? [] : source.match(/[^\n]*\n|[^\n]+$/g);
  if (cell.cell_type === "code") {
    return { cell_type: "code", execution_count: null, id, metadata: kept, outputs: [], source: lines };
  }
  const attachments = cell.attachments ? { attachments: cell.attachments } : {};
  return { ...attachments, cell_type: cell.cell_type, id, metadata: kept, source: lines };
}

/** Its own id if that is valid and not taken, else one made from what the cell says. */
function idOf(cell, source, taken) {
  let id = cell.id;
  for (let salt = 0; typeof id !== "string" || !idShape.test(id) || taken.has(id); salt++) {
    id = createHash("sha256")
      .update(JSON.stringify([cell.cell_type, source, salt]))
      .digest("hex")
      .slice(0, 12);
  }
  taken.add(id);
  return id;
}
