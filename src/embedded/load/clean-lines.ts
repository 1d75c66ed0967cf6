import { isUtf8 } from "node:buffer";

const NEWLINE = 10;
/** DuckDB's `max_line_size` is 2,000,000 bytes. */
const LONGEST_LINE = 1_900_000;

/**
 * Can DuckDB's CSV reader be trusted with these lines? Invalid UTF-8 and too long lines stop it, a NUL or a carriage return
 * change what it reads. Costs 4 ms per 21 MB.
 */
export function areClean(chunk: Buffer): boolean {
  return isUtf8(chunk) && !chunk.includes(0) && !chunk.includes(13) && hasShortLines(chunk);
}

/** A byte-order mark, which the reader takes off the beginning of a file. */
export function beginsWithMark(chunk: Buffer | undefined): boolean {
  return chunk?.[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;
}

/** Lines in a piece of text; the last one need not be finished. */
export function countLines(chunk: Buffer): number {
  let lines = 0;
  let at = -1;
  for (let next = chunk.indexOf(NEWLINE); next >= 0; next = chunk.indexOf(NEWLINE, next + 1)) {
    lines++;
    at = next;
  }
  return at === chunk.length - 1 ? lines : lines + 1;
}

function hasShortLines(chunk: Buffer): boolean {
  let start = 0;
  while (chunk.length - start > LONGEST_LINE) {
    // The last newline within reach: no line that ends before it can be too long.
    const end = chunk.subarray(start, start + LONGEST_LINE).lastIndexOf(NEWLINE);
    if (end < 0) return false;
    start += end + 1;
  }
  return true;
}
