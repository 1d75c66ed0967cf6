import { open, type FileHandle } from "node:fs/promises";
import { areClean } from "./clean-lines.js";

const NEWLINE = 10;
/** Holds the longest clean line many times over. */
const SCAN_BYTES = 1 << 22;

export const scanBuffer = (): Buffer => Buffer.allocUnsafe(SCAN_BYTES);

/** Looks at a piece of whole lines; false when the engine cannot be trusted with it. */
export type LookAtPiece = (piece: Buffer, path: string, isFirst: boolean) => boolean;

/**
 * Looks through files piece by piece; false when there is none, or one that the engine cannot be trusted with. The bytes pass through one
 * buffer: one for each piece would give the garbage collector more to do than the looking is.
 */
export async function areCleanFiles(
  paths: readonly string[],
  look: LookAtPiece,
  buffer = scanBuffer(),
): Promise<boolean> {
  if (paths.length === 0 || paths.some((path) => path.endsWith(".gz"))) return false;
  for (const path of paths) {
    const file = await open(path);
    try {
      if (!(await isCleanFile(file, (piece, isFirst) => look(piece, path, isFirst), buffer))) return false;
    } finally {
      await file.close();
    }
  }
  return true;
}

async function isCleanFile(
  file: FileHandle,
  look: (piece: Buffer, isFirst: boolean) => boolean,
  buffer: Buffer,
): Promise<boolean> {
  let isFirst = true;
  for (let held = 0; ;) {
    const { bytesRead } = await file.read(buffer, held, buffer.length - held, null);
    const filled = buffer.subarray(0, held + bytesRead);
    const isEnd = bytesRead === 0;
    const end = isEnd ? filled.length : filled.lastIndexOf(NEWLINE) + 1;
    if (end > 0) {
      const piece = filled.subarray(0, end);
      if (!areClean(piece) || !look(piece, isFirst)) return false;
      isFirst = false;
    }
    if (isEnd) return true;
    // A line that does not end within the buffer is longer than a clean one may be.
    if (end === 0 && filled.length === buffer.length) return false;
    held = filled.length - end;
    filled.copy(buffer, 0, end);
  }
}
