// `npm run book`: every lesson executed without Jupyter and published as pages that open from the disk.
//   npm run book -- [--out DIR] [--only 01[,02]] [--no-execute] [--timeout SECONDS] [--notebooks DIR] [--no-build]
import { spawnSync } from "node:child_process";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = fileURLToPath(new URL("..", import.meta.url));

function readOptions() {
  const { values } = parseArgs({
    options: {
      out: { type: "string", default: join(root, "book") },
      only: { type: "string", multiple: true, default: [] },
      "no-execute": { type: "boolean", default: false },
      timeout: { type: "string", default: "120" },
      notebooks: { type: "string", default: join(root, "notebooks") },
      "no-build": { type: "boolean", default: false },
    },
  });
  const timeoutSeconds = Number(values.timeout);
  if (!(timeoutSeconds > 0)) throw new Error("--timeout is a number of seconds above 0");
  const only = values.only.flatMap((names) => names.split(",")).filter(Boolean);
  return { ...values, only, timeoutSeconds };
}

/** Packages, library and link, as cells need them; says itself what went wrong. */
function build() {
  const { status } = spawnSync(process.execPath, [join(root, "scripts", "build.mjs")], {
    cwd: root,
    stdio: "inherit",
  });
  return status === 0;
}

async function main() {
  let options;
  try {
    options = readOptions();
  } catch (error) {
    console.error(`${error.message.split("\n")[0]}. Usage: npm run book -- --out DIR --only 01 --no-execute`);
    return 2;
  }
  if (!options["no-build"] && !build()) return 1;
  try {
    const { makeBook } = await import("./book/make.mjs");
    const out = resolve(options.out);
    const { lessons, failures } = await makeBook({
      folder: resolve(options.notebooks),
      out,
      only: options.only,
      execute: !options["no-execute"],
      timeoutSeconds: options.timeoutSeconds,
      say: console.log,
    });
    for (const failure of failures) console.error(`\n${failure}`);
    const index = relative(process.cwd(), join(out, "index.html"));
    console.log(`${lessons.length === 1 ? "1 lesson" : `${lessons.length} lessons`}: open ${index}`);
    return failures.length > 0 ? 1 : 0;
  } catch (error) {
    const missing = error.code === "ERR_MODULE_NOT_FOUND";
    console.error(
      missing ? "The packages are missing. Type: npm install" : `The book was not made: ${error.message}`,
    );
    return 1;
  }
}

process.exitCode = await main();
