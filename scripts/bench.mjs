// npm run bench [-- NAME [ARGS]]: builds, then runs one benchmark of bench/, or names those there are.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const [name, ...rest] = process.argv.slice(2);
const names = readdirSync(join(root, "bench"))
  .filter((file) => file.endsWith(".mjs"))
  .map((file) => file.slice(0, -4));

if (name === undefined || !existsSync(join(root, "bench", `${name}.mjs`))) {
  console.log(
    `${name === undefined ? "" : `There is no benchmark "${name}". `}Say which: npm run bench -- NAME, with NAME one of ${names.join(", ")}.`,
  );
  process.exit(name === undefined ? 0 : 2);
}
const run = (args) => spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" }).status ?? 1;
const built = run([join(root, "scripts", "build.mjs")]);
process.exit(built !== 0 ? built : run([join(root, "bench", `${name}.mjs`), ...rest]));
