import { createServer } from "node:net";
import type { AddressInfo, Server } from "node:net";
import { StreambookError } from "../src/errors.js";
import { Client } from "./client.js";
import type { Supply } from "./supply.js";

/** More connections at once than this are refused. */
const MAX_CLIENTS = 1024;
const STALL_MS = 10 * 60_000;
/** How long clients have to take what is on its way when the server stops. */
const GOODBYE_MS = 500;

export interface LineServerOptions {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly supply: Supply;
  /** What the server says of itself to a client that asks (`HELLO`). */
  readonly about: Readonly<Record<string, unknown>>;
  /** What the reader typed to start it: the cure of an error is typed after it. */
  readonly command: string;
  /** Milliseconds after which a client that takes nothing is let go. */
  readonly stallMs?: number;
}

/** What a server has done so far. */
export interface ServerCounts {
  readonly clients: number;
  /** Records handed to clients: one that went to three clients counts three times. */
  readonly sent: number;
  /** Records that slow clients missed. */
  readonly skipped: number;
}

/** A TCP server of lines: any number of clients, whatever they do. */
export class LineServer {
  readonly #server: Server;
  readonly #clients = new Set<Client>();
  #sentToGone = 0;
  #skippedByGone = 0;

  constructor(readonly options: LineServerOptions) {
    // Half-open is allowed: `nc host port < /dev/null` has nothing to say and still reads.
    this.#server = createServer({ allowHalfOpen: true }, (socket) => {
      const client: Client = new Client(socket, {
        identity: () => this.#identity(),
        onAsked: () => options.supply.remove(client),
        stallMs: options.stallMs ?? STALL_MS,
      });
      this.#clients.add(client);
      socket.on("close", () => this.#leave(client));
      options.supply.add(client);
    });
    this.#server.maxConnections = MAX_CLIENTS;
  }

  /** The host and port it listens on. */
  get address(): { host: string; port: number } {
    const { address, port } = this.#server.address() as AddressInfo;
    return { host: address, port };
  }

  get counts(): ServerCounts {
    let [clients, sent, skipped] = [0, this.#sentToGone, this.#skippedByGone];
    for (const client of this.#clients) {
      if (client.asked) continue;
      clients += 1;
      sent += client.sent;
      skipped += client.skipped;
    }
    return { clients, sent, skipped };
  }

  /** Bytes that wait in this process for clients to read. */
  get pendingBytes(): number {
    let bytes = 0;
    for (const client of this.#clients) bytes += client.pending;
    return bytes;
  }

  /** Resolves when clients can connect. */
  listen(): Promise<void> {
    const { options } = this;
    return new Promise((resolve, reject) => {
      this.#server.once("error", (error: NodeJS.ErrnoException) => reject(cannotListen(options, error)));
      this.#server.listen({ host: options.host, port: options.port, backlog: 1024 }, () => {
        this.#server.removeAllListeners("error");
        // Later errors are of one connection that could not be accepted: the others go on.
        this.#server.on("error", () => undefined);
        resolve();
      });
    });
  }

  /** Ends every connection after a whole record, and the server. */
  async stop(): Promise<void> {
    this.options.supply.close();
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const client of this.#clients) client.end(undefined, GOODBYE_MS);
    const timer = setTimeout(() => {
      for (const client of this.#clients) client.socket.destroy();
    }, GOODBYE_MS);
    await closed;
    clearTimeout(timer);
  }

  #identity(): string {
    const { name, about } = this.options;
    return `${JSON.stringify({ streambook: name, ...about, counts: this.counts })}\n`;
  }

  #leave(client: Client): void {
    if (!this.#clients.delete(client)) return;
    this.options.supply.remove(client);
    if (client.asked) return;
    this.#sentToGone += client.sent;
    this.#skippedByGone += client.skipped;
  }
}

function cannotListen(
  { name, host, port, command }: LineServerOptions,
  cause: NodeJS.ErrnoException,
): StreambookError {
  const step = `${name} server`;
  switch (cause.code) {
    case "EADDRINUSE": {
      const rule = `Port ${port} of ${host} is taken by another program.`;
      const cure = `${command} --port ${port > 65000 ? port - 100 : port + 100}`;
      return new StreambookError({ code: "PORT_TAKEN", step, rule, cure, cause });
    }
    case "EACCES": {
      const rule = `This user may not listen on port ${port}.`;
      const cure = `${command} --port 9999 (any port from 1024 on)`;
      return new StreambookError({ code: "PORT_FORBIDDEN", step, rule, cure, cause });
    }
    default: {
      const rule = `It cannot listen on ${host}, port ${port}: ${cause.code ?? cause.message}.`;
      const cure = `${command} --host 127.0.0.1`;
      return new StreambookError({ code: "CANNOT_LISTEN", step, rule, cure, cause });
    }
  }
}
