// Step: the library, compiled to dist/.
import fs from "node:fs";
import path from "node:path";
import { SetupFailure, explain, lastLines } from "./failure.mjs";
import { run } from "./run.mjs";
import { filesUnder, hash, hashFile, hashFolder, readStamp, writeStamp } from "./stamp.mjs";

const sourceFolders = ["src", "servers"];
const configs = ["tsconfig.json", "tsconfig.build.json"];
const isSource = (file) => file.endsWith(".ts") && !file.endsWith(".d.ts");

const stampFile = (ctx) => path.join(ctx.paths.dist, ".streambook-build");

/** The hash of everything the build reads: sources, settings and the compiler's version. */
export function buildInputs(ctx) {
  return hash(
    ...sourceFolders.map((folder) => hashFolder(path.join(ctx.root, folder), (file) => file.endsWith(".ts"))),
    ...configs.map((file) => hashFile(path.join(ctx.root, file))),
    hashFile(path.join(ctx.paths.nodeModules, "typescript", "package.json")),
  );
}

/** Deletes what was compiled from sources that are gone, so that an old module cannot be imported. */
export function prune(root, dist) {
  for (const folder of sourceFolders) {
    const sources = new Set(
      filesUnder(path.join(root, folder))
        .filter(isSource)
        .map((file) => file.slice(0, -".ts".length)),
    );
    for (const file of filesUnder(path.join(dist, folder))) {
      const stem = file.replace(/(\.d\.ts|\.js)(\.map)?$/, "");
      if (stem !== file && !sources.has(stem)) fs.rmSync(path.join(dist, folder, file));
    }
  }
}

export const build = {
  name: "build",
  title: "library build",

  isDone: (ctx) => readStamp(stampFile(ctx))?.inputs === buildInputs(ctx),

  async run(ctx) {
    const inputs = buildInputs(ctx);
    // Without a stamp the last build was interrupted, and the compiler's own notes may be ahead of its files.
    if (!fs.existsSync(stampFile(ctx))) fs.rmSync(ctx.paths.dist, { recursive: true, force: true });
    fs.rmSync(stampFile(ctx), { force: true });
    const tsc = path.join(ctx.paths.nodeModules, "typescript", "bin", "tsc");
    const { code, output } = await run(process.execPath, [tsc, "-p", "tsconfig.build.json"], {
      cwd: ctx.root,
      env: ctx.env,
    });
    if (code !== 0) {
      if (!/error TS\d+/.test(output)) throw explain("The library", output, "Type: npm run build");
      // It ran to its end, so the next build may go on from its notes.
      writeStamp(stampFile(ctx), { inputs: "does not compile" });
      throw new SetupFailure(
        `The library does not compile:${lastLines(output, 8)}`,
        "Correct these lines (git status shows what you changed; git checkout FILE takes a change back), then type: npm run build",
      );
    }
    prune(ctx.root, ctx.paths.dist);
    writeStamp(stampFile(ctx), { inputs });
  },
};
