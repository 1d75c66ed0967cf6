import { copyFile, mkdir, rename, rm } from "node:fs/promises";
import { dirname, join, parse } from "node:path";

/** What becomes of files that were read: they stay, go, or move under a folder, their whole path kept, as in Spark. */
export type CleanSource =
  | { readonly kind: "off" }
  | { readonly kind: "delete" }
  | { readonly kind: "archive"; readonly folder: string };

/** Cleans up after a batch. A file that cannot be moved or deleted stays: it is not read again. */
export async function clean(how: CleanSource, paths: readonly string[]): Promise<void> {
  if (how.kind === "off") return;
  for (const path of paths)
    try {
      if (how.kind === "delete") await rm(path, { force: true });
      else await move(path, join(how.folder, path.slice(parse(path).root.length)));
    } catch {
      continue;
    }
}

async function move(path: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  try {
    await rename(path, target);
  } catch {
    // Another file system.
    await copyFile(path, target);
    await rm(path, { force: true });
  }
}
