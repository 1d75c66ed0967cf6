import { connect } from "node:net";

/** What our servers answer with who they are; every other word they ignore. `servers/client.ts` has the other side. */
const HELLO = "streambook?\n";
const ANSWER = '{"streambook":';
const TIMEOUT_MS = 3000;
/** The answer is the last line: what came before it is records. */
const TAIL = 4096;

/** What a server of ours says of itself. */
export interface Identity {
  readonly name: string;
  readonly pid: number;
}

/** Asks whoever listens there; undefined when it is none of our servers. */
export function probe(host: string, port: number): Promise<Identity | undefined> {
  return new Promise((resolve) => {
    let tail = "";
    const socket = connect({ host: host === "0.0.0.0" ? "127.0.0.1" : host, port });
    const timer = setTimeout(() => socket.destroy(), TIMEOUT_MS);
    socket.on("connect", () => socket.write(HELLO));
    socket.on("data", (bytes: Buffer) => {
      tail = (tail + bytes.toString("utf8", Math.max(0, bytes.length - TAIL))).slice(-TAIL);
    });
    socket.on("error", () => undefined);
    socket.on("close", () => {
      clearTimeout(timer);
      resolve(readIdentity(tail));
    });
  });
}

function readIdentity(tail: string): Identity | undefined {
  const line = tail.trimEnd().split("\n").at(-1) ?? "";
  if (!line.startsWith(ANSWER)) return undefined;
  try {
    const { streambook, pid } = JSON.parse(line) as { streambook?: unknown; pid?: unknown };
    return typeof streambook === "string" && typeof pid === "number" ? { name: streambook, pid } : undefined;
  } catch {
    return undefined; // it only looked like one of ours
  }
}
