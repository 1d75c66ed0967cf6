// Step: the kernel as Jupyter sees it, by absolute paths, so that it starts whatever the PATH is.
import { kernelEnvironment } from "../kernel/environment.mjs";
import fs from "node:fs";
import path from "node:path";
import { readStamp, writeStamp } from "./stamp.mjs";

/** The content of kernel.json for the project at `root`. */
export function kernelspecOf(root, node = process.execPath) {
  return {
    argv: [node, path.join(root, "scripts", "kernel.cjs"), "kernel", "--config-path", "{connection_file}"],
    display_name: "TypeScript (streambook)",
    language: "typescript",
    interrupt_mode: "signal",
    env: kernelEnvironment,
    metadata: { streambook: root },
  };
}

/** True when `folder` holds exactly that kernel.json. */
export function kernelspecIs(folder, wanted) {
  return JSON.stringify(readStamp(path.join(folder, "kernel.json"))) === JSON.stringify(wanted);
}

/** Writes it, whole or not at all. */
export function writeKernelspec(folder, spec) {
  fs.mkdirSync(folder, { recursive: true });
  writeStamp(path.join(folder, "kernel.json"), spec);
}

export const kernelspec = {
  name: "kernelspec",
  title: "TypeScript kernel",
  isDone: (ctx) => kernelspecIs(ctx.paths.kernelspec, kernelspecOf(ctx.root)),
  run: (ctx) => writeKernelspec(ctx.paths.kernelspec, kernelspecOf(ctx.root)),
};
