// Step: the npm packages, from package-lock.json.
import fs from "node:fs";
import path from "node:path";
import { explain, SetupFailure } from "./failure.mjs";
import { run } from "./run.mjs";
import { hash, readStamp, writeStamp } from "./stamp.mjs";

const dependencyFields = ["dependencies", "devDependencies", "optionalDependencies", "overrides"];

/** The npm that runs us, else the npm on the PATH, as { command, args, shell }. */
export function npmCommand(env) {
  const script = env.npm_execpath;
  if (script !== undefined && /npm(-cli)?\.c?js$/.test(script) && fs.existsSync(script)) {
    return { command: process.execPath, args: [script], shell: false };
  }
  return process.platform === "win32"
    ? { command: "npm.cmd", args: [], shell: true }
    : { command: "npm", args: [], shell: false };
}

/** True when what npm recorded in node_modules is what the lock file asks for (optional parts may be absent). */
export function installedMatches(lock, installed) {
  for (const [place, wanted] of Object.entries(lock.packages)) {
    if (place === "" || wanted.link === true) continue;
    const found = installed.packages?.[place];
    if (found === undefined) {
      if (wanted.optional === true || wanted.devOptional === true || wanted.peer === true) continue;
      return false;
    }
    if (found.version !== wanted.version) return false;
    if (
      found.integrity !== undefined &&
      wanted.integrity !== undefined &&
      found.integrity !== wanted.integrity
    )
      return false;
  }
  return true;
}

const stampFile = (ctx) => path.join(ctx.paths.nodeModules, ".streambook-packages");
const recordFile = (ctx) => path.join(ctx.paths.nodeModules, ".package-lock.json");
const lockFile = (ctx) => path.join(ctx.root, "package-lock.json");
const readJson = (file) => JSON.parse(fs.readFileSync(file, "utf8"));

/** What the stamp says when the packages are in. A folder carried to another kind of machine has the wrong native parts. */
function wantedStamp(ctx) {
  const manifest = readJson(path.join(ctx.root, "package.json"));
  const asked = JSON.stringify(dependencyFields.map((field) => manifest[field]));
  return {
    inputs: hash(fs.readFileSync(lockFile(ctx)), asked),
    machine: `${process.platform}-${process.arch}`,
  };
}

export const packages = {
  name: "packages",
  title: "npm packages (about 330 MB on disk, once)",

  isDone(ctx) {
    // npm writes its record last: without it an install was interrupted.
    if (!fs.existsSync(recordFile(ctx))) return false;
    const wanted = wantedStamp(ctx);
    const stamp = readStamp(stampFile(ctx));
    if (stamp !== undefined) return stamp.inputs === wanted.inputs && stamp.machine === wanted.machine;
    // No stamp of ours: whoever typed `npm install` has done this step.
    if (!installedMatches(readJson(lockFile(ctx)), readStamp(recordFile(ctx)) ?? {})) return false;
    writeStamp(stampFile(ctx), wanted);
    return true;
  },

  async run(ctx) {
    const wanted = wantedStamp(ctx);
    const stamp = readStamp(stampFile(ctx));
    const otherMachine = stamp !== undefined && stamp.machine !== wanted.machine;
    const installed = otherMachine ? undefined : readStamp(recordFile(ctx));
    let remark;
    if (installed === undefined) remark = await installClean(ctx);
    // `npm ci` empties node_modules first; an update of packages that work must not, in case the network is away.
    else if (!installedMatches(readJson(lockFile(ctx)), installed)) need(await npm(ctx, gentle));
    writeStamp(stampFile(ctx), wanted);
    return remark;
  },
};

const gentle = ["install", "--no-save"];

async function installClean(ctx) {
  const clean = await npm(ctx, ["ci"]);
  const outOfStep = clean.code !== 0 && /npm ci.*can only install/.test(clean.output);
  if (!outOfStep) return need(clean);
  // A lock file that does not cover this kind of machine must not keep a learner out; the versions it has still hold.
  need(await npm(ctx, gentle));
  return "package-lock.json completed";
}

async function npm(ctx, command) {
  const { command: file, args, shell } = npmCommand(ctx.env);
  // --include: NODE_ENV=production in the environment would leave the kernel out. No package here needs a script.
  const options = ["--no-audit", "--no-fund", "--ignore-scripts", "--include=dev", "--include=optional"];
  const quiet = ["--loglevel=warn", "--no-progress"];
  const { code, output } = await run(file, [...args, ...command, ...options, ...quiet], {
    cwd: ctx.root,
    env: ctx.env,
    shell,
  });
  // npm calls a file it could not write a warning, and ends well with packages that are not whole.
  if (code !== 0 || !/TAR_ENTRY_ERROR/.test(output)) return { code, output };
  fs.rmSync(recordFile(ctx), { force: true });
  return { code: 1, output };
}

/** Nothing when npm succeeded; otherwise its failure. */
function need({ code, output }) {
  if (code === 0) return undefined;
  if (code === 127) {
    throw new SetupFailure(
      "npm is not on the PATH.",
      "Reinstall Node from https://nodejs.org, which brings npm.",
    );
  }
  throw explain("The npm packages", output, "Type: npm ci, and read what it says.");
}
