import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder in which a file sink, Spark's or ours, names the files that it has written. */
export const SINK_LOG = "_spark_metadata";

/** What the log of a file sink says. */
export interface SinkLog {
  /** One of JSON for each file, as Spark writes them. */
  readonly lines: readonly string[];
  /** The last batch in it. */
  readonly last: number;
}

/** The log of a folder, null where there is none: `<batch>` names the files of a batch, `<batch>.compact` those of all batches up to it. */
export async function readSinkLog(folder: string): Promise<SinkLog | null> {
  const names = await readdir(join(folder, SINK_LOG)).catch(() => null);
  const entries = (names ?? [])
    .filter((name) => /^\d+(\.compact)?$/.test(name))
    .sort((a, b) => parseInt(a) - parseInt(b));
  if (entries.length === 0) return null;
  const whole = entries.map((name) => name.endsWith(".compact")).lastIndexOf(true);
  const lines: string[] = [];
  for (const name of entries.slice(Math.max(0, whole))) {
    const [, ...added] = (await readFile(join(folder, SINK_LOG, name), "utf8")).split("\n");
    for (const line of added) if (line !== "") lines.push(line);
  }
  return { lines, last: parseInt(entries.at(-1)!) };
}

/**
 * The files that a sink's log names, and no others: what a batch has not finished is not there, as Spark's reader has it. Null for a folder
 * without a log.
 */
export async function loggedFiles(
  folder: string,
  matches: (name: string) => boolean,
): Promise<readonly { readonly path: string; readonly mtime: number; readonly size: number }[] | null> {
  const log = await readSinkLog(folder);
  if (log === null) return null;
  const entries = log.lines.map(
    (line) => JSON.parse(line) as { path: string; modificationTime: number; size: number },
  );
  return entries
    .map(({ path, modificationTime, size }) => ({ path: fileURLToPath(path), mtime: modificationTime, size }))
    .filter(({ path }) => matches(basename(path)));
}
