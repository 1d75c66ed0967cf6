import { mkdir, open, readdir, readFile, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Every tenth entry holds all before it, as Spark's. */
const compactInterval = 10;

/**
 * What a folder's batches consist of, in Spark's own form: `_spark_metadata/<batch>` names the files of a batch, `<batch>.compact` those of all batches up to it. Spark and whoever
 * knows the log read the files that it names, and no others. An entry is written aside and renamed: it is there whole or not at all.
 */
export class FileSinkLog {
  readonly #folder: string;
  #lines: string[] = [];
  #last = -1;

  constructor(folder: string) {
    this.#folder = join(folder, "_spark_metadata");
  }

  /** The last batch in it, -1 when there is none. */
  get last(): number {
    return this.#last;
  }

  async load(): Promise<void> {
    const names = await readdir(this.#folder).catch(() => [] as string[]);
    const entries = names
      .filter((name) => /^\d+(\.compact)?$/.test(name))
      .sort((a, b) => parseInt(a) - parseInt(b));
    this.#lines = [];
    for (const name of entries) {
      const [, ...lines] = (await readFile(join(this.#folder, name), "utf8")).split("\n");
      if (name.endsWith(".compact")) this.#lines = [];
      this.#lines.push(...lines);
      this.#last = parseInt(name);
    }
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
