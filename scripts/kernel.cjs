#!/usr/bin/env node
// The TypeScript kernel of the book: tslab, started so that it survives what a learner does around it.
//   node scripts/kernel.cjs kernel --config-path FILE     started by Jupyter and by `npm run book`
//   node scripts/kernel.cjs --check                       loads tslab, prints its version
"use strict";

// DuckDB works in libuv's pool: with its four threads busy, file reads and DNS would wait for seconds.
process.env.UV_THREADPOOL_SIZE ||= "16";
// What streambook looks for: in a notebook, running a cell again replaces what its first run made.
process.env.STREAMBOOK_KERNEL = "1";

const { createRequire } = require("node:module");

/** tslab and the compiler it uses, found beside this file: the working folder plays no part. */
function loadTslab() {
  const fromTslab = createRequire(require.resolve("tslab/package.json"));
  const ts = fromTslab("@tslab/typescript-for-tslab");
  if (!ts.sys.calm) calmWatchers(ts);
  const { version } = fromTslab("./package.json");
  return { version, ts, part: (name) => fromTslab(`./dist/${name}.js`), zeromq: () => fromTslab("zeromq") };
}

/**
 * tslab fails every cell after a package appears in node_modules or a package.json is touched ("Unexpected
 * pending rebuildTimer"), so nothing there is watched, nor built declarations, whose code is loaded once anyway.
 * A learner's own .ts file beside the notebook still reloads.
 */
function calmWatchers(ts) {
  const nothing = { close() {} };
  ts.sys.calm = true;
  const watchFile = ts.sys.watchFile.bind(ts.sys);
  ts.sys.watchDirectory = () => nothing;
  ts.sys.watchFile = (path, ...rest) =>
    /[\\/]node_modules[\\/]|[\\/]package\.json$|\.d\.[cm]?ts$/.test(path)
      ? nothing
      : watchFile(path, ...rest);
}

/** Ends the kernel when whoever started it (Jupyter says so in JPY_PARENT_PID) is gone, even killed. */
function endWithParent() {
  const parent = Number(process.env.JPY_PARENT_PID);
  const posix = process.platform !== "win32";
  // A parent that is not ours (a shell in between) may end while the notebook lives on.
  if (!(parent > 1) || (posix && process.ppid !== parent)) return;
  const gone = () => (posix ? process.ppid !== parent : !exists(parent));
  setInterval(() => gone() && process.exit(1), 1000).unref();
}

/**
 * zeromq refuses a second send while one is under way, and tslab does not wait: under load a print would be lost, or a cell
 * would never end. Sends of a socket go one after another, in the order in which they were asked for.
 */
function queueSends(zmq) {
  for (const Socket of [zmq.Router, zmq.Publisher, zmq.Reply, zmq.Dealer]) {
    const send = Socket.prototype.send;
    const last = new WeakMap();
    const value = function (message) {
      const sent = (last.get(this) ?? Promise.resolve()).then(() => send.call(this, message));
      last.set(
        this,
        sent.catch(() => {}),
      );
      return sent;
    };
    Object.defineProperty(Socket.prototype, "send", { value });
  }
}

/**
 * A cell that may fail (tagged raises-exception: Jupyter then asks not to stop on its error) must not take the cells after it
 * along; tslab refuses whatever waits or arrives just after any error.
 */
function goOnAfterExpectedErrors(jupyter, util) {
  const { prototype } = jupyter.JupyterHandlerImpl;
  const stopping = prototype.handleExecute;
  prototype.handleExecute = async function (request, ...outputs) {
    if (request.stop_on_error !== false) return stopping.call(this, request, ...outputs);
    // A rejected task would cancel those behind it in the queue: this one always ends well.
    const run = async () => {
      try {
        return { status: "ok", execution_count: (await this.handleExecuteImpl(request, ...outputs)).count };
      } catch (error) {
        if (typeof error?.count !== "number") console.error("unexpected error:", error);
        return { status: "error", execution_count: error?.count };
      }
    };
    try {
      return await this.execQueue.add(run);
    } catch (error) {
      if (error instanceof util.TaskCanceledError) return { status: "abort" };
      throw error;
    }
  };
}

function exists(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function main(args) {
  let tslab;
  try {
    tslab = loadTslab();
    tslab.part("main");
    queueSends(tslab.zeromq());
    goOnAfterExpectedErrors(tslab.part("jupyter"), tslab.part("util"));
  } catch (error) {
    console.error(
      `The TypeScript kernel cannot start: ${String(error.message).split("\n")[0]}. Type: npm start`,
    );
    process.exit(1);
  }
  if (args.includes("--check")) {
    console.log(`tslab ${tslab.version}`);
    process.exit(0);
  }
  const configPath = args[args.indexOf("--config-path") + 1];
  if (args[0] !== "kernel" || !args.includes("--config-path") || !configPath) {
    console.error("usage: node scripts/kernel.cjs kernel --config-path FILE | --check");
    process.exit(2);
  }
  // An interrupt that arrives before tslab listens for it would end the kernel.
  process.on("SIGINT", () => {});
  // Leaving by process.exit runs the exit handlers, which end the servers that the lesson started.
  process.on("SIGTERM", () => process.exit(143));
  endWithParent();
  const { startKernel } = tslab.part("main");
  startKernel({ configPath, enableFindLocal: false, jsKernel: false, globalVersion: tslab.version });
}

// The type check of the notebooks takes the same tslab, calmed in the same way.
module.exports = { loadTslab };
if (require.main === module) main(process.argv.slice(2));
