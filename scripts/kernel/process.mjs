// The kernel as a process: started, listened to for its last words, and never left behind.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { kernelEnvironment } from "./environment.mjs";

const wrapper = fileURLToPath(new URL("../kernel.cjs", import.meta.url));
const lastWordsLimit = 4000;
const running = new Set();

/** Starts the wrapper on a connection file. `ended` resolves with how it ended and what it last wrote. */
export function startProcess({ connectionFile, cwd, env }) {
  const child = spawn(process.execPath, [wrapper, "kernel", "--config-path", connectionFile], {
    cwd,
    env: { ...kernelEnvironment, ...process.env, ...env, JPY_PARENT_PID: String(process.pid) },
    stdio: ["ignore", "pipe", "pipe"],
    windowsHide: true,
  });
  let lastWords = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (bytes) => (lastWords = (lastWords + bytes).slice(-lastWordsLimit)));
  }
  watchOver(child);
  const ended = new Promise((resolve) => {
    const report = (how) => resolve({ how, lastWords: lastWords.trim() });
    child.once("error", (error) => report(error.message));
    // "close", not "exit": by then everything it wrote has been read.
    child.once("close", (code, signal) => report(signal ? `signal ${signal}` : `exit code ${code}`));
  });
  void ended.then(() => release(child));
  return { child, ended, lastWords: () => lastWords };
}

function watchOver(child) {
  if (running.size === 0) {
    process.once("exit", endAll);
    for (const signal of Object.keys(signals)) process.once(signal, leave);
  }
  running.add(child);
}

function release(child) {
  running.delete(child);
  if (running.size > 0) return;
  process.off("exit", endAll);
  for (const signal of Object.keys(signals)) process.off(signal, leave);
}

const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

function leave(signal) {
  process.exit(signals[signal]);
}

/** The last thing this process does: ask, give a moment for the lesson's own servers to be ended, then kill. */
function endAll() {
  for (const child of running) child.kill("SIGTERM");
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
  for (const child of running) child.kill("SIGKILL");
}
