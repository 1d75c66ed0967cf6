// JupyterLab as a server of this project: started, waited for, ended with everything it started.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { SetupFailure, explain, lastLines } from "./failure.mjs";
import { endAll, ended, processesOf, runVariable } from "./processes.mjs";
import { pythonEnv } from "./python.mjs";
import { writeStamp } from "./stamp.mjs";

/** The environment in which Jupyter keeps everything inside .jupyter/ and reads nothing of the user's. */
export function jupyterEnv(ctx) {
  const home = (name) => path.join(ctx.paths.jupyterHome, name);
  const env = {
    ...pythonEnv(ctx.env),
    JUPYTER_CONFIG_DIR: home("config"),
    JUPYTER_DATA_DIR: home("data"),
    JUPYTER_RUNTIME_DIR: home("runtime"),
    JUPYTERLAB_WORKSPACES_DIR: home("workspaces"),
    JUPYTERLAB_SETTINGS_DIR: home("settings"),
    IPYTHONDIR: home("ipython"),
    JUPYTER_PREFER_ENV_PATH: "1",
  };
  for (const name of ["JUPYTER_PATH", "JUPYTER_CONFIG_PATH", "JUPYTER_NO_CONFIG", "JUPYTERLAB_DIR"])
    delete env[name];
  return env;
}

function serverArguments(ctx, port, page) {
  return [
    "-m",
    "jupyterlab",
    "--no-browser",
    "--ip=127.0.0.1",
    `--port=${port}`,
    "--ServerApp.port_retries=0",
    `--ServerApp.root_dir=${ctx.root}`,
    ...(process.getuid?.() === 0 ? ["--allow-root"] : []),
    `--LabApp.default_url=${page}`,
    "--LabApp.extension_manager=readonly",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--KernelSpecManager.ensure_native_kernel=False",
    "--KernelSpecManager.allowed_kernelspecs=tslab",
    "--MultiKernelManager.default_kernel_name=tslab",
    "--LanguageServerManager.autodetect=False",
    "--ServerApp.log_level=WARN",
  ];
}

/** The address path of a notebook of workbook/; of the lab itself without one. */
export function labPage(lesson) {
  if (lesson === undefined) return "/lab";
  return `/lab/tree/workbook/${lesson.split("/").map(encodeURIComponent).join("/")}`;
}

/**
 * Starts JupyterLab on a free port and resolves, once it answers, to { url, exited, stop }: `exited` resolves to the
 * exit code, `stop()` ends the server, its kernels and what those started.
 */
export async function startJupyter(ctx, { port, lesson }) {
  const token = randomBytes(24).toString("hex");
  const run = randomBytes(8).toString("hex");
  const page = labPage(lesson);
  const logFile = path.join(ctx.paths.state, "jupyter.log");
  fs.mkdirSync(ctx.paths.state, { recursive: true });
  const log = fs.openSync(logFile, "w");
  const child = spawn(ctx.paths.python, serverArguments(ctx, port, page), {
    cwd: ctx.root,
    env: { ...jupyterEnv(ctx), JUPYTER_TOKEN: token, [runVariable]: run },
    stdio: ["ignore", log, log],
    // A group of its own: Ctrl-C reaches the launcher alone, which then ends Jupyter without being asked "y/n?".
    detached: !ctx.windows,
    windowsHide: true,
  });
  fs.closeSync(log);
  const exited = new Promise((resolve) => {
    child.once("error", () => resolve(127));
    child.once("exit", (code) => resolve(code ?? 1));
  });
  const record = path.join(ctx.paths.state, "running", `${process.pid}.json`);
  const stop = () => stopServer({ child, exited, run, port, token, record });
  try {
    writeStamp(record, { launcher: process.pid, jupyter: child.pid, run, port, token });
    fs.chmodSync(record, 0o600);
    await answering({ exited, port, token, logFile });
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://127.0.0.1:${port}${page}?token=${token}`, exited, stop, logFile };
}

async function answering({ exited, port, token, logFile }) {
  const status = `http://127.0.0.1:${port}/api/status`;
  const headers = { Authorization: `token ${token}` };
  let gone;
  void exited.then((code) => (gone = code));
  const until = performance.now() + 90_000;
  while (gone === undefined && performance.now() < until) {
    const answer = await fetch(status, { headers, signal: AbortSignal.timeout(5000) }).catch(() => undefined);
    if (answer?.ok === true) return;
    await wait(50);
  }
  const said = fs.readFileSync(logFile, "utf8");
  if (/port \d+ is already in use/i.test(said)) {
    throw new SetupFailure(
      `Port ${port} was taken just now by another program.`,
      "Type the same command again.",
    );
  }
  const failure = explain("JupyterLab's start", said, "Type: npm run doctor");
  failure.broken = /ModuleNotFoundError|ImportError|No module named/.test(said) || gone === 127;
  throw failure;
}

async function stopServer({ child, exited, run, port, token, record }) {
  const mine = processesOf(run, child.pid);
  if (process.platform === "win32") await askToShutDown(port, token);
  else child.kill("SIGTERM");
  if (child.pid !== undefined) await ended([child.pid], 8000);
  const left = new Set([...processesOf(run, child.pid), ...mine]);
  await endAll([...left]);
  await exited;
  fs.rmSync(record, { force: true });
}

/** Asks a Jupyter server to end itself; whoever does not know this token is not ours and refuses. */
export async function askToShutDown(port, token) {
  await fetch(`http://127.0.0.1:${port}/api/shutdown`, {
    method: "POST",
    headers: { Authorization: `token ${token}` },
    signal: AbortSignal.timeout(3000),
  }).catch(() => undefined);
}

/** The last lines of Jupyter's own log. */
export const logTail = (logFile) => lastLines(fs.readFileSync(logFile, "utf8"), 12);
