import { StreambookError } from "../errors.js";

const NEWLINE = 10;
const RETURN = 13;
/** Large reads are cheap reads, and a slab is what an idle source holds. */
const SLAB_BYTES = 1 << 20;
/** A read gets at least this much room. */
const LEAST_ROOM = 1 << 16;
/** Blocks are joined up to this size: a batch ends between two of them. */
const BLOCK_BYTES = 1 << 18;

/** Whole lines that lie side by side in one slab. */
interface Block {
  readonly slab: Buffer;
  readonly from: number;
  to: number;
  /** Lines before it, since line 0. */
  readonly first: number;
  lines: number;
  /** When it arrived, milliseconds. */
  readonly time: number;
}

export interface LineSlice {
  readonly chunks: readonly Buffer[];
  readonly count: number;
  /** Chunk by chunk. */
  readonly times: readonly number[];
}

/**
 * Bytes of text as they arrive, cut into blocks of whole lines but never into lines. The bytes are received where they stay
 * (`room`, then `wrote`), so nothing is copied but the unfinished line at the end of a slab. Lines end as in Java's
 * `readLine`: \n, \r\n or a lone \r; they are kept with \n.
 */
export class LineBlocks {
  #slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
  /** Where the unfinished line begins, and where the next byte goes. */
  #partial = 0;
  #end = 0;
  /** The last byte was a \r: a \n that follows belongs to it. */
  #afterReturn = false;
  #blocks: Block[] = [];
  /** The line after which the last batch that was offered ends: no block may grow across it. */
  #offered: number;
  /** Lines received, counted from where the numbering began. */
  #lines: number;
  #bytes = 0;
  /** Blocks are joined only if they arrived at the same time. */
  readonly #keepTimes: boolean;

  constructor({ firstLine = 0, keepTimes = false } = {}) {
    this.#lines = firstLine;
    this.#offered = firstLine;
    this.#keepTimes = keepTimes;
  }

  /** Lines received. */
  get lines(): number {
    return this.#lines;
  }

  /** Bytes held: of whole lines, and of the line that is not finished. */
  get bytes(): number {
    return this.#bytes + this.partialBytes;
  }

  get partialBytes(): number {
    return this.#end - this.#partial;
  }

  /** The first line held, or the next to come. */
  get firstLine(): number {
    return this.#blocks[0]?.first ?? this.#lines;
  }

  /** Where the next bytes are to be written. */
  room(): Buffer {
    if (this.#slab.length - this.#end < LEAST_ROOM) this.#newSlab();
    return this.#slab.subarray(this.#end);
  }

  /** Takes in `count` bytes that were written to the last `room()`. Returns the number of lines that are complete now and were not. */
  wrote(count: number, time: number): number {
    const from = this.#end;
    this.#end += count;
    const added = this.#slab.subarray(from, this.#end);
    if (this.#afterReturn || added.includes(RETURN)) this.#normalise(from);
    return this.#close(from, time);
  }

  /** The input has ended: what stands after the last newline is a line too. */
  finish(time: number): number {
    this.#afterReturn = false;
    if (this.partialBytes === 0) return 0;
    this.room();
    const from = this.#end;
    this.#slab[this.#end++] = NEWLINE;
    return this.#close(from, time);
  }

  /** The input broke off: what stands after the last newline is no line. */
  abandon(): void {
    this.#afterReturn = false;
    this.#end = this.#partial;
  }

  /** The furthest line after which a batch that starts at `start` may end: as many blocks as fit into `maxBytes`, one at least, none beyond the line `until`. */
  offer(start: number, maxBytes: number, until = Infinity): number {
    let bytes = 0;
    let end = start;
    for (const block of this.#blocks) {
      if (block.first < start) continue;
      if (block.first + block.lines > until) break;
      bytes += block.to - block.from;
      if (bytes > maxBytes && end > start) break;
      end = block.first + block.lines;
    }
    this.#offered = Math.max(this.#offered, end);
    return end;
  }

  /** The lines from `start` up to `end`, which were offered and not yet dropped. */
  slice(start: number, end: number): LineSlice {
    const blocks = this.#blocks.filter((b) => b.first >= start && b.first + b.lines <= end);
    const count = blocks.reduce((sum, b) => sum + b.lines, 0);
    if (count !== end - start) throw gone(start, end);
    const chunks = blocks.map((b) => b.slab.subarray(b.from, b.to));
    return { chunks, count, times: blocks.map((b) => b.time) };
  }

  /** Frees the lines before `end`. */
  drop(end: number): void {
    let drop = 0;
    for (const block of this.#blocks) {
      if (block.first + block.lines > end) break;
      this.#bytes -= block.to - block.from;
      drop++;
    }
    this.#blocks.splice(0, drop);
  }

  #newSlab(): void {
    const rest = this.#slab.subarray(this.#partial, this.#end);
    this.#slab = Buffer.allocUnsafeSlow(Math.max(SLAB_BYTES, rest.length * 2 + LEAST_ROOM));
    rest.copy(this.#slab);
    this.#partial = 0;
    this.#end = rest.length;
  }

  /** Rewrites the bytes from `from` on so that every line ends in \n. They only get fewer. */
  #normalise(from: number): void {
    const slab = this.#slab;
    let to = from;
    for (let i = from; i < this.#end; i++) {
      const byte = slab[i]!;
      if (byte === RETURN) slab[to++] = NEWLINE;
      else if (byte !== NEWLINE || !this.#afterReturn) slab[to++] = byte;
      this.#afterReturn = byte === RETURN;
    }
    this.#end = to;
  }

  /** Makes a block of the lines that the bytes from `from` on have completed. */
  #close(from: number, time: number): number {
    const added = this.#slab.subarray(from, this.#end);
    let lines = 0;
    let last = -1;
    for (let i = added.indexOf(NEWLINE); i >= 0; i = added.indexOf(NEWLINE, i + 1)) {
      lines++;
      last = i;
    }
    if (lines === 0) return 0;
    this.#add(this.#partial, from + last + 1, lines, time);
    return lines;
  }

  #add(from: number, to: number, lines: number, time: number): void {
    const last = this.#blocks.at(-1);
    const joins =
      last !== undefined &&
      last.slab === this.#slab &&
      last.to === from &&
      this.#offered < this.#lines &&
      to - last.from <= BLOCK_BYTES &&
      (!this.#keepTimes || last.time === time);
    if (joins) {
      last.to = to;
      last.lines += lines;
    } else this.#blocks.push({ slab: this.#slab, from, to, first: this.#lines, lines, time });
    this.#bytes += to - from;
    this.#lines += lines;
    this.#partial = to;
  }
}

function gone(start: number, end: number): StreambookError {
  return new StreambookError({
    code: "SOURCE_CANNOT_REPLAY",
    step: "socket source",
    rule: "Lines that a batch has committed are gone: a socket cannot give them again.",
    got: `lines ${start} to ${end}`,
  });
}
