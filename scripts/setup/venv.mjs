// Makes a Python environment in a folder.
import fs from "node:fs";
import { explain } from "./failure.mjs";
import { hasUv, uvEnv } from "./pip.mjs";
import { pythonEnv } from "./python.mjs";
import { run } from "./run.mjs";

/** Three ways to an environment; a bare Debian has only the second, a Python without `venv` only the third. */
export async function makeVenv(folder, python, processEnv) {
  const env = pythonEnv(processEnv);
  const uv = await hasUv(processEnv);
  const venv = (...options) => run(python.file, ["-m", "venv", ...options, folder], { env });
  const attempts = [
    // uv installs without pip, so pip need not be put in.
    ...(uv ? [] : [() => venv()]),
    () => venv("--without-pip"),
    ...(uv ? [() => run("uv", ["venv", "--python", python.file, folder], { env: uvEnv(processEnv) })] : []),
  ];
  let output = "";
  for (const attempt of attempts) {
    const done = await attempt();
    if (done.code === 0) return;
    output += done.output;
    fs.rmSync(folder, { recursive: true, force: true });
  }
  throw explain(
    "A Python environment",
    output,
    "Install Python's venv module (Debian, Ubuntu: sudo apt-get install python3-venv) and type the same command again.",
  );
}
