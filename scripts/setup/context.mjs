// Where everything of this project lies, and how progress is told. One value handed to every step.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { progress } from "./progress.mjs";

/** The project folder this file belongs to. */
export const projectRoot = fileURLToPath(new URL("../../", import.meta.url)).replace(/[\\/]$/, "");

/** The context of a set-up of `root`: its paths, the environment, and a progress teller. */
export function context({ root = projectRoot, env = process.env, out = process.stdout } = {}) {
  const inRoot = (...parts) => path.join(root, ...parts);
  const venv = inRoot(".jupyter", "venv");
  const windows = process.platform === "win32";
  return {
    root,
    env,
    windows,
    progress: progress(out),
    paths: {
      nodeModules: inRoot("node_modules"),
      dist: inRoot("dist"),
      state: inRoot(".streambook"),
      notebooks: inRoot("notebooks"),
      workbook: inRoot("workbook"),
      book: inRoot("book"),
      jupyter: inRoot(".jupyter"),
      jupyterHome: inRoot(".jupyter", "home"),
      venv,
      python: windows ? path.join(venv, "Scripts", "python.exe") : path.join(venv, "bin", "python"),
      kernelspec: path.join(venv, "share", "jupyter", "kernels", "tslab"),
      labextension: path.join(venv, "share", "jupyter", "labextensions", "streambook-lab"),
    },
  };
}
