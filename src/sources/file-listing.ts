import { existsSync, type Stats } from "node:fs";
import { opendir, readdir, stat } from "node:fs/promises";
import { basename, join, parse, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { StreambookError } from "../errors.js";
import { loggedFiles } from "./sink-log.js";

export interface ListedFile {
  /** Absolute. */
  readonly path: string;
  /** When it was last changed, whole milliseconds. */
  readonly mtime: number;
  /** Bytes. */
  readonly size: number;
}

export interface ListingRules {
  /** Shell pattern that a file's name must match. */
  readonly glob: string | null;
  /** Looks into folders of the folder too. */
  readonly recursive: boolean;
  /** Milliseconds since the epoch: only files changed before, or after. */
  readonly before?: number | null;
  readonly after?: number | null;
  /** Paths that need not be looked at: of a long list to look at each takes a second. */
  readonly isKnown?: (path: string) => boolean;
}

/** The files that a reader of `paths` (files or folders) sees now: by time of change, then by name. */
export async function listFiles(paths: readonly string[], rules: ListingRules): Promise<ListedFile[]> {
  const found = new Map<string, ListedFile>();
  for (const path of await matchingPaths(paths)) {
    const absolute = absolutePath(path);
    const info = await stat(absolute).catch((error: unknown) => refuse(path, error));
    if (info.isDirectory()) {
      const logged = paths.length === 1 ? await loggedFiles(absolute, nameRule(rules)) : null;
      if (logged) for (const file of logged) found.set(file.path, file);
      else await listFolder(absolute, rules, found);
    } else found.set(absolute, listed(absolute, info));
  }
  const { before, after } = rules;
  const files = [...found.values()].filter(
    ({ mtime }) => (before == null || mtime < before) && (after == null || mtime > after),
  );
  return files.sort((a, b) => a.mtime - b.mtime || (a.path < b.path ? -1 : 1));
}

/** Paths as they are, and those with a pattern in them as the ones that it meets: `data/*.csv`, `in/{a,b}`. */
async function matchingPaths(paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const isThere = () =>
      stat(absolutePath(path)).then(
        () => true,
        () => false,
      );
    if (!/[*?{[]/.test(path) || (await isThere())) found.push(path);
    else found.push(...(await matching(absolutePath(path))));
    if (found.length === 0) refuse(path, Object.assign(new Error("no such path"), { code: "ENOENT" }));
  }
  return found;
}

async function matching(pattern: string): Promise<string[]> {
  const { root } = parse(pattern);
  let found = [root];
  for (const part of pattern.slice(root.length).split(sep)) {
    if (!/[*?{[]/.test(part)) {
      found = found.map((path) => join(path, part));
      continue;
    }
    const matches = globMatcher(part);
    const below = found.map(async (path) => {
      const names = await readdir(path).catch(() => []);
      return names.filter((name) => !isHidden(name) && matches(name)).map((name) => join(path, name));
    });
    found = (await Promise.all(below)).flat().sort();
  }
  const there = await Promise.all(
    found.map((path) =>
      stat(path).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.filter((_, i) => there[i]);
}

/** What Spark passes over: hidden files, and those that a writer has not finished. */
export function isHidden(name: string): boolean {
  return name.startsWith(".") || name.startsWith("_");
}

function nameRule({ glob }: ListingRules): (name: string) => boolean {
  return glob === null ? () => true : globMatcher(glob);
}

const listed = (path: string, { mtimeMs, size }: Stats): ListedFile => ({
  path,
  mtime: Math.floor(mtimeMs),
  size,
});

async function listFolder(
  folder: string,
  rules: ListingRules,
  found: Map<string, ListedFile>,
): Promise<void> {
  const matches = nameRule(rules);
  for await (const entry of await opendir(folder)) {
    const path = join(folder, entry.name);
    if (isHidden(entry.name) || found.has(path)) continue;
    if (entry.isDirectory()) {
      // `key=value` folders are partitions in Spark: its listing enters them always.
      if (rules.recursive || entry.name.includes("=")) await listFolder(path, rules, found);
      continue;
    }
    if (!matches(entry.name) || rules.isKnown?.(path)) continue;
    // A file may be renamed away between the listing and this look.
    const info = await stat(path).catch(() => null);
    if (info?.isFile()) found.set(path, listed(path, info));
  }
}

/** `*.json`, `part-?.{csv,txt}`, `[a-c]*`: a pattern for one file name. */
export function globMatcher(glob: string): (name: string) => boolean {
  let depth = 0;
  const source = glob.replace(/\\(.)|\[[!^]?[^\]]+\]|[*?{},]|[^*?{},[\\]+|./gs, (part, escaped?: string) => {
    if (escaped !== undefined) return literal(escaped);
    if (part === "*") return ".*";
    if (part === "?") return ".";
    if (part === "{") return (depth++, "(?:");
    if (part === "}" && depth > 0) return (depth--, ")");
    if (part === "," && depth > 0) return "|";
    if (part.startsWith("[") && part.length > 2)
      return part.replace(/^\[[!^]/, "[^").replaceAll("\\", "\\\\");
    return literal(part);
  });
  const pattern = new RegExp(`^${source}${")".repeat(depth)}$`, "su");
  return (name) => pattern.test(name);
}

/** Refuses a path that is not there, before anything is read. */
export function checkPaths(paths: readonly string[]): void {
  for (const path of paths)
    if (!/[*?{[]/.test(path) && !existsSync(absolutePath(path)))
      refuse(path, Object.assign(new Error("no such path"), { code: "ENOENT" }));
}

export function absolutePath(path: string): string {
  return resolve(path.startsWith("file:") ? fileURLToPath(path.replace(/^file:\/*/, "file:///")) : path);
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

function refuse(path: string, cause: unknown): never {
  const { code } = cause as NodeJS.ErrnoException;
  throw new StreambookError({
    code: code === "ENOENT" ? "PATH_NOT_FOUND" : "PATH_NOT_READABLE",
    step: "file source",
    rule: code === "ENOENT" ? "The path to read from must exist." : "The path must be readable.",
    got: `${path} (${absolutePath(path)}${code === "ENOENT" ? "" : `, ${code}`})`,
    cure:
      code === "ENOENT"
        ? `check the path: relative ones start at ${process.cwd()}; a folder that a stream is to watch must be there before start(): mkdirSync(${JSON.stringify(basename(path))}, { recursive: true })`
        : "check the permissions of the folder",
    cause,
  });
}
