// Step: our JupyterLab extension (live charts, buttons, outputs that outlive a reload) with plotly.js, and the lab's settings.
import fs from "node:fs";
import path from "node:path";
import { hash, hashFile, hashFolder, readStamp, writeStamp } from "./stamp.mjs";

const sourceOf = (ctx) => path.join(ctx.root, "src", "notebook", "labextension");
const plotlyOf = (ctx) => path.join(ctx.paths.nodeModules, "plotly.js-dist-min");
const stampFile = (ctx) => path.join(ctx.paths.labextension, ".streambook-lab");
const settingsFile = (ctx) =>
  path.join(ctx.paths.venv, "share", "jupyter", "lab", "settings", "overrides.json");

/** Nothing may stand between a learner and the first cell: no news question, no update notice. */
export const labSettings = {
  "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
  "@jupyterlab/docmanager-extension:plugin": { renameUntitledFileOnSave: false },
  // JupyterLab takes cells out of the page that are scrolled away: a live display in them would stand still, and the page jump.
  "@jupyterlab/notebook-extension:tracker": { windowingMode: "defer" },
};

function inputs(ctx) {
  return hash(
    hashFolder(sourceOf(ctx)),
    hashFile(path.join(plotlyOf(ctx), "package.json")),
    JSON.stringify(labSettings),
  );
}

export const labextension = {
  name: "labextension",
  title: "JupyterLab extension",

  isDone: (ctx) => readStamp(stampFile(ctx))?.inputs === inputs(ctx) && fs.existsSync(settingsFile(ctx)),

  run(ctx) {
    const target = ctx.paths.labextension;
    const wanted = inputs(ctx);
    fs.rmSync(target, { recursive: true, force: true });
    fs.mkdirSync(path.join(target, "static"), { recursive: true });
    fs.cpSync(sourceOf(ctx), target, { recursive: true });
    fs.copyFileSync(path.join(plotlyOf(ctx), "plotly.min.js"), path.join(target, "static", "plotly.min.js"));
    writeStamp(settingsFile(ctx), labSettings);
    writeStamp(stampFile(ctx), { inputs: wanted });
  },
};
