import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

/** The way a record travels: a folder may import from itself and from those before it. */
const order = [
  "types",
  "plan",
  "dataframe",
  "sql",
  "sources",
  "embedded",
  "streaming",
  "sinks",
  "cluster",
  "session",
  "notebook",
  "exercises",
];

const root = fileURLToPath(new URL("../../", import.meta.url));
const src = join(root, "src");

interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name));
}

const importPattern = /^\s*(?:import|export)\s+(type\s+)?[^;]*?from\s+"([^"]+)"|import\("([^"]+)"\)/gm;

function arrowsOf(file: string): Arrow[] {
  const from = relative(src, file).split(sep).join(posix.sep);
  return [...readFileSync(file, "utf8").matchAll(importPattern)].flatMap((match) => {
    const target = match[2] ?? match[3]!;
    if (!target.startsWith(".")) return [];
    const to = relative(src, resolve(dirname(file), target.replace(/\.js$/, ".ts")))
      .split(sep)
      .join(posix.sep);
    return [{ from, to, typeOnly: match[1] !== undefined }];
  });
}

const arrows = filesBelow(src).flatMap(arrowsOf);
const folderOf = (path: string): string => (path.includes("/") ? path.slice(0, path.indexOf("/")) : "");

test("the test sees the imports", () => {
  expect(arrows.length).toBeGreaterThan(300);
  expect(arrows).toContainEqual({ from: "index.ts", to: "errors.ts", typeOnly: false });
});

test("every folder of src has its place in the order", () => {
  const folders = new Set(arrows.map((a) => folderOf(a.from)).filter((f) => f !== ""));
  expect([...folders].filter((f) => !order.includes(f))).toEqual([]);
});

test("imports point to folders that come earlier, and never out of src", () => {
  const wrong = arrows.filter(({ from, to }) => {
    if (from === "index.ts") return false;
    if (to.startsWith("..")) return true;
    if (folderOf(to) === "") return to !== "errors.ts";
    return folderOf(from) === "" || order.indexOf(folderOf(to)) > order.indexOf(folderOf(from));
  });
  expect(wrong.map((a) => `${a.from} -> ${a.to}`)).toEqual([]);
});

test("no file imports itself by a detour", () => {
  const edges = new Map<string, string[]>();
  // Types vanish when compiled: two interfaces may know each other, two modules may not.
  for (const { from, to, typeOnly } of arrows)
    if (!typeOnly) edges.set(from, [...(edges.get(from) ?? []), to]);
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(" -> "));
    if (done.has(file)) return;
    done.add(file);
    for (const next of edges.get(file) ?? []) visit(next, [...path, file]);
  };
  for (const file of edges.keys()) visit(file, []);
  expect(cycles).toEqual([]);
});
