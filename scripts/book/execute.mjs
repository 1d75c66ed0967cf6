// Runs one lesson from its first cell to its last in a kernel of its own.
import { dirname } from "node:path";
import { startKernel } from "../kernel/client.mjs";
import { mustFail } from "../notebooks/read.mjs";
import { stripAnsi } from "./ansi.mjs";

/**
 * Executes the code cells of a notebook, from its folder. Stops at the first cell that fails and should not, for
 * those after it would fail for its reason. Resolves to the outputs by cell and the failures { cell, code, error }.
 */
export async function executeLesson(path, cells, { env = {}, timeoutSeconds = 120 } = {}) {
  const started = performance.now();
  const outputs = {};
  const failures = [];
  let count = 0;
  const kernel = await startKernel({ cwd: dirname(path), env });
  try {
    for (const [at, cell] of cells.entries()) {
      if (cell.cell_type !== "code" || cell.source.trim() === "") continue;
      const meantToFail = mustFail(cell);
      const result = await kernel.execute(cell.source, { timeoutSeconds, mayFail: meantToFail });
      count++;
      outputs[at] = result.outputs;
      const error = complaint(result, meantToFail, timeoutSeconds);
      if (error === undefined) continue;
      failures.push({ cell: at + 1, code: firstLines(cell.source), error });
      break;
    }
  } finally {
    // After this the displays have their last state.
    await kernel.shutdown();
  }
  return { outputs, failures, count, seconds: (performance.now() - started) / 1000 };
}

/** Why the result is not what the lesson promises, or undefined. */
function complaint({ status, outputs, end }, meantToFail, timeoutSeconds) {
  if (status === "timeout") return `did not end within ${timeoutSeconds} s`;
  if (status === "dead") return `the kernel ended (${end.how}). ${end.lastWords}`.trim();
  if (status === "ok") return meantToFail ? "is tagged raises-exception, but did not fail" : undefined;
  return meantToFail ? undefined : errorText(outputs);
}

/** What the cell said last about its failure, without the stack. */
export function errorText(outputs) {
  const told = outputs.filter((output) => output.output_type === "stream" && output.name === "stderr");
  const shown = outputs.filter((output) => output.data?.["text/plain"] !== undefined).slice(-1);
  const text =
    told.length > 0 ? told.map((output) => output.text).join("") : String(shown[0]?.data["text/plain"] ?? "");
  const lines = stripAnsi(text)
    .split("\n")
    .filter((line) => line.trim() !== "" && !/^\s+at /.test(line));
  return lines.slice(0, 12).join("\n") || "failed without a word";
}

function firstLines(source) {
  return source.split("\n").slice(0, 3).join("\n");
}
