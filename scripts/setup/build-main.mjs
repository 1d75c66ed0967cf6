// `npm run build`: what the library needs, nothing of Jupyter.
import { command } from "./command.mjs";
import { runSteps, librarySteps } from "./steps.mjs";

/** Builds what has changed. */
export function main() {
  return command(async (ctx) => {
    const count = await runSteps(ctx, librarySteps);
    if (count === 0) ctx.progress.say("  the library is built");
  });
}
