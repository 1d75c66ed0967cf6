import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import type { Socket } from "node:net";
import { StreambookError } from "../../errors.js";

const READY_MS = 15_000;
const STOP_MS = 3000;

/** A server that runs in a process of its own. */
export class ServerProcess {
  constructor(
    readonly child: ChildProcess,
    readonly host: string,
    readonly port: number,
  ) {}

  get pid(): number {
    return this.child.pid!;
  }

  get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Resolves when the process has ended. */
  async stop(): Promise<void> {
    const { child } = this;
    if (!this.running) return;
    child.ref();
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
    if (child.connected) child.disconnect();
    await ended;
    clearTimeout(timer);
  }
}

/** What the server's process says when it could not start. */
export interface Failure {
  readonly code: string;
  readonly rule: string;
  readonly got?: string;
  readonly cure?: string;
  /** Where it wanted to listen, when that was the trouble. */
  readonly host?: string;
  readonly port?: number;
}

type Message = { ready: { host: string; port: number }[] } | { failed: Failure };

/** Starts a server and waits until clients can connect. It ends with this process, however this one ends. */
export function startProcess(main: string, args: readonly string[]): Promise<ServerProcess | Failure> {
  // The channel is how the child notices that we have gone: it closes with this process, even killed.
  const child = spawn(process.execPath, [main, ...args, "--parent"], {
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    env: { ...process.env, UV_THREADPOOL_SIZE: process.env.UV_THREADPOOL_SIZE ?? "16" },
    windowsHide: true,
  });
  let complaint = "";
  child.stderr?.on("data", (bytes: Buffer) => (complaint = (complaint + bytes.toString()).slice(-2000)));
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      reject(silent(`nothing for ${READY_MS / 1000} seconds`));
    }, READY_MS);
    const settle = () => {
      clearTimeout(timer);
      child.removeAllListeners("error");
      child.removeAllListeners("exit");
      child.on("error", () => undefined);
    };
    child.once("error", (error) => {
      settle();
      reject(silent(error.message));
    });
    child.once("exit", (code, signal) => {
      settle();
      reject(silent(complaint.trim() || `its process ended with ${code ?? signal}`));
    });
    child.once("message", (message: Message) => {
      settle();
      if ("failed" in message) return resolve(message.failed);
      letGo(child);
      const { host, port } = message.ready[0]!;
      resolve(new ServerProcess(child, host, port));
    });
  });
}

/** The server must not keep this process alive. */
function letGo(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
  (child.stderr as Socket | null)?.unref();
}

function silent(got: string): StreambookError {
  return new StreambookError({
    code: "SERVER_FAILED",
    step: "startServer",
    rule: "The server's process must start.",
    got,
    cure: "npm run doctor",
  });
}
