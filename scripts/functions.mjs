// Writes docs/functions.md from the functions the library has and those that Spark was recorded to have. `--check` says whether it is up to date.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { functionsPage } from "../dist/src/embedded/functions/page.js";

const path = fileURLToPath(new URL("../docs/functions.md", import.meta.url));
const record = new URL("../test/oracle/record/functions.json", import.meta.url);
const page = functionsPage(JSON.parse(readFileSync(record, "utf8")).sql);
if (!process.argv.includes("--check")) writeFileSync(path, page);
else if (readFileSync(path, "utf8") !== page) {
  console.log("docs/functions.md is not what the library has: node scripts/functions.mjs");
  process.exit(1);
}
