// `npm start`: sets up what is missing, then serves the book until Ctrl-C.
import { alreadyOpen } from "./already-open.mjs";
import { openBrowser } from "./browser.mjs";
import { context } from "./context.mjs";
import { SetupFailure } from "./failure.mjs";
import { forgetJupyter } from "./jupyter.mjs";
import { logTail, startJupyter } from "./jupyter-server.mjs";
import { endLeftovers } from "./leftovers.mjs";
import { startOptions, usage } from "./options.mjs";
import { makeBook } from "./pages.mjs";
import { choosePort } from "./ports.mjs";
import { seconds } from "./progress.mjs";
import { endRunning } from "./run.mjs";
import { serveFolder } from "./static-server.mjs";
import { bookSteps, jupyterSteps, librarySteps, runSteps } from "./steps.mjs";
import { firstLesson } from "./workbook.mjs";

const allSteps = [...librarySteps, ...bookSteps, ...jupyterSteps];

/** Runs the launcher with the arguments that were typed. */
export async function main(args) {
  const ctx = context();
  const stopped = untilStopped();
  try {
    await launch(ctx, startOptions(args), stopped);
  } catch (error) {
    process.exitCode = stopped.asked ? 130 : 1;
    if (stopped.asked) return ctx.progress.say("Stopped. Type npm start to go on.");
    // Anything but a failure with a cure is a fault of ours: its stack is the report.
    console.error(error instanceof SetupFailure ? `\n${error.what}\n${error.cure}` : error);
  }
}

async function launch(ctx, options, stopped) {
  if (options.help) return ctx.progress.say(usage);
  const begun = performance.now();
  const open =
    options.setupOnly || options.port === undefined ? undefined : await alreadyOpen(ctx, options.port);
  if (open !== undefined) {
    ctx.progress.say(`The book is already open at ${open}`);
    ctx.progress.say("Ctrl-C where it was started ends it.");
    if (options.browser) openBrowser(open, ctx.env);
    return;
  }
  const port = options.setupOnly ? undefined : await choosePort(options.port);
  ctx.progress.say("streambook");
  await endLeftovers(ctx);
  const live = await setUp(ctx, options);
  if (live) ctx.progress.say(`  everything is in place (${seconds(begun)})`);
  if (options.setupOnly || stopped.asked) return;
  const server = live ? await startLive(ctx, port) : await serveFolder(await makeBook(ctx), port);
  ctx.progress.say(`\nThe book is open at ${server.url}`);
  ctx.progress.say(live ? "Ctrl-C ends it and everything it started." : "Ctrl-C ends it.");
  if (options.browser) openBrowser(server.url, ctx.env);
  const exitCode = await Promise.race([stopped.promise, server.exited ?? new Promise(() => undefined)]);
  if (exitCode === undefined) ctx.progress.say("\nEnding …");
  await server.stop();
  if (exitCode === undefined) return;
  ctx.progress.say(
    exitCode === 0 ? "JupyterLab was shut down." : `JupyterLab ended: ${logTail(server.logFile)}`,
  );
  process.exitCode = exitCode === 0 ? 0 : 1;
}

/** Everything that is missing; false when only Python is, and the book can be read as pages. */
async function setUp(ctx, options) {
  try {
    await runSteps(ctx, allSteps);
    return true;
  } catch (error) {
    if (error.noPython !== true || options.setupOnly) throw error;
    ctx.progress.say(
      `\n${error.what} The book opens as pages, executed by Node; cells cannot be changed there.`,
    );
    ctx.progress.say("Two ways to a live book:");
    ctx.progress.say(
      "  1. install Python 3.9 or newer (https://www.python.org/downloads/), then type: npm start",
    );
    ctx.progress.say(
      "  2. VS Code with its Jupyter extension: type npm run vscode, then open a file of workbook/ there\n",
    );
    return false;
  }
}

/** Starts Jupyter; an environment whose Python was changed under it is built anew, once. */
async function startLive(ctx, port) {
  const serve = async () => {
    const end = ctx.progress.begin("JupyterLab");
    try {
      const server = await startJupyter(ctx, { port, lesson: firstLesson(ctx) });
      end("ready");
      return server;
    } catch (error) {
      end("did not start");
      throw error;
    }
  };
  try {
    return await serve();
  } catch (error) {
    if (error.broken !== true) throw error;
    ctx.progress.say("  its Python environment is broken; making it anew");
    forgetJupyter(ctx);
    await runSteps(ctx, jupyterSteps);
    return serve();
  }
}

/** Resolves when Ctrl-C, a closed terminal or a kill asks for the end; a second Ctrl-C does not wait. */
function untilStopped() {
  const state = { asked: false, promise: undefined };
  state.promise = new Promise((resolve) => {
    const stop = () => {
      state.asked = true;
      endRunning();
      resolve(undefined);
    };
    let interrupted = 0;
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
      process.on(signal, () => {
        // npm passes a Ctrl-C on that the terminal has already sent: only one that comes later is a second one.
        if (interrupted > 0 && signal === "SIGINT" && performance.now() - interrupted > 500)
          process.exit(130);
        if (signal === "SIGINT" && interrupted === 0) interrupted = performance.now();
        stop();
      });
    }
    // Under npm the parent is npm's shell: a kill of npm ends it, but is not passed on to us.
    const parent = process.ppid;
    if (process.platform !== "win32" && process.env.npm_lifecycle_event !== undefined) {
      setInterval(() => process.ppid !== parent && stop(), 500).unref();
    }
  });
  return state;
}
