// The Python of a rival: an environment of its own in .bench/, made from PyPI when it is first asked for.
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { installInto } from "../../scripts/setup/pip.mjs";
import { findPython } from "../../scripts/setup/python.mjs";
import { makeVenv } from "../../scripts/setup/venv.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const packages = {
  pyspark: ["pyspark==4.3.0", "setuptools"],
  bytewax: ["bytewax==0.21.1", "orjson"],
  pathway: ["pathway==0.33.0"],
};

/** The path of the Python, or why there is none. `STREAMBOOK_ORACLE_PYTHON` names one that has PySpark. */
export async function rivalPython(rival) {
  if (rival === "pyspark" && process.env.STREAMBOOK_ORACLE_PYTHON)
    return process.env.STREAMBOOK_ORACLE_PYTHON;
  const folder = join(root, ".bench", rival);
  const python = join(folder, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
  if (existsSync(join(folder, ".ready"))) return python;
  const found = (await findPython(process.env, process.platform === "win32")).python;
  if (found === undefined) return "there is no Python";
  mkdirSync(folder, { recursive: true });
  await makeVenv(folder, found, process.env);
  const { code, output } = await installInto(python, packages[rival], process.env);
  if (code !== 0) return `it could not be installed: ${output.trim().split("\n").at(-1)}`;
  mkdirSync(join(folder, ".ready"));
  return python;
}
