// The steps of a set-up, in order, and how they are run: each at most once, again when its inputs change.
import path from "node:path";
import { build } from "./build.mjs";
import { bundle } from "./bundle.mjs";
import { data } from "./data.mjs";
import { SetupFailure, explain } from "./failure.mjs";
import { jupyter } from "./jupyter.mjs";
import { kernelspec } from "./kernelspec.mjs";
import { labextension } from "./labextension.mjs";
import { link } from "./link.mjs";
import { withLock } from "./lock.mjs";
import { packages } from "./packages.mjs";
import { workbook } from "./workbook.mjs";

/** What the library and the tests need. */
export const librarySteps = [packages, build, bundle, link];
/** What the book needs besides. */
export const bookSteps = [data, workbook];
/** What a live book needs besides. */
export const jupyterSteps = [jupyter, kernelspec, labextension];

/**
 * Runs the steps that are not done, one after the other, and resolves to the number that were run. A step is
 * { name, title, isDone(ctx), run(ctx) }; run may return a remark, or a list of lines for the learner.
 */
export async function runSteps(ctx, steps) {
  if (await allDone(ctx, steps)) return 0;
  const file = path.join(ctx.paths.state, "setup.lock");
  const onWait = (pid) =>
    ctx.progress.say(`  another set-up of this folder is running (process ${pid}); waiting for it`);
  try {
    return await withLock(file, () => runUndone(ctx, steps), onWait);
  } catch (error) {
    // What the lock itself says about a disk that is full or read-only.
    throw error instanceof SetupFailure
      ? error
      : explain("The set-up", String(error), "Type: npm run doctor");
  }
}

async function allDone(ctx, steps) {
  for (const step of steps) if (!(await isDone(ctx, step))) return false;
  return true;
}

/** A step that cannot even be asked (a file in the way, no folder yet) is not done; running it says why. */
async function isDone(ctx, step) {
  try {
    return await step.isDone(ctx);
  } catch {
    return false;
  }
}

async function runUndone(ctx, steps) {
  let count = 0;
  for (const step of steps) {
    if (await isDone(ctx, step)) continue;
    count += 1;
    const end = ctx.progress.begin(step.title);
    try {
      const remark = await step.run(ctx);
      end(typeof remark === "string" ? remark : "");
      if (Array.isArray(remark)) for (const line of remark) ctx.progress.say(`    ${line}`);
    } catch (error) {
      end(error.remark ?? "failed");
      throw error instanceof SetupFailure
        ? error
        : explain(`The step "${step.name}"`, String(error), "Type: npm run doctor");
    }
  }
  return count;
}
