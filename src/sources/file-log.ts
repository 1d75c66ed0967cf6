import type { ListedFile } from "./file-listing.js";
import { SeenFiles, type SeenRules } from "./seen-files.js";
import type { SourceLog } from "./source.js";

/** What one offset added: `logOffset` n stands for the files of the entries 0 to n. */
interface LogEntry {
  readonly logOffset: number;
  readonly files: readonly (readonly [path: string, mtime: number])[];
}

/** Which file belongs to which offset, as Spark's file source log: in memory, and in the checkpoint when there is one. */
export class FileLog {
  readonly #log: SourceLog | undefined;
  readonly #entries: (readonly string[])[] = [];
  readonly #seen: SeenFiles;

  constructor(log: SourceLog | undefined, rules: SeenRules) {
    this.#log = log;
    this.#seen = new SeenFiles(rules);
  }

  async load(): Promise<void> {
    for (const text of (await this.#log?.read()) ?? []) this.#take(JSON.parse(text) as LogEntry);
    this.#seen.purge();
  }

  /** The last offset, -1 when there is none. */
  get last(): number {
    return this.#entries.length - 1;
  }

  hasSeen(path: string): boolean {
    return this.#seen.has(path);
  }

  /** As in Spark, a path is read once, whatever is written to it later, as long as it is not forgotten. */
  isNew(file: ListedFile): boolean {
    return this.#seen.isNew(file);
  }

  get size(): number {
    return this.#seen.size;
  }

  /** Fixes the files of the next offset. */
  async add(files: readonly ListedFile[]): Promise<void> {
    const entry: LogEntry = { logOffset: this.last + 1, files: files.map((f) => [f.path, f.mtime]) };
    await this.#log?.append(JSON.stringify(entry));
    this.#take(entry);
    this.#seen.purge();
  }

  /** The files of the offsets after `start` up to `end`. */
  files(start: number, end: number): string[] {
    return this.#entries.slice(start + 1, end + 1).flat();
  }

  #take({ logOffset, files }: LogEntry): void {
    // An entry may have been written twice by a crash between log and offsets.
    this.#entries[logOffset] = files.map(([path]) => path);
    for (const [path, mtime] of files) this.#seen.add(path, mtime);
  }
}
