// What `npm run doctor` looks at. Each check resolves to { level: "ok" | "warn" | "FAIL", detail, cure }.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { build } from "./build.mjs";
import { bundle } from "./bundle.mjs";
import { jupyter } from "./jupyter.mjs";
import { kernelspecOf } from "./kernelspec.mjs";
import { labextension } from "./labextension.mjs";
import { link } from "./link.mjs";
import { nodeProblem } from "./node.mjs";
import { npmCommand, packages } from "./packages.mjs";
import { findPython, oldestPython, pythonEnv } from "./python.mjs";
import { fail, ok, warn } from "./verdict.mjs";
import { run } from "./run.mjs";
import { jupyterPort, simulator } from "./port-checks.mjs";
import { readStamp } from "./stamp.mjs";
import { workbook } from "./workbook.mjs";

const gigabytes = (bytes) => `${(bytes / 1e9).toFixed(1)} GB`;

async function node() {
  const problem = nodeProblem(process.versions.node);
  return problem === undefined
    ? ok(`${process.versions.node} (${process.platform} ${process.arch})`)
    : fail(process.versions.node, problem);
}

async function npm(ctx) {
  const { command, args, shell } = npmCommand(ctx.env);
  const { code, output } = await run(command, [...args, "--version"], { cwd: ctx.root, env: ctx.env, shell });
  if (code !== 0) return fail("not found", "reinstall Node from https://nodejs.org, which brings npm");
  return ok(output.trim().split(/\r?\n/).at(-1));
}

async function folder(ctx) {
  const probe = path.join(ctx.root, `.streambook-probe-${process.pid}`);
  try {
    fs.writeFileSync(probe, "");
    fs.rmSync(probe);
  } catch (error) {
    return fail(`${ctx.root} cannot be written (${error.code})`, "move the project to a folder of your own");
  }
  if (/[%!]/.test(ctx.root) && ctx.windows) {
    return warn(`${ctx.root} has a % or ! in its path`, "move the project if a command fails strangely");
  }
  if (ctx.windows && ctx.root.length > 120) {
    return warn(`a path of ${ctx.root.length} characters`, "move the project nearer to the drive's root");
  }
  if (/(OneDrive|Dropbox|Google Drive|iCloud)/i.test(ctx.root)) {
    return warn(
      `${ctx.root} is synchronised`,
      "move the project out of it: 600 MB of packages would be uploaded",
    );
  }
  return ok(ctx.root);
}

async function disk(ctx) {
  const { bavail, bsize } = fs.statfsSync(ctx.root);
  const free = bavail * bsize;
  const complete = (await safely(packages, ctx)) && (await safely(jupyter, ctx));
  if (free < 50e6 || (free < 800e6 && !complete)) return fail(`${gigabytes(free)} free`, "free about 1 GB");
  return free < 1e9
    ? warn(`${gigabytes(free)} free`, "free some space before long streams run")
    : ok(`${gigabytes(free)} free`);
}

async function memory() {
  const total = os.totalmem();
  return total < 3e9
    ? warn(gigabytes(total), "close other programs; a kernel takes 0.3 GB, JupyterLab 0.2 GB")
    : ok(gigabytes(total));
}

async function safely(step, ctx) {
  try {
    return await step.isDone(ctx);
  } catch {
    return false;
  }
}

const done = (step, missing) => async (ctx) =>
  (await safely(step, ctx)) ? ok("in place") : fail(missing, "npm start");

async function duckdb(ctx) {
  const script = "import('@duckdb/node-api').then((duckdb) => console.log(duckdb.version()))";
  const { code, output } = await run(process.execPath, ["-e", script], { cwd: ctx.root, env: ctx.env });
  if (code === 0) return ok(output.trim());
  const cure = `npm ci (its native part is for another machine or missing; ${process.platform}-${process.arch} is needed)`;
  return fail("does not load", cure);
}

async function kernel(ctx) {
  const script = path.join(ctx.root, "scripts", "kernel.cjs");
  const { code, output } = await run(process.execPath, [script, "--check"], {
    cwd: ctx.root,
    env: ctx.env,
  });
  if (code !== 0) return fail("does not start", "npm ci, then npm start");
  return ok(output.trim().split(/\r?\n/).at(-1));
}

async function python(ctx) {
  const { python: found, refused } = await findPython(ctx.env, ctx.windows);
  if (found !== undefined) return ok(`${found.version} at ${found.file}`);
  const detail =
    refused.length === 0 ? "none found" : `only ${refused.map(({ version }) => version).join(", ")}`;
  // Not a failure: the book opens as pages.
  return warn(
    detail,
    `install Python ${oldestPython.join(".")} or newer for a live book (or: npm run vscode)`,
  );
}

async function lab(ctx) {
  if (ctx.env.STREAMBOOK_PYTHON === "none")
    return warn("not used (STREAMBOOK_PYTHON=none)", "unset STREAMBOOK_PYTHON");
  if (!(await safely(jupyter, ctx))) return warn("not set up, or the folder was moved", "npm start");
  const script = "import jupyterlab, nbconvert; print(jupyterlab.__version__)";
  const { code, output } = await run(ctx.paths.python, ["-c", script], { env: pythonEnv(ctx.env) });
  return code === 0
    ? ok(`JupyterLab ${output.trim()}`)
    : fail("its Python environment is broken", "delete the folder .jupyter, then npm start");
}

async function kernelspec(ctx) {
  const spec = readStamp(path.join(ctx.paths.kernelspec, "kernel.json"));
  if (spec === undefined) return warn("not written", "npm start");
  const missing = spec.argv.slice(0, 2).find((file) => !fs.existsSync(file));
  if (missing !== undefined)
    return warn(`${missing} is not there (folder or Node moved)`, "npm start, which repairs it");
  const same = JSON.stringify(spec) === JSON.stringify(kernelspecOf(ctx.root));
  return same
    ? ok(spec.argv.slice(0, 2).join(" "))
    : warn("written for another Node or folder", "npm start, which repairs it");
}

async function extension(ctx) {
  return (await safely(labextension, ctx)) ? ok("in place") : warn("missing or old", "npm start");
}

async function copies(ctx) {
  return (await safely(workbook, ctx))
    ? ok("up to date")
    : warn("lessons are missing or new ones wait", "npm start");
}

/** The checks in order: [name, check]. */
export const checks = [
  ["Node", node],
  ["npm", npm],
  ["folder", folder],
  ["disk", disk],
  ["memory", memory],
  ["packages", done(packages, "missing, or changed by an update")],
  ["DuckDB", duckdb],
  ["build", done(build, "missing, or older than the sources")],
  ["bundle", done(bundle, "missing, or older than the build")],
  ["link", done(link, 'a cell could not import "streambook"')],
  ["kernel", kernel],
  ["Python", python],
  ["Jupyter", lab],
  ["kernelspec", kernelspec],
  ["lab extension", extension],
  ["workbook", copies],
  ["port 8888", jupyterPort],
  ["port 9999", simulator(9999, "iot", "Creation_Time")],
  ["port 10000", simulator(10000, "heart", "bpm")],
  ["port 10001", simulator(10001, "quotes", "quote")],
];
