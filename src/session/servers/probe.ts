import { connect } from "node:net";
import { readIdentity } from "./identity.js";
import type { Identity } from "./identity.js";

/** What our servers answer with who they are; every other word they ignore. `servers/client.ts` has the other side. */
const HELLO = "streambook?\n";
const TIMEOUT_MS = 3000;
/** The answer is the last line: what came before it is records. */
const TAIL = 4096;

/** Asks whoever listens there; undefined when it is none of our servers. */
export function probe(host: string, port: number): Promise<Identity | undefined> {
  return new Promise((resolve) => {
    let tail = "";
    const socket = connect({ host: reachable(host), port });
    const timer = setTimeout(() => socket.destroy(), TIMEOUT_MS);
    socket.on("connect", () => socket.write(HELLO));
    socket.on("data", (bytes: Buffer) => {
      tail = (tail + bytes.toString("utf8", Math.max(0, bytes.length - TAIL))).slice(-TAIL);
    });
    socket.on("error", () => undefined);
    socket.on("close", () => {
      clearTimeout(timer);
      resolve(readIdentity(tail.trimEnd().split("\n").at(-1) ?? ""));
    });
  });
}

/** Where a server that listens on every address can be connected to. */
export function reachable(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  return host === "::" ? "::1" : host;
}
