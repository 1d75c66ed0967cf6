import { stat } from "node:fs/promises";
import { StreambookError } from "../errors.js";
import type { ScanPlan } from "../plan/resolved.js";
import type { Connection } from "./database.js";
import { loadScan } from "./load/load-batch.js";
import type { LoadedBatch, Relation } from "./load/loaded-batch.js";
import { relationOf, type ReadFiles } from "./query.js";

interface StaticFiles {
  readonly scan: ScanPlan;
  readonly slot: string;
  readonly data: Extract<Awaited<ReturnType<ReadFiles>>, { readonly kind: "files" }>;
  loaded: LoadedBatch;
  stamp: string;
}

/**
 * The inputs of a stream that do not stream themselves. Files are those that were there at the start, as Spark lists them; what is in them is read for
 * each batch: a file that was written anew is loaded anew.
 */
export class StaticScans {
  readonly #connection: Connection;
  readonly #relations = new Map<ScanPlan, Relation>();
  readonly #files: StaticFiles[] = [];

  private constructor(connection: Connection) {
    this.#connection = connection;
  }

  static async open(scans: readonly ScanPlan[], connection: Connection, readFiles: ReadFiles) {
    const statics = new StaticScans(connection);
    for (const [i, scan] of scans.entries())
      if (!scan.isStreaming && !statics.#relations.has(scan)) await statics.#add(scan, `f${i}`, readFiles);
    return statics;
  }

  /** Where a scan's rows stand. */
  relation(scan: ScanPlan): Relation | undefined {
    return this.#relations.get(scan);
  }

  /** All of these texts: the same as before while no file changes. */
  get key(): string {
    return this.#files.map((file) => file.loaded.relation).join("\n");
  }

  /** Loads anew what was written since. Throws FAILED_READ_FILE.FILE_NOT_EXIST. */
  async refresh(): Promise<void> {
    for (const file of this.#files) {
      const stamp = await stampOf(file.data.paths);
      if (stamp === file.stamp) continue;
      await file.loaded.release();
      file.loaded = await loadScan(this.#connection, file.data, file.scan, file.slot);
      file.stamp = stamp;
      this.#relations.set(file.scan, file.loaded);
    }
  }

  async #add(scan: ScanPlan, slot: string, readFiles: ReadFiles): Promise<void> {
    const data = scan.origin.kind === "read" ? await readFiles(scan) : null;
    if (data?.kind !== "files") {
      this.#relations.set(scan, await relationOf(scan, slot, this.#connection, readFiles, []));
      return;
    }
    const stamp = await stampOf(data.paths);
    const loaded = await loadScan(this.#connection, data, scan, slot);
    this.#relations.set(scan, loaded);
    this.#files.push({ scan, slot, data, loaded, stamp });
  }
}

/** Sizes and times of writing. */
async function stampOf(paths: readonly string[]): Promise<string> {
  const stamps: string[] = [];
  for (const path of paths) {
    try {
      const { size, mtimeNs } = await stat(path, { bigint: true });
      stamps.push(`${size} ${mtimeNs}`);
    } catch {
      throw new StreambookError({
        code: "FAILED_READ_FILE.FILE_NOT_EXIST",
        step: "read files",
        rule: "A file that stands still beside a stream is read for each batch: it must stay where it was at the start.",
        got: `${path} is not there any more`,
        cure: "put it back, or start the query anew to list the files again",
      });
    }
  }
  return stamps.join(",");
}
