// Runs a contestant in a process of its own. It prints "FIRST" when its first row is out, and last a line
// {"seconds":…,"counts":[[start, activity, count], …]}; its memory and processor time are watched from outside, its children's added.
import { spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";

const [PAGE, TICKS] = [4096, 100];

export async function contest([file, ...args], expected) {
  const began = performance.now();
  const child = spawn(file, args, { stdio: ["ignore", "pipe", "pipe"] });
  let [said, errors, first, peak, cpu] = ["", "", NaN, 0, 0];
  child.stdout.setEncoding("utf8").on("data", (text) => {
    said += text;
    if (Number.isNaN(first) && said.includes("FIRST")) first = (performance.now() - began) / 1000;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => (errors = (errors + text).slice(-4000)));
  const watch = setInterval(() => {
    peak = Math.max(peak, sumOf(child.pid, residentOf));
    cpu = Math.max(cpu, sumOf(child.pid, processorOf));
  }, 50);
  const code = await new Promise((resolve) => child.once("close", resolve));
  clearInterval(watch);
  const answer = said.split("\n").find((line) => line.startsWith("{"));
  if (code !== 0 || !answer) throw new Error(`${file} ${args[0]} ended with ${code}\n${errors}`);
  const { seconds, counts } = JSON.parse(answer);
  const sorted = counts.sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1));
  if (JSON.stringify(sorted) !== JSON.stringify(expected))
    throw new Error(
      `${args[0]}: wrong answer, ${sorted.length} counts: ${JSON.stringify(sorted.slice(0, 5))} …`,
    );
  return { seconds, first, peak, cpu };
}

export function shown(name, records, { seconds, first, peak, cpu }) {
  const rate = Math.round(records / seconds).toLocaleString("en-US");
  const memory =
    peak === 0 ? "memory unknown here" : `CPU ${cpu.toFixed(1)} s  peak ${Math.round(peak / 1e6)} MB`;
  return `${name.padEnd(28)} ${rate.padStart(10)} rows/s  first row ${first.toFixed(2)} s  ${memory}`;
}

/** Resident bytes of a process. */
const residentOf = (pid) => Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]) * PAGE;

/** Seconds of processor time of a process, its start included. */
function processorOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** A figure of a process and of those it started; 0 where there is no /proc. */
function sumOf(pid, figure) {
  try {
    const children = readdirSync(`/proc/${pid}/task`).flatMap((id) =>
      readFileSync(`/proc/${pid}/task/${id}/children`, "utf8").trim().split(" "),
    );
    return [...new Set(children)].filter(Boolean).reduce((sum, one) => sum + sumOf(one, figure), figure(pid));
  } catch {
    return 0;
  }
}
