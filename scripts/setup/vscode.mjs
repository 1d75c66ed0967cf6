// `npm run vscode`: the kernel in the user's own Jupyter folder, the only thing ever written outside the project.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { command } from "./command.mjs";
import { SetupFailure } from "./failure.mjs";
import { kernelspecOf, writeKernelspec } from "./kernelspec.mjs";
import { readStamp } from "./stamp.mjs";
import { bookSteps, librarySteps, runSteps } from "./steps.mjs";

/** Where Jupyter keeps a user's data on this kind of machine. */
export function userJupyterData(env = process.env, platform = process.platform, home = os.homedir()) {
  if (env.JUPYTER_DATA_DIR) return env.JUPYTER_DATA_DIR;
  if (platform === "darwin") return path.join(home, "Library", "Jupyter");
  if (platform === "win32") return path.join(env.APPDATA ?? path.join(home, "AppData", "Roaming"), "jupyter");
  return path.join(env.XDG_DATA_HOME || path.join(home, ".local", "share"), "jupyter");
}

/** Writes the kernel into `folder`; a kernel of that name that is not ours stays. */
export function addKernel(folder, root) {
  refuseStranger(folder);
  writeKernelspec(folder, kernelspecOf(root));
}

/** Removes it again; false when there is none. */
export function removeKernel(folder) {
  if (!fs.existsSync(folder)) return false;
  refuseStranger(folder);
  fs.rmSync(folder, { recursive: true });
  return true;
}

function refuseStranger(folder) {
  if (
    !fs.existsSync(folder) ||
    readStamp(path.join(folder, "kernel.json"))?.metadata?.streambook !== undefined
  )
    return;
  throw new SetupFailure(
    `${folder} holds another kernel named tslab, which is not this project's.`,
    "Rename or remove that folder (it was made by: tslab install), then type: npm run vscode",
  );
}

/** Runs the command with the arguments that were typed. */
export function main(args) {
  return command(async (ctx) => {
    const folder = path.join(userJupyterData(ctx.env), "kernels", "tslab");
    const unknown = args.find((argument) => argument !== "--remove");
    if (unknown !== undefined)
      throw new SetupFailure(`"${unknown}" is not known here.`, "Type: npm run vscode [-- --remove]");
    if (args.includes("--remove")) {
      ctx.progress.say(
        removeKernel(folder) ? `Removed ${folder}` : `There is nothing to remove at ${folder}`,
      );
      return;
    }
    await runSteps(ctx, [...librarySteps, ...bookSteps]);
    addKernel(folder, ctx.root);
    ctx.progress.say(`The kernel is written to ${folder}`);
    ctx.progress.say(
      'In VS Code, with its Jupyter extension, open a file of workbook/ and choose the kernel "TypeScript (streambook)".',
    );
    ctx.progress.say("To remove it: npm run vscode -- --remove");
  });
}
