import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder for a checkpoint and for files, gone after the check. What is written beside it goes with it. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const outer = mkdtempSync(join(tmpdir(), "streambook check "));
  const folder = join(outer, "yours");
  mkdirSync(folder);
  try {
    return await work(folder);
  } finally {
    rmSync(outer, { recursive: true, force: true });
  }
}
