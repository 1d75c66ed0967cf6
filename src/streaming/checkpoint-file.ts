import { existsSync, linkSync, mkdirSync, realpathSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { v4 as uuid } from "uuid";
import type { Connection } from "../embedded/database.js";
import { checkpointErrors } from "./checkpoint-errors.js";

export const checkpointFileName = "checkpoint.duckdb";

// The lock that DuckDB takes on a file holds between processes only, and is lost when the same process opens the file once more.
const held = new Set<string>();

/** The file of a checkpoint folder, claimed by one query of this process until `release`. The folder is made when missing. */
export interface CheckpointFile {
  readonly path: string;
  release(): void;
}

/** Throws CHECKPOINT_LOCATION_INVALID, CONCURRENT_QUERY, CHECKPOINT_FOREIGN. */
export function claimCheckpointFile(location: string, step: string): CheckpointFile {
  const folder = makeFolder(location, step);
  const path = join(folder, checkpointFileName);
  if (held.has(path)) throw checkpointErrors.inUse(step, path);
  if (!existsSync(path) && existsSync(join(folder, "offsets"))) throw checkpointErrors.foreign(step, folder);
  held.add(path);
  return { path, release: () => void held.delete(path) };
}

function makeFolder(location: string, step: string): string {
  try {
    const folder = location.startsWith("file:") ? fileURLToPath(location) : resolve(location);
    mkdirSync(folder, { recursive: true });
    return realpathSync.native(folder);
  } catch (error) {
    throw checkpointErrors.badLocation(step, location, error);
  }
}

/** Makes the file with its first contents, whole or not at all: a process killed while doing it leaves no half-made checkpoint. */
export async function createFile(
  connection: Connection,
  path: string,
  fill: (database: string) => Promise<void>,
): Promise<void> {
  const draft = `${path}.${uuid()}.new`;
  const database = databaseName();
  try {
    await connection.run(attachSql(draft, database));
    await fill(database);
    await connection.run(`DETACH ${database}`);
    place(draft, path);
  } finally {
    for (const file of [draft, `${draft}.wal`]) rmSync(file, { force: true });
  }
}

/** Of two processes that make a checkpoint at once, one wins and the other finds its file. */
function place(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch {
    if (!existsSync(path)) renameSync(draft, path); // a file system without links
  }
}

export function databaseName(): string {
  return `checkpoint_${uuid().replaceAll("-", "")}`;
}

export function attachSql(path: string, database: string, readOnly = false): string {
  return `ATTACH '${path.replaceAll("'", "''")}' AS ${database} (TYPE duckdb${readOnly ? ", READ_ONLY" : ""})`;
}
