import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PREFIX = "streambook-";
/** The system's limit for one gathered write is 1024 buffers. */
const GATHER = 512;

let folder: string | undefined;
let files = 0;

/**
 * A place for one file of a batch's lines, in a folder that only this user can read and that ends with the process.
 * DuckDB reads lines from a file three times faster than JavaScript can hand them over.
 */
export class SpoolFile {
  /** Always the same, so that SQL text that reads it stays the same. */
  readonly path: string;

  constructor(name: string) {
    this.path = join(spoolFolder(), `${files++}-${name}.txt`);
    writeFileSync(this.path, "", { mode: 0o600 });
  }

  async write(chunks: readonly Buffer[]): Promise<void> {
    const file = await open(this.path, "w", 0o600);
    try {
      for (let i = 0; i < chunks.length; i += GATHER) {
        const part = chunks.slice(i, i + GATHER);
        const { bytesWritten } = await file.writev(part);
        const size = part.reduce((sum, chunk) => sum + chunk.length, 0);
        // A short write is rare (a signal, a full disk): what is left goes through the call that insists.
        if (bytesWritten < size) await file.writeFile(Buffer.concat(part).subarray(bytesWritten));
      }
    } finally {
      await file.close();
    }
  }

  /** Frees the disk; the file stays, empty. */
  async clear(): Promise<void> {
    const file = await open(this.path, "w", 0o600);
    await file.close();
  }

  async remove(): Promise<void> {
    await rm(this.path, { force: true });
  }
}

function spoolFolder(): string {
  if (folder !== undefined) return folder;
  removeAbandoned();
  const made = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  process.once("exit", () => rmSync(made, { recursive: true, force: true }));
  return (folder = made);
}

/** Folders of processes that were killed. */
function removeAbandoned(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      continue; // another user's
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
