// `npm test`: installs what is missing, builds, runs every test, and says how many and what was skipped and why.
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { command } from "./command.mjs";
import { readStamp } from "./stamp.mjs";
import { librarySteps, runSteps } from "./steps.mjs";
import { countLine, skippedLines } from "./summary.mjs";

const reporter = fileURLToPath(new URL("count-reporter.mjs", import.meta.url));

/** Runs the tests; `args` go on to vitest. */
export function main(args) {
  return command(async (ctx) => {
    await runSteps(ctx, librarySteps);
    const counts = path.join(ctx.paths.state, "test-results.json");
    fs.rmSync(counts, { force: true });
    const code = await vitest(ctx, args, counts);
    const result = readStamp(counts);
    if (result === undefined) {
      console.error("\nThe tests did not run to their end. Type: npm run doctor");
      console.log("0 passed, 1 failed");
      process.exitCode = 1;
      return;
    }
    for (const line of skippedLines(result.skipped)) console.log(line);
    console.log(countLine(result));
    process.exitCode = code === 0 && result.failed === 0 ? 0 : 1;
  });
}

function vitest(ctx, args, counts) {
  const script = path.join(ctx.paths.nodeModules, "vitest", "vitest.mjs");
  const options = ["run", "--reporter=default", `--reporter=${reporter}`];
  const child = spawn(process.execPath, [script, ...options, ...args], {
    cwd: ctx.root,
    env: { ...ctx.env, STREAMBOOK_TEST_RESULTS: counts },
    stdio: "inherit",
  });
  return new Promise((resolve) => {
    child.once("error", () => resolve(1));
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
