// Ends what a launcher started, kernels and simulators included, and nothing else.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { isAlive } from "./lock.mjs";

/** The variable that everything a launcher starts inherits; its value names the launcher. */
export const runVariable = "STREAMBOOK_RUN";

/** The processes that belong to run `id`, whose first process is `pid`. */
export function processesOf(id, pid) {
  if (process.platform === "linux") return marked(`${runVariable}=${id}`);
  if (process.platform === "win32") return isAlive(pid) ? [pid] : [];
  return descendants(pid);
}

// Kernels have sessions of their own and survive their parent, so neither groups nor parents find them all.
function marked(mark) {
  const found = [];
  for (const name of fs.readdirSync("/proc")) {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) continue;
    try {
      if (fs.readFileSync(`/proc/${name}/environ`, "utf8").split("\0").includes(mark))
        found.push(Number(name));
    } catch {
      // Gone meanwhile, or someone else's.
    }
  }
  return found;
}

function descendants(pid) {
  const children = new Map();
  for (const line of execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).split("\n")) {
    const [child, parent] = line.trim().split(/\s+/).map(Number);
    children.set(parent, [...(children.get(parent) ?? []), child]);
  }
  const found = [];
  for (const queue = [pid]; queue.length > 0;) {
    const next = queue.pop();
    found.push(next);
    queue.push(...(children.get(next) ?? []));
  }
  return found.filter(isAlive);
}

/** Sends a signal to each of them that still lives; on Windows ends each with its children. */
export function signalAll(pids, signal) {
  for (const pid of pids) {
    try {
      if (process.platform !== "win32") process.kill(pid, signal);
      else execFileSync("taskkill", ["/PID", String(pid), "/T", "/F"], { stdio: "ignore" });
    } catch {
      // It ended by itself.
    }
  }
}

/** Waits until none of them lives, at most `milliseconds`; true when none does. */
export async function ended(pids, milliseconds) {
  const until = performance.now() + milliseconds;
  while (pids.some(isAlive)) {
    if (performance.now() > until) return false;
    await wait(50);
  }
  return true;
}

/** Ends every process of a run that is still there: asks first, then does not. */
export async function endAll(pids, grace = 2000) {
  signalAll(pids, "SIGTERM");
  if (await ended(pids, grace)) return;
  signalAll(pids, "SIGKILL");
  await ended(pids, 2000);
}
