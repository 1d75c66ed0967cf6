import { connect } from "node:net";
import type { Socket } from "node:net";
import { readIdentity } from "../src/session/servers/identity.js";
import type { Identity } from "../src/session/servers/identity.js";
import { reachable } from "../src/session/servers/probe.js";
import { FOLLOW } from "./client.js";
import type { Shown } from "./status.js";

const TIMEOUT_MS = 3000;

/** A server of ours that another process runs: it tells every second what it does. */
export class Neighbour implements Shown {
  readonly badRows = { count: 0 };
  ended = false;
  /** Resolves when the server has ended, or is no longer followed. */
  readonly gone: Promise<void>;

  private constructor(
    readonly socket: Socket,
    readonly address: { host: string; port: number },
    public identity: Identity,
  ) {
    this.gone = new Promise((resolve) => socket.once("close", () => resolve()));
    void this.gone.then(() => (this.ended = true));
  }

  get name(): string {
    return this.identity.name;
  }

  get server(): Shown["server"] {
    return { address: this.address, counts: this.identity.counts };
  }

  leave(): void {
    this.socket.destroy();
  }

  /** Follows whoever listens there; undefined when it is none of our servers. */
  static find(host: string, port: number): Promise<Neighbour | undefined> {
    return new Promise((resolve) => {
      const socket = connect({ host: reachable(host), port });
      let neighbour: Neighbour | undefined;
      let rest = "";
      const timer = setTimeout(() => socket.destroy(), TIMEOUT_MS);
      socket.on("connect", () => socket.write(FOLLOW));
      socket.on("error", () => undefined);
      socket.on("close", () => {
        clearTimeout(timer);
        resolve(neighbour);
      });
      socket.on("data", (bytes: Buffer) => {
        const lines = (rest + bytes.toString("utf8")).split("\n");
        rest = lines.pop()!.slice(0, 65536); // a stranger may never end its line
        for (const identity of lines.map(readIdentity)) {
          if (identity === undefined) continue;
          clearTimeout(timer);
          if (neighbour !== undefined) neighbour.identity = identity;
          else resolve((neighbour = new Neighbour(socket, { host, port }, identity)));
        }
      });
    });
  }
}
