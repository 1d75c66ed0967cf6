// The frame of a command: a failure with a cure is two lines, anything else is our fault and shows its stack.
import { context } from "./context.mjs";
import { SetupFailure } from "./failure.mjs";
import { endRunning } from "./run.mjs";

/** Runs `work(ctx)` and sets the exit code; resolves to what it returned, or undefined. */
export async function command(work, ctx = context()) {
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => {
      endRunning();
      process.exit(130);
    });
  }
  try {
    return await work(ctx);
  } catch (error) {
    console.error(error instanceof SetupFailure ? `\n${error.what}\n${error.cure}` : error);
    process.exitCode = 1;
    return undefined;
  }
}
