// Step: a private JupyterLab in .jupyter/, in a Python environment of its own.
import fs from "node:fs";
import path from "node:path";
import { SetupFailure, explain } from "./failure.mjs";
import { installInto } from "./pip.mjs";
import { findPython, oldestPython, pythonEnv } from "./python.mjs";
import { run } from "./run.mjs";
import { readStamp, writeStamp } from "./stamp.mjs";
import { makeVenv } from "./venv.mjs";

/** Changed by hand when the recipe below changes, so that an update builds the environment anew. */
const recipe = 1;

// JupyterLab is pinned to a version that was tried; its parts may get fixes but no new major version.
const parts = ["jupyter-server<3", "jupyter-client<9", "nbconvert<8", "nbformat<6", "ipykernel<8"];

/** What to install on a Python of `version` ("3.11.2"). */
export function requirements(version) {
  const old = Number(version.split(".")[1]) < 10;
  return [old ? "jupyterlab==4.5.11" : "jupyterlab==4.6.6", ...parts];
}

const stampFile = (ctx) => path.join(ctx.paths.venv, ".streambook-jupyter");

/** Forgets that Jupyter was set up, so that the next set-up does it again. */
export function forgetJupyter(ctx) {
  fs.rmSync(stampFile(ctx), { force: true });
}

export const jupyter = {
  name: "jupyter",
  title: "JupyterLab (about 47 MB, once)",

  isDone(ctx) {
    if (ctx.env.STREAMBOOK_PYTHON === "none") return false;
    const stamp = readStamp(stampFile(ctx));
    // existsSync follows the link: false when the Python under the environment was uninstalled.
    return stamp?.recipe === recipe && stamp.root === ctx.root && fs.existsSync(ctx.paths.python);
  },

  async run(ctx) {
    const stamp = readStamp(stampFile(ctx));
    const moved = stamp?.recipe === recipe && stamp.root !== ctx.root;
    if (moved && ctx.env.STREAMBOOK_PYTHON !== "none" && (await works(ctx))) {
      writeStamp(stampFile(ctx), { ...stamp, root: ctx.root });
      return "folder moved, repaired";
    }
    const { python, refused } = await findPython(ctx.env, ctx.windows);
    if (python === undefined) throw noPython(refused);
    // What an interrupted set-up left is not worth guessing about; the downloads are in pip's cache.
    fs.rmSync(ctx.paths.venv, { recursive: true, force: true });
    fs.mkdirSync(ctx.paths.jupyter, { recursive: true });
    // JupyterLab asks Node for its version with a script that our package's "type": "module" would break.
    fs.writeFileSync(path.join(ctx.paths.jupyter, "package.json"), '{ "type": "commonjs" }\n');
    await makeVenv(ctx.paths.venv, python, ctx.env);
    const { code, output } = await installInto(ctx.paths.python, requirements(python.version), ctx.env);
    if (code !== 0)
      throw explain("JupyterLab", output, "Type the same command again; if it fails again: npm run doctor");
    await quicken(ctx);
    writeStamp(stampFile(ctx), { recipe, root: ctx.root, python: python.version });
    return undefined;
  },
};

/** True when the environment, wherever it lies now, can still load JupyterLab. */
async function works(ctx) {
  const { code } = await run(ctx.paths.python, ["-c", "import jupyterlab, nbconvert"], {
    env: pythonEnv(ctx.env),
  });
  return code === 0;
}

/**
 * Takes out a package that costs a second at every start: rfc3987-syntax builds a grammar when it is imported, for a
 * check of international addresses that jsonschema makes only if the package is there, and Jupyter never asks for.
 */
async function quicken(ctx) {
  const where = "import sysconfig; print(sysconfig.get_path('purelib'))";
  const { code, output } = await run(ctx.paths.python, ["-c", where], { env: pythonEnv(ctx.env) });
  if (code === 0) fs.rmSync(path.join(output.trim(), "rfc3987_syntax"), { recursive: true, force: true });
}

/** The failure of a machine without a usable Python; `noPython` marks it, for there is a way on. */
export function noPython(refused) {
  const need = oldestPython.join(".");
  const found =
    refused.length === 0
      ? "No Python was found."
      : `Only Python ${refused.map(({ version }) => version).join(" and ")} was found; JupyterLab needs ${need} or newer.`;
  const failure = new SetupFailure(
    found,
    `For a live book, install Python ${need} or newer and type: npm start — or open the folder in VS Code and type: npm run vscode`,
  );
  failure.noPython = true;
  failure.remark = "no Python";
  return failure;
}
