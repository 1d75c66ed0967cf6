import { copyFile, mkdir, rename, rm } from "node:fs/promises";
import { dirname, join, parse, sep } from "node:path";
import { globMatcher } from "./file-listing.js";

/** What becomes of files that were read: they stay, go, or move under a folder, their whole path kept, as in Spark. */
export type CleanSource =
  | { readonly kind: "off" }
  | { readonly kind: "delete" }
  | { readonly kind: "archive"; readonly folder: string };

/** Whether one of the two folders may be, or be in, the other: `path` may have patterns in it. Spark's rule, which looks no deeper than the shorter one. */
export function mayReadArchive(path: string, archive: string): boolean {
  const parts = path.split(sep);
  const names = archive.split(sep);
  return parts.every((part, i) => names[i] === undefined || part === names[i] || globMatcher(part)(names[i]));
}

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
