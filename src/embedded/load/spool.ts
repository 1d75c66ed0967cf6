import { closeSync, ftruncate, openSync, rmSync, write, writeFileSync, writev } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { processFolder } from "../process-folder.js";

/** The system's limit for one gathered write is 1024 buffers. */
const GATHER = 512;

// Of a descriptor, not of a FileHandle: that could not be closed at once when the connection is.
const [gather, put, truncate] = [promisify(writev), promisify(write), promisify(ftruncate)];

let files = 0;

/** A file up to this size keeps its place between batches. */
const KEEP_BYTES = 64 * 1024 * 1024;

/**
 * A place for one file of a batch's lines, in a folder that only this user can read and that ends with the process.
 * DuckDB reads lines from a file three times faster than JavaScript can hand them over.
 */
export class SpoolFile {
  /** Always the same, so that SQL text that reads it stays the same. */
  readonly path: string;
  #file: number | null = null;
  #size = 0;

  constructor(name: string) {
    this.path = join(processFolder(), `${files++}-${name}.txt`);
    writeFileSync(this.path, "", { mode: 0o600 });
  }

  /** Over the bytes of the batch before: a file that is emptied and filled again costs six times as much (35 ms for 32 MB, not 6). */
  async write(chunks: readonly Buffer[]): Promise<void> {
    const file = (this.#file ??= openSync(this.path, "r+"));
    let at = 0;
    for (let i = 0; i < chunks.length; i += GATHER)
      at += await writeAll(file, chunks.slice(i, i + GATHER), at);
    if (at < this.#size) await truncate(file, at);
    this.#size = at;
  }

  /** The batch is over: what a large one took of the disk is given back. */
  async release(): Promise<void> {
    if (this.#size <= KEEP_BYTES || this.#file === null) return;
    await truncate(this.#file, 0);
    this.#size = 0;
  }

  remove(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
    rmSync(this.path, { force: true });
  }
}

async function writeAll(file: number, chunks: readonly Buffer[], position: number): Promise<number> {
  const size = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  let { bytesWritten: done } = await gather(file, chunks, position);
  if (done === size) return size;
  // A short write is rare (a signal, a disk that fills up).
  const bytes = Buffer.concat(chunks);
  while (done < size) done += (await put(file, bytes, done, size - done, position + done)).bytesWritten;
  return size;
}
