// `npm run format`: one shape for code and notebooks. With --check it changes nothing and fails on what it would change.
//   node scripts/format.mjs [--check] [files…]
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const patterns = ["**/*.{ts,mts,cts,js,mjs,cjs,json,md,css,yml,yaml}"];

const args = process.argv.slice(2);
const unknown = args.find((arg) => arg.startsWith("-") && arg !== "--check");
if (unknown !== undefined) {
  console.error(`No such option: ${unknown}. Usage: node scripts/format.mjs [--check] [files…]`);
  process.exit(2);
}
const check = args.includes("--check");
const files = args.filter((arg) => !arg.startsWith("-"));

try {
  const { listNotebooks } = await import("./notebooks/read.mjs");
  const { formatNotebook } = await import("./notebooks/format.mjs");
  const isNotebook = (file) => file.endsWith(".ipynb");
  const notebooks = files.length > 0 ? files.filter(isNotebook) : listNotebooks(join(root, "notebooks"));
  const others = files.length > 0 ? files.filter((file) => !isNotebook(file)) : patterns;
  // Notebooks first: prettier's list of files, which can be long, stays together at the end.
  const good = await formatNotebooks(notebooks, formatNotebook);
  process.exitCode = runPrettier(others) && good ? 0 : 1;
} catch (error) {
  if (error.code !== "ERR_MODULE_NOT_FOUND") throw error;
  console.error("The packages are missing. Type: npm install");
  process.exitCode = 1;
}

async function formatNotebooks(paths, format) {
  let good = true;
  for (const path of paths) {
    try {
      const before = readFileSync(path, "utf8");
      const after = await format(before, relative(process.cwd(), path));
      if (after === before) continue;
      if (!check) writeFileSync(path, after);
      else good = false;
      console.log(`${relative(process.cwd(), path)}${check ? ": not formatted. Type: npm run format" : ""}`);
    } catch (error) {
      console.error(error.message);
      good = false;
    }
  }
  return good;
}

/** Prettier's own command, for its list of ignored files and its cache of settings. */
function runPrettier(names) {
  if (names.length === 0) return true;
  const cli = join(
    createRequire(import.meta.url).resolve("prettier/package.json"),
    "..",
    "bin",
    "prettier.cjs",
  );
  const options = [check ? "--check" : "--write", "--log-level", check ? "warn" : "log"];
  const wide = files.length === 0 ? { cwd: root } : {};
  const { status, error } = spawnSync(process.execPath, [cli, ...options, "--", ...names], {
    ...wide,
    stdio: "inherit",
  });
  if (error) throw error;
  return status === 0;
}
