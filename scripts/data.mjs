// npm run data: writes the files of data/ that are made from seeds. With --check: says whether they are as made.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const root = new URL("../", import.meta.url);
const generators = new URL("dist/servers/samples.js", root);
if (!existsSync(generators)) {
  const build = spawnSync(process.execPath, [fileURLToPath(new URL("scripts/build.mjs", root))], {
    stdio: "inherit",
  });
  if (build.status !== 0) {
    console.error("The generators could not be built. Type: npm run doctor");
    process.exit(1);
  }
}

const check = process.argv.includes("--check");
const { samples } = await import(generators.href);
const changed = [...samples()].filter(([name, text]) => {
  const file = new URL(`data/${name}`, root);
  return !existsSync(file) || readFileSync(file, "utf8") !== text;
});
if (check) {
  for (const [name] of changed)
    console.error(`data/${name} is not what its generator makes. Type: npm run data`);
  process.exitCode = changed.length > 0 ? 1 : 0;
} else {
  for (const [name, text] of changed) {
    const file = new URL(`data/${name}`, root);
    mkdirSync(dirname(fileURLToPath(file)), { recursive: true });
    writeFileSync(file, text);
    console.log(`wrote data/${name}`);
  }
  if (changed.length === 0) console.log("data/ is as its generators make it.");
}
