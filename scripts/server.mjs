// npm run server NAME, npm run servers: builds what is missing, then runs the servers in this process.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("../", import.meta.url);
const main = new URL("dist/servers/main.js", root);

// `npm run server iot --rate 100` without the lone -- : npm keeps the option for itself, the server would never see it.
const kept = ["rate", "seed", "errors", "lateness", "count", "replay", "time", "loop"].find(
  (name) => process.env[`npm_config_${name}`] !== undefined,
);
if (kept !== undefined) {
  console.error(`npm kept --${kept} for itself. Type a lone -- first: npm run server iot -- --${kept} …`);
  process.exit(1);
}
if (!existsSync(main)) {
  const build = spawnSync(process.execPath, [fileURLToPath(new URL("scripts/build.mjs", root))], {
    stdio: "inherit",
  });
  if (build.status !== 0) {
    console.error("The servers could not be built. Type: npm run doctor");
    process.exit(1);
  }
}
process.env.UV_THREADPOOL_SIZE ??= "16";
await import(main.href);
