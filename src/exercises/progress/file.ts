import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The learner's progress file: what STREAMBOOK_PROGRESS names, else `.streambook/progress.json` in the project that the
 * folder lies in; null outside a project, where nothing is written.
 */
export function progressFile(from = process.cwd(), env = process.env): string | null {
  const named = env["STREAMBOOK_PROGRESS"];
  if (named !== undefined && named !== "") return named;
  for (let folder = from; ; folder = dirname(folder)) {
    if (isProject(folder)) return join(folder, ".streambook", "progress.json");
    if (dirname(folder) === folder) return null;
  }
}

function isProject(folder: string): boolean {
  const file = join(folder, "package.json");
  if (!existsSync(file)) return false;
  try {
    return (JSON.parse(readFileSync(file, "utf8")) as { name?: unknown }).name === "streambook";
  } catch {
    return false;
  }
}
