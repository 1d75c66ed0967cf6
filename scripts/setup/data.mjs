// Step: the small samples in data/. Git brings them; only a folder without them has to make them.
import fs from "node:fs";
import path from "node:path";
import { explain } from "./failure.mjs";
import { run } from "./run.mjs";

const maker = (ctx) => path.join(ctx.root, "scripts", "data.mjs");

export const data = {
  name: "data",
  title: "sample data",

  isDone(ctx) {
    const folder = path.join(ctx.root, "data");
    return fs.existsSync(folder) && fs.readdirSync(folder).length > 0;
  },

  async run(ctx) {
    const { code, output } = await run(process.execPath, [maker(ctx)], { cwd: ctx.root, env: ctx.env });
    if (code !== 0) throw explain("The sample data", output, "Type: npm run data");
  },
};
