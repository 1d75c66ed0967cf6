// Finds a Python that can carry JupyterLab.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./run.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The oldest Python that JupyterLab's pinned versions accept. */
export const oldestPython = [3, 9];

const probe =
  "import sys, platform; print('streambook-python', '.'.join(map(str, sys.version_info[:3])), sys.executable, sep='\\t')";

/** The commands to try, in order, each as [file, ...args]. `STREAMBOOK_PYTHON` names one; "none" means no Python. */
export function pythonCandidates(env, windows = process.platform === "win32") {
  const asked = env.STREAMBOOK_PYTHON;
  if (asked === "none") return [];
  if (asked !== undefined && asked !== "") return [[asked]];
  const numbered = [14, 13, 12, 11, 10, 9].map((minor) => [`python3.${minor}`]);
  return windows ? [["py", "-3"], ["python"], ["python3"]] : [["python3"], ["python"], ...numbered];
}

/** True for a version such as "3.11.2" that is new enough. */
export function pythonIsGood(version) {
  const [major, minor] = version.split(".").map(Number);
  return major === oldestPython[0] && minor >= oldestPython[1];
}

/** Asks one command who it is: { file, version }, or undefined when it is no Python (a Windows Store stub, say). */
export async function askPython([file, ...args], env) {
  const { code, output } = await run(file, [...args, "-c", probe], { env: pythonEnv(env) });
  const line = output.split(/\r?\n/).find((text) => text.startsWith("streambook-python\t"));
  if (code !== 0 || line === undefined) return undefined;
  const [, version, executable] = line.split("\t");
  return { file: executable === "" ? file : executable, version };
}

/** The first good Python as { file, version }; otherwise undefined, with the unusable ones in `refused`. */
export async function findPython(env, windows) {
  const refused = [];
  for (const candidate of pythonCandidates(env, windows)) {
    const found = await askPython(candidate, env);
    if (found === undefined) continue;
    if (pythonIsGood(found.version)) return { python: found, refused };
    refused.push(found);
  }
  return { python: undefined, refused };
}

/** The environment for our Python: another one's settings (PYTHONHOME, --user, --target) would lead it astray. */
export function pythonEnv(env) {
  const clean = {
    ...env,
    PYTHONNOUSERSITE: "1",
    PYTHONUTF8: "1",
    PIP_USER: "0",
    PIP_REQUIRE_VIRTUALENV: "0",
  };
  for (const name of ["PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT"]) {
    delete clean[name];
  }
  // pip asks for rustc's version; where that is rustup's, and was never set up, it would make a folder in the home for its settings.
  const home = env.HOME ?? env.USERPROFILE ?? os.homedir();
  if (env.RUSTUP_HOME === undefined && !fs.existsSync(path.join(home, ".rustup")))
    clean.RUSTUP_HOME = path.join(root, ".jupyter", "rustup");
  return clean;
}
