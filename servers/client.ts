import type { Socket } from "node:net";

/** What a client sends to learn who serves, once; anything else that it sends is thrown away. */
export const HELLO = "streambook?\n";
/** The same, every second from now on, and no records; as long as HELLO. */
export const FOLLOW = "streambook!\n";
const FOLLOW_MS = 1000;

/** A client that sends more than this is no reader of ours, and is let go. */
const MAX_RECEIVED = 1 << 20;
const KEEP_ALIVE_MS = 30_000;
/** How long a client may take to close its side after the last record. */
const LINGER_MS = 10_000;

export interface ClientOptions {
  /** The line that answers `HELLO` and `FOLLOW`. */
  readonly identity: () => string;
  /** It wants to know about the server, and no records. */
  readonly onAsked: () => void;
  /** A client that has taken nothing for so long, though something waits for it, is let go. */
  readonly stallMs: number;
}

/** One connection: takes whole records, throws away what it hears, and notices when nobody is there any more. */
export class Client {
  /** Records handed over. */
  sent = 0;
  /** Records this client missed because it was slow. */
  skipped = 0;
  /** No more records for it. */
  ending = false;
  /** It asked about the server: it is no client like the others, and is not counted as one. */
  asked = false;
  #heard = "";
  #received = 0;

  constructor(
    readonly socket: Socket,
    readonly options: ClientOptions,
  ) {
    socket.setNoDelay(true);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    socket.setTimeout(options.stallMs);
    socket.on("timeout", () => {
      if (this.ending || this.pending > 0) socket.destroy();
    });
    socket.on("data", (bytes) => this.#hear(bytes));
    // A reset is how most clients leave; "close" follows and is all that matters.
    socket.on("error", () => undefined);
  }

  /** Bytes that wait in this process for the client to read. */
  get pending(): number {
    return this.socket.writableLength;
  }

  get gone(): boolean {
    return this.ending || this.socket.destroyed || !this.socket.writable;
  }

  /** Hands over whole records; `done` is called when the system has taken them, or the client is gone. */
  write(bytes: Buffer, records: number, done?: () => void): void {
    this.sent += records;
    this.socket.write(bytes, done);
  }

  /** Closes after what was written has gone out, whole. */
  end(lastLine?: string, lingerMs = Math.min(LINGER_MS, this.options.stallMs)): void {
    if (this.ending) return;
    this.ending = true;
    this.socket.setTimeout(lingerMs);
    if (lastLine === undefined) this.socket.end();
    else this.socket.end(lastLine);
  }

  #hear(bytes: Buffer): void {
    this.#received += bytes.length;
    if (this.#received > MAX_RECEIVED) {
      this.socket.destroy();
      return;
    }
    if (this.#heard.length >= HELLO.length) return;
    this.#heard += bytes.toString("latin1", 0, HELLO.length - this.#heard.length);
    if (this.#heard !== HELLO && this.#heard !== FOLLOW) return;
    this.asked = true;
    this.options.onAsked();
    if (this.#heard === HELLO) this.end(this.options.identity());
    else this.#keepTelling();
  }

  #keepTelling(): void {
    const tell = () => {
      if (!this.gone && this.pending === 0) this.socket.write(this.options.identity());
    };
    this.socket.write(this.options.identity());
    const timer = setInterval(tell, FOLLOW_MS);
    this.socket.on("close", () => clearInterval(timer));
  }
}
