import { open, type FileHandle } from "node:fs/promises";
import { areClean, countLines } from "./clean-lines.js";

const NEWLINE = 10;

/**
 * The lines of a file, or null when the engine cannot be trusted with it. The bytes pass through `buffer`: one for each piece
 * would give the garbage collector more to do than the counting is.
 */
export async function countCleanLines(
  path: string,
  isTrusted: (piece: Buffer) => boolean,
  buffer: Buffer,
): Promise<number | null> {
  const file = await open(path);
  try {
    return await count(file, isTrusted, buffer);
  } finally {
    await file.close();
  }
}

async function count(
  file: FileHandle,
  isTrusted: (piece: Buffer) => boolean,
  buffer: Buffer,
): Promise<number | null> {
  let lines = 0;
  let held = 0;
  for (;;) {
    const { bytesRead } = await file.read(buffer, held, buffer.length - held, null);
    const filled = buffer.subarray(0, held + bytesRead);
    const isEnd = bytesRead === 0;
    const end = isEnd ? filled.length : filled.lastIndexOf(NEWLINE) + 1;
    const piece = filled.subarray(0, end);
    if (piece.length > 0) {
      if (!areClean(piece) || !isTrusted(piece)) return null;
      lines += countLines(piece);
    }
    if (isEnd) return lines;
    // A line that does not end within the buffer is longer than a clean one may be.
    if (end === 0 && filled.length === buffer.length) return null;
    held = filled.length - end;
    filled.copy(buffer, 0, end);
  }
}
