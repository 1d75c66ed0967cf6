import { opendir, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { StreambookError } from "../errors.js";

export interface ListedFile {
  /** Absolute. */
  readonly path: string;
  /** When it was last changed, whole milliseconds. */
  readonly mtime: number;
}

export interface ListingRules {
  /** Shell pattern that a file's name must match. */
  readonly glob: string | null;
  /** Looks into folders of the folder too. */
  readonly recursive: boolean;
}

/** The files that a reader of `paths` (files or folders) sees now: by time of change, then by name. */
export async function listFiles(paths: readonly string[], rules: ListingRules): Promise<ListedFile[]> {
  const found = new Map<string, number>();
  for (const path of paths) {
    const absolute = absolutePath(path);
    const info = await stat(absolute).catch((error: unknown) => refuse(path, error));
    if (info.isDirectory()) await listFolder(absolute, rules, found);
    else found.set(absolute, Math.floor(info.mtimeMs));
  }
  const files = [...found].map(([path, mtime]) => ({ path, mtime }));
  return files.sort((a, b) => a.mtime - b.mtime || (a.path < b.path ? -1 : 1));
}

/** What Spark passes over: hidden files, and those that a writer has not finished. */
export function isHidden(name: string): boolean {
  return name.startsWith(".") || name.startsWith("_");
}

async function listFolder(folder: string, rules: ListingRules, found: Map<string, number>): Promise<void> {
  const matches = rules.glob === null ? () => true : globMatcher(rules.glob);
  for await (const entry of await opendir(folder)) {
    const path = join(folder, entry.name);
    if (isHidden(entry.name) || found.has(path)) continue;
    if (entry.isDirectory()) {
      // `key=value` folders are partitions in Spark: its listing enters them always.
      if (rules.recursive || entry.name.includes("=")) await listFolder(path, rules, found);
      continue;
    }
    if (!matches(entry.name)) continue;
    // A file may be renamed away between the listing and this look.
    const info = await stat(path).catch(() => null);
    if (info?.isFile()) found.set(path, Math.floor(info.mtimeMs));
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
        ? `make the folder before start(): mkdirSync(${JSON.stringify(basename(path))}, { recursive: true }); relative paths start at ${process.cwd()}`
        : "check the permissions of the folder",
    cause,
  });
}
