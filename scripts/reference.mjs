// Fills the tables of docs/reference from the docstrings. `--check` says whether they are up to date and whether a public name is missing.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { publicNames } from "./reference/exports.mjs";
import { functions, members, names } from "./reference/tables.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const index = join(root, "src", "index.ts");
const folder = join(root, "docs", "reference");
const slot = /<!-- (members|functions|names): ([^>]+?) -->[\s\S]*?<!-- end -->/g;

function fill(kind, what) {
  if (kind === "members")
    return what
      .split(/, /)
      .map((name) => members(name, index))
      .join("\n");
  if (kind === "functions")
    return what
      .split(/, /)
      .map((place) => functions(place, index, root))
      .join("\n");
  return names(what.split(/, /), index);
}

let all = "";
const stale = [];
for (const file of readdirSync(folder).filter((f) => f.endsWith(".md"))) {
  const path = join(folder, file);
  const before = readFileSync(path, "utf8");
  const page = before.replace(
    slot,
    (_, kind, what) => `<!-- ${kind}: ${what} -->\n${fill(kind, what)}\n<!-- end -->`,
  );
  all += page;
  if (page === before) continue;
  stale.push(file);
  if (!process.argv.includes("--check")) writeFileSync(path, page);
}
const missing = publicNames(index).filter((name) => !new RegExp(`\`[^\`]*\\b${name}\\b[^\`]*\``).test(all));
if (missing.length > 0) console.log(`docs/reference does not mention: ${missing.join(", ")}`);
if (process.argv.includes("--check") && stale.length > 0)
  console.log(
    `not what the docstrings say: ${stale.join(", ")}; node scripts/reference.mjs writes them anew`,
  );
if (missing.length > 0 || (process.argv.includes("--check") && stale.length > 0)) process.exit(1);
