import { basename } from "node:path";
import type { ListedFile } from "./file-listing.js";

export interface SeenRules {
  /** Milliseconds: how long before the newest file that was read a file may have been changed. */
  readonly maxFileAge: number;
  /** Files of one name are one file, whatever their folder. */
  readonly fileNameOnly: boolean;
}

/**
 * The files that were read, as far back as they matter: one that was changed longer before the newest of them than the greatest age is forgotten
 * and passed over, as in Spark. Nothing is too old as long as nothing was read.
 */
export class SeenFiles {
  readonly #rules: SeenRules;
  readonly #times = new Map<string, number>();
  #newest = 0;
  #oldest = 0;

  constructor(rules: SeenRules) {
    this.#rules = rules;
  }

  get size(): number {
    return this.#times.size;
  }

  has(path: string): boolean {
    return this.#times.has(this.#name(path));
  }

  isNew({ path, mtime }: ListedFile): boolean {
    return mtime >= this.#oldest && !this.has(path);
  }

  add(path: string, mtime: number): void {
    this.#times.set(this.#name(path), mtime);
    this.#newest = Math.max(this.#newest, mtime);
  }

  /** Forgets what has become too old. */
  purge(): void {
    this.#oldest = this.#newest - this.#rules.maxFileAge;
    for (const [name, mtime] of this.#times) if (mtime < this.#oldest) this.#times.delete(name);
  }

  #name(path: string): string {
    return this.#rules.fileNameOnly ? basename(path) : path;
  }
}
