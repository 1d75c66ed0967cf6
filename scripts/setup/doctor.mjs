// `npm run doctor`: runs the checks and prints one line each.
import { checks } from "./checks.mjs";
import { context } from "./context.mjs";

/** "ok    Node: 20.20.2" or "FAIL  build: missing -> npm start". */
export function line(name, { level, detail, cure }) {
  return `${level.padEnd(4)}  ${name}: ${detail}${cure === undefined ? "" : ` -> ${cure}`}`.replaceAll(
    /\s*\n\s*/g,
    " ",
  );
}

/** Checks everything; the exit code is 1 when the book cannot run. */
export async function main(ctx = context()) {
  const levels = { ok: 0, warn: 0, FAIL: 0 };
  for (const [name, check] of checks) {
    const result = await check(ctx).catch((error) => ({
      level: "FAIL",
      detail: String(error),
      cure: "report this line",
    }));
    levels[result.level] += 1;
    ctx.progress.say(line(name, result));
  }
  const verdict = levels.FAIL === 0 ? "The book can run." : "The book cannot run yet.";
  ctx.progress.say(`${verdict} ${levels.ok} ok, ${levels.warn} warnings, ${levels.FAIL} failures`);
  process.exitCode = levels.FAIL === 0 ? 0 : 1;
}
