import { closeSync, openSync, readSync } from "node:fs";

const BLOCK = 256 * 1024;
/** A longer line is cut off: no row of a recording is so long. */
export const MAX_LINE = 4096;

/**
 * The lines of a text file of any size, one block in memory. It reads synchronously: a block of a local file takes less
 * time than a turn of the event loop.
 */
export class FileLines {
  /** The number of the last line given, from 1. */
  line = 0;
  #file: number | undefined;
  readonly #block = Buffer.allocUnsafeSlow(BLOCK);
  #from = 0;
  #to = 0;

  constructor(path: string) {
    this.#file = openSync(path, "r");
  }

  /** The next line without its end; undefined after the last. */
  next(): string | undefined {
    let text = "";
    for (let started = false; ; started = true) {
      if (this.#from === this.#to && !this.#readBlock()) {
        if (!started) return undefined;
        break;
      }
      const end = this.#block.subarray(this.#from, this.#to).indexOf(10);
      const stop = end < 0 ? this.#to : this.#from + end;
      // latin1 keeps bytes apart at a block's edge; UTF-8 is put together once the line is whole.
      if (text.length < MAX_LINE) text += this.#block.toString("latin1", this.#from, stop);
      this.#from = end < 0 ? stop : stop + 1;
      if (end >= 0) break;
    }
    this.line++;
    if (text.endsWith("\r")) text = text.slice(0, -1);
    return Buffer.from(text, "latin1").toString("utf8");
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #readBlock(): boolean {
    if (this.#file === undefined) return false;
    this.#from = 0;
    this.#to = readSync(this.#file, this.#block, 0, BLOCK, null);
    return this.#to > 0;
  }
}
