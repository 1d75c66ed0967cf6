// A Jupyter client without Jupyter: starts the TypeScript kernel, runs cells one after another, collects what they show.
import { setTimeout as pause } from "node:timers/promises";
import { Subscriber } from "zeromq";
import { listen, openChannel } from "./channel.mjs";
import { createConnection } from "./connection.mjs";
import { createOutputs } from "./outputs.mjs";
import { startProcess } from "./process.mjs";
import { createWire } from "./wire.mjs";

/** tslab refuses what arrives within 200 ms of an error ("abort"). */
const restAfterError = 250;
const portTaken = /EADDRINUSE|Address already in use/i;

/**
 * Starts a kernel in the folder `cwd`, from which its cells resolve what they import.
 * Rejects with one sentence when it does not answer within `startSeconds`.
 */
export async function startKernel({ cwd = process.cwd(), env = {}, startSeconds = 60 } = {}) {
  for (let attempt = 1; ; attempt++) {
    const kernel = await connect({ cwd, env });
    const failure = await kernel.ready(startSeconds);
    if (failure === undefined) return kernel;
    await kernel.kill();
    // Between choosing a port and the kernel's taking it, somebody else may have.
    if (attempt === 3 || !portTaken.test(failure))
      throw new Error(`The TypeScript kernel did not start: ${failure}`);
  }
}

async function connect({ cwd, env }) {
  const connection = await createConnection();
  const wire = createWire(connection.key);
  const { child, ended, lastWords } = startProcess({ connectionFile: connection.file, cwd, env });
  const shell = openChannel(connection.address("shell"), wire);
  const control = openChannel(connection.address("control"), wire);
  const iopub = new Subscriber({ linger: 0, receiveHighWaterMark: 0 });
  iopub.connect(connection.address("iopub"));
  iopub.subscribe();

  const cells = new Map();
  const displays = createOutputs();
  let heard = false;
  void listen(iopub, (frames) => {
    const message = wire.decode(frames);
    if (message === undefined) return;
    heard = true;
    const cell = cells.get(message.parentId);
    displays.take(message, cell?.outputs);
    if (message.type === "status" && message.content.execution_state === "idle") cell?.idle();
  });

  let restUntil = 0;
  let ending;
  const release = ended.then((end) => {
    for (const socket of [shell, control, iopub]) socket.close();
    connection.remove();
    return end;
  });
  const kill = async () => {
    child.kill("SIGKILL");
    return release;
  };

  /** Sends one cell and waits for its answer and for the last of its outputs, or for the kernel's end. */
  async function send(code, outputs, mayFail) {
    await pause(Math.max(0, restUntil - Date.now()));
    const { id, reply } = shell.request("execute_request", {
      code,
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: !mayFail,
    });
    const idle = new Promise((resolve) => cells.set(id, { outputs, idle: resolve }));
    const { status } = await reply;
    await Promise.race([idle, pause(1000, undefined, { ref: false })]);
    if (status !== "ok" && !mayFail) restUntil = Date.now() + restAfterError;
    return status === "abort" ? send(code, outputs, mayFail) : { status };
  }

  /** An interrupt that arrives while the cell is still being compiled is lost: so there are several. */
  async function stopCell(stopped) {
    for (let attempt = 0; attempt < 8; attempt++) {
      child.kill("SIGINT");
      if ((await Promise.race([stopped, pause(250)])) !== undefined) return true;
    }
    return false;
  }

  return {
    pid: child.pid,
    ended: release,
    kill,

    /** Undefined once cells can be sent and their outputs will be heard, else why not. */
    async ready(seconds) {
      const until = Date.now() + seconds * 1000;
      const dead = ended.then(({ how, lastWords: words }) => `${how}. ${words}`);
      while (!heard && Date.now() < until) {
        const failure = await Promise.race([dead, shell.request("kernel_info_request").reply, pause(2000)]);
        if (typeof failure === "string") return failure;
        if (portTaken.test(lastWords())) return lastWords();
        // The subscription may take a moment longer than the first answer.
        if (!heard) await pause(10);
      }
      // It has been read: the key need not lie on the disk any longer.
      if (heard) connection.remove();
      return heard ? undefined : `no answer within ${seconds} s. ${lastWords()}`.trim();
    },

    /**
     * Runs one cell. `status` is "ok", "error", "timeout" (interrupted, or killed if that did not help) or "dead";
     * `outputs` go on changing while the cell's displays are updated. A cell that `mayFail` takes no other along.
     */
    async execute(code, { timeoutSeconds = 120, mayFail = false } = {}) {
      const outputs = [];
      const started = performance.now();
      const limit = new AbortController();
      const sent = send(code, outputs, mayFail);
      const dead = ended.then((end) => ({ status: "dead", end }));
      const late = pause(timeoutSeconds * 1000, { status: "timeout" }, { signal: limit.signal }).catch(
        () => {},
      );
      const result = await Promise.race([sent, dead, late]);
      limit.abort();
      if (result.status === "timeout" && !(await stopCell(Promise.race([sent, dead])))) await kill();
      return { ...result, outputs, seconds: (performance.now() - started) / 1000 };
    },

    /** What Jupyter's stop button does: an awaited cell ends at once. */
    interrupt: () => void child.kill("SIGINT"),

    /** Ends the kernel in order; what it will not end within `graceSeconds` is killed. */
    shutdown({ graceSeconds = 3 } = {}) {
      ending ??= (async () => {
        control.request("shutdown_request", { restart: false });
        const end = await Promise.race([release, pause(graceSeconds * 1000, undefined, { ref: false })]);
        if (end !== undefined) return end;
        child.kill("SIGTERM");
        return (await Promise.race([release, pause(1000, undefined, { ref: false })])) ?? kill();
      })();
      return ending;
    },
  };
}
