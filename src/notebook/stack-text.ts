import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describeLine } from "./cell.js";

// In src/notebook, dist/src/notebook or dist/bundle: the folder above is the library's own code.
const LIBRARY = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const FRAME = /^\s+at /;
const CELL_FRAME = /\(?(cell\[\d+\]):(\d+):\d+\)?/;
const INTERNAL = /\(?node:|[\\/]tslab[\\/]dist[\\/]|[\\/]node_modules[\\/]|<anonymous>\)?$/;
/** A cell that waits, and one that computes. */
const INTERRUPTED =
  /^Error: Interrupted asynchronously|^Error(?: \[ERR_SCRIPT_EXECUTION_INTERRUPTED\])?: Script execution was interrupted/;

/** The innermost line of a cell in a stack: "cell [3], line 2: …"; undefined when no cell is in it. */
export function cellLine(stack: string): string | undefined {
  for (const line of stack.split("\n")) {
    const frame = FRAME.test(line) ? CELL_FRAME.exec(line) : null;
    const where = frame === null ? null : describeLine(frame[1] ?? "", Number(frame[2]));
    if (where !== null) return where;
  }
  return undefined;
}

/** Printed error text without the frames of the kernel, of Node and of the library; the reader's own lines stay, in words. */
export function shortenStacks(text: string): { readonly text: string; readonly folded: boolean } {
  if (INTERRUPTED.test(text)) {
    return { text: "Interrupted. Queries go on: await query.stop() ends one.\n", folded: false };
  }
  let folded = false;
  const lines: string[] = [];
  for (const line of text.split("\n")) {
    const short = FRAME.test(line) ? shortFrame(line) : line;
    if (short !== null) lines.push(short);
    else {
      folded = true;
      // Node writes the properties of an error after its last frame: their brace must not be lost.
      if (line.endsWith("{")) lines.push(`${lines.pop() ?? ""} {`);
    }
  }
  return { text: lines.join("\n"), folded };
}

function shortFrame(line: string): string | null {
  const frame = CELL_FRAME.exec(line);
  if (frame !== null) {
    const where = describeLine(frame[1] ?? "", Number(frame[2]));
    return where === null ? null : `    at ${where}${line.endsWith(" {") ? " {" : ""}`;
  }
  return INTERNAL.test(line) || isOurs(line) ? null : line;
}

/** Modules are named by addresses, in which a blank is %20. */
function isOurs(line: string): boolean {
  return line.includes(LIBRARY) || line.includes(pathToFileURL(LIBRARY).href);
}
