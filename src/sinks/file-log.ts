import { mkdir, open, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { readSinkLog, SINK_LOG } from "../sources/sink-log.js";

/** Every tenth entry holds all before it, as Spark's. */
const compactInterval = 10;

/**
 * What a folder's batches consist of, in Spark's own form: `sources/sink-log.ts` reads it, as Spark does. An entry is written aside and
 * renamed: it is there whole or not at all.
 */
export class FileSinkLog {
  readonly #base: string;
  readonly #folder: string;
  #lines: string[] = [];
  #last = -1;

  constructor(folder: string) {
    this.#base = folder;
    this.#folder = join(folder, SINK_LOG);
  }

  /** The last batch in it, -1 when there is none. */
  get last(): number {
    return this.#last;
  }

  async load(): Promise<void> {
    const log = await readSinkLog(this.#base);
    this.#lines = [...(log?.lines ?? [])];
    this.#last = log?.last ?? -1;
  }

  async add(batch: number, files: readonly string[]): Promise<void> {
    const lines: string[] = [];
    for (const path of files) {
      const { size, mtimeMs } = await stat(path);
      lines.push(
        JSON.stringify({
          path: pathToFileURL(path).href,
          size,
          isDir: false,
          modificationTime: Math.floor(mtimeMs),
          blockReplication: 1,
          blockSize: 33_554_432,
          action: "add",
        }),
      );
    }
    this.#lines.push(...lines);
    const isCompact = (batch + 1) % compactInterval === 0;
    await mkdir(this.#folder, { recursive: true });
    const target = join(this.#folder, isCompact ? `${batch}.compact` : String(batch));
    await writeDurably(`${target}.tmp`, ["v1", ...(isCompact ? this.#lines : lines)].join("\n"));
    await rename(`${target}.tmp`, target);
    this.#last = batch;
  }
}

/** The text is on the disk when it resolves. */
export async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, "w");
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
