// Step: the compiled library as one file, dist/bundle/streambook.js. Node opens one file in a quarter of the time that its 600 modules take.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { buildInputs } from "./build.mjs";
import { hash, hashFile, readStamp, writeStamp } from "./stamp.mjs";

const entry = (ctx) => path.join(ctx.paths.dist, "src", "index.js");
const bundled = (ctx) => path.join(ctx.paths.dist, "bundle", "streambook.js");
const stampFile = (ctx) => path.join(ctx.paths.dist, "bundle", ".streambook-bundle");
const rolldownFolder = (ctx) => path.join(ctx.paths.nodeModules, "rolldown");

const inputs = (ctx) => hash(buildInputs(ctx), hashFile(path.join(rolldownFolder(ctx), "package.json")));

export const bundle = {
  name: "bundle",
  title: "library bundle",

  isDone: (ctx) => hashFile(bundled(ctx)) !== "missing" && readStamp(stampFile(ctx))?.inputs === inputs(ctx),

  async run(ctx) {
    // From the folder that was set up: the packages may not have been there when this script was loaded.
    const main = path.join(rolldownFolder(ctx), "dist", "index.mjs");
    const { rolldown } = await import(pathToFileURL(main).href);
    const build = await rolldown({
      input: entry(ctx),
      platform: "node",
      external: (id) => !id.startsWith(".") && !path.isAbsolute(id),
      onLog: () => {},
    });
    try {
      // Names are kept: they are in stack traces and in messages.
      await build.write({ file: bundled(ctx), format: "esm", keepNames: true });
    } finally {
      await build.close();
    }
    writeStamp(stampFile(ctx), { inputs: inputs(ctx) });
  },
};
