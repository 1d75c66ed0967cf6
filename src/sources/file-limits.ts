import type { ListedFile } from "./file-listing.js";

/** How much of what is there a batch takes. */
export interface FileLimits {
  readonly maxFilesPerTrigger: number | null;
  readonly maxBytesPerTrigger: number | null;
  readonly latestFirst: boolean;
  /** How many files of a listing that did not fit are kept for the next batches. */
  readonly maxCachedFiles: number;
  /** They are listed anew when fewer than this part of a batch are left. */
  readonly discardCachedInputRatio: number;
}

/** The files of the next batch, and those that later ones take without listing the folder again. */
export function splitFiles(
  files: readonly ListedFile[],
  limits: FileLimits,
): { readonly batch: readonly ListedFile[]; readonly left: readonly ListedFile[] } {
  const { maxFilesPerTrigger, maxBytesPerTrigger, latestFirst } = limits;
  const most = maxFilesPerTrigger ?? maxBytesPerTrigger;
  if (most === null) return { batch: files, left: [] };
  const ordered = latestFirst ? [...files].reverse() : files;
  const count = maxFilesPerTrigger ?? withinBytes(ordered, most);
  const batch = ordered.slice(0, count);
  const rest = ordered.slice(count);
  const size = maxFilesPerTrigger === null ? bytesOf(rest) : rest.length;
  // What is newest is to be looked for before each batch.
  const isKept = !latestFirst && size >= most * limits.discardCachedInputRatio;
  return { batch, left: isKept ? rest.slice(0, limits.maxCachedFiles) : [] };
}

/** As many as fit, but always one. */
function withinBytes(files: readonly ListedFile[], most: number): number {
  let bytes = 0;
  const over = files.findIndex(({ size }, i) => (bytes += size) > most && i > 0);
  return over < 0 ? files.length : over;
}

const bytesOf = (files: readonly ListedFile[]): number => files.reduce((sum, { size }) => sum + size, 0);
