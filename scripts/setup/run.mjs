// Runs a tool quietly and keeps what it said.
import { spawn } from "node:child_process";

const running = new Set();

/**
 * Runs a command and resolves to { code, output } whatever the code; a command that is not there has code 127.
 * `shell` is for the .cmd files of Windows only.
 */
export function run(command, args, { cwd, env = process.env, shell = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env,
      shell,
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
    });
    running.add(child);
    let output = "";
    const keep = (chunk) => (output = (output + chunk).slice(-200_000));
    child.stdout.setEncoding("utf8").on("data", keep);
    child.stderr.setEncoding("utf8").on("data", keep);
    const end = (code) => {
      running.delete(child);
      resolve({ code, output });
    };
    child.on("error", (error) => end(error.code === "ENOENT" ? 127 : 126));
    child.on("close", (code) => end(code ?? 1));
  });
}

/** Ends the tools that are running, for Ctrl-C during a set-up. */
export function endRunning(signal = "SIGTERM") {
  for (const child of running) child.kill(signal);
}
