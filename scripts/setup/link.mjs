// Step: node_modules/streambook, a link to this project, so that a cell can import "streambook".
import fs from "node:fs";
import path from "node:path";

const linkPath = (ctx) => path.join(ctx.paths.nodeModules, "streambook");

export const link = {
  name: "link",
  title: 'import "streambook"',

  isDone(ctx) {
    try {
      return fs.realpathSync(linkPath(ctx)) === fs.realpathSync(ctx.root);
    } catch {
      return false;
    }
  },

  run(ctx) {
    fs.rmSync(linkPath(ctx), { recursive: false, force: true });
    // A junction needs no rights on Windows but an absolute path; elsewhere ".." survives a move of the folder.
    if (ctx.windows) fs.symlinkSync(ctx.root, linkPath(ctx), "junction");
    else fs.symlinkSync("..", linkPath(ctx), "dir");
  },
};
