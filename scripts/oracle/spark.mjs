// Finds Java and a PySpark, which is installed into .oracle/ when it is first needed.
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { SetupFailure, explain } from "../setup/failure.mjs";
import { installInto } from "../setup/pip.mjs";
import { findPython, pythonEnv } from "../setup/python.mjs";
import { run } from "../setup/run.mjs";
import { makeVenv } from "../setup/venv.mjs";

export const pyspark = "4.3.0";
/** What state per key is handed to Python with. */
const beside = ["setuptools", "pandas<3", "pyarrow"];
const oldestJava = 17;

/** Undefined when there is a Java that Spark runs on, otherwise what is missing. */
export async function javaFault(env) {
  const home = env.JAVA_HOME ? path.join(env.JAVA_HOME, "bin", "java") : "java";
  const { code, output } = await run(home, ["-version"], { env });
  const version = Number(/version "(?:1\.)?(\d+)/.exec(output)?.[1]);
  if (code !== 0 || Number.isNaN(version))
    return `Spark needs Java ${oldestJava} or newer, and there is none`;
  return version >= oldestJava
    ? undefined
    : `Spark needs Java ${oldestJava} or newer, and this is ${version}`;
}

/** The Python that has PySpark. `STREAMBOOK_ORACLE_PYTHON` names one that is there. */
export async function sparkPython(ctx) {
  const own = ctx.env.STREAMBOOK_ORACLE_PYTHON;
  if (own) return own;
  const folder = path.join(ctx.root, ".oracle", "venv");
  const python = ctx.windows
    ? path.join(folder, "Scripts", "python.exe")
    : path.join(folder, "bin", "python");
  const stamp = path.join(folder, `.pyspark-${pyspark}-pandas`);
  if (fs.existsSync(stamp) && fs.existsSync(python)) return python;
  const found = (await findPython(ctx.env, ctx.windows)).python;
  if (found === undefined)
    throw new SetupFailure("PySpark needs Python 3.10 or newer.", "Install Python and type: npm run oracle");
  const end = ctx.progress.begin(`PySpark ${pyspark} (about 530 MB, once)`);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(path.dirname(folder), { recursive: true });
  await makeVenv(folder, found, ctx.env);
  const { code, output } = await installInto(python, [`pyspark==${pyspark}`, ...beside], ctx.env);
  end(code === 0 ? "" : "failed");
  if (code !== 0) throw explain("PySpark", output, "Type the same command again: npm run oracle");
  fs.writeFileSync(stamp, "");
  return python;
}

/** Asks Spark the job; its progress goes to the terminal as it comes. */
export function ask(python, job, scratch, env, asker = "ask.py") {
  const [from, to] = [path.join(scratch, "job.json"), path.join(scratch, "answers.json")];
  fs.mkdirSync(scratch, { recursive: true });
  fs.writeFileSync(from, JSON.stringify(job));
  fs.rmSync(to, { force: true });
  const script = fileURLToPath(new URL(asker, import.meta.url));
  return new Promise((resolve, reject) => {
    const child = spawn(python, [script, from, to], {
      cwd: scratch,
      env: { ...pythonEnv(env), TZ: "UTC", SPARK_LOCAL_IP: "127.0.0.1" },
      stdio: ["ignore", "inherit", "pipe"],
      windowsHide: true,
    });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (chunk) => (said = (said + chunk).slice(-20_000)));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0 && fs.existsSync(to)) resolve(JSON.parse(fs.readFileSync(to, "utf8")));
      else
        reject(
          new SetupFailure("Spark ended before it had answered.", said.split("\n").slice(-30).join("\n")),
        );
    });
  });
}
