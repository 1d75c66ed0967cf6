// Puts packages into a virtual environment: with uv if it is there, else pip, which may first have to be fetched.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { pythonEnv } from "./python.mjs";
import { run } from "./run.mjs";

const fetchPip = fileURLToPath(new URL("fetch-pip.py", import.meta.url));

/** uv reads variables of its own; these give it what PIP_* says, unless it was told otherwise. */
export function uvEnv(env) {
  const sameAs = {
    UV_DEFAULT_INDEX: env.PIP_INDEX_URL,
    UV_INDEX: env.PIP_EXTRA_INDEX_URL,
    UV_FIND_LINKS: env.PIP_FIND_LINKS,
    UV_NO_INDEX: env.PIP_NO_INDEX,
    SSL_CERT_FILE: env.PIP_CERT,
  };
  const result = { ...pythonEnv(env), UV_PYTHON_DOWNLOADS: "never" };
  for (const [name, value] of Object.entries(sameAs)) {
    if (value !== undefined && result[name] === undefined) result[name] = value;
  }
  return result;
}

/** True when `uv` is on the PATH. */
export async function hasUv(env) {
  return (await run("uv", ["--version"], { env })).code === 0;
}

/** Installs `requirements` for the Python at `python`; resolves to { code, output } of the last attempt. */
export async function installInto(python, requirements, env) {
  if (await hasUv(env)) {
    const args = ["pip", "install", "--python", python, "--compile-bytecode", "--quiet", ...requirements];
    const done = await run("uv", args, { env: uvEnv(env) });
    if (done.code === 0) return done;
  }
  const quiet = ["--disable-pip-version-check", "--no-input", "--quiet"];
  const pip = ["-m", "pip", "install", ...quiet, ...requirements];
  const clean = pythonEnv(env);
  if ((await run(python, ["-m", "pip", "--version"], { env: clean })).code === 0) {
    return run(python, pip, { env: clean });
  }
  return bootstrapped(python, quiet, requirements, clean);
}

/** pip can run out of its own wheel and install itself from there. */
async function bootstrapped(python, quiet, requirements, env) {
  const folder = fs.mkdtempSync(path.join(path.dirname(path.dirname(python)), "pip-"));
  try {
    const fetched = await run(python, [fetchPip, folder], { env });
    if (fetched.code !== 0) return fetched;
    const wheel = path.join(folder, fs.readdirSync(folder)[0]);
    return await run(python, [path.join(wheel, "pip"), "install", ...quiet, "pip", ...requirements], { env });
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
