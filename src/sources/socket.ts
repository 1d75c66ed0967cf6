import { connect, type Socket } from "node:net";
import type { StructType } from "../types/data-type.js";
import { LineBlocks, type LineSlice } from "./line-blocks.js";
import { columns, lineSchema, refuseSchema } from "./schemas.js";
import { cannotConnect, connectionLost, lineTooLong } from "./socket-errors.js";
import { readSocketOptions, type SocketOptions } from "./socket-options.js";
import type { BatchData, Offset, Source, SourceContext, SourceProvider } from "./source.js";

/** Milliseconds; the operating system would wait for minutes. */
const CONNECT_TIMEOUT = 10_000;
const timedSchema = columns({ value: "string", timestamp: "timestamp" });

/**
 * Lines of text from a TCP server, as Spark's socket source: the column `value`, with `includeTimestamp` also `timestamp`, when the
 * line arrived. An offset is the number of lines so far. Lines cannot be read again once a batch has committed them, and what
 * the server sent to nobody is lost: for lessons and tests, and for services that may lose what arrives while they are down.
 *
 * Options: `host`, `port`; `maxBufferedBytes` ("64m"): so much may wait before the server is made to wait; `maxBytesPerTrigger` ("32m"):
 * about so much a batch takes; `reconnect` (false) and `reconnectInterval` ("1 second"): connect again after the connection has ended.
 */
export class SocketSource implements Source {
  readonly description: string;
  readonly schema: StructType;
  readonly replays = false;
  readonly #options: SocketOptions;
  #blocks: LineBlocks;
  #context: SourceContext | null = null;
  #socket: Socket | null = null;
  #isConnected = false;
  #isPaused = false;
  #isClosed = false;
  /** Where a query that is to end by itself ends: a number of lines. */
  #until = Infinity;
  #maxBytes: number;
  #connections = 0;
  #cancelReconnect: () => void = () => undefined;

  constructor(options: SocketOptions) {
    this.#options = options;
    this.#maxBytes = options.maxBytesPerTrigger;
    this.#blocks = new LineBlocks({ keepTimes: options.includeTimestamp });
    this.description = `SocketSource[${options.host}:${options.port}]`;
    this.schema = options.includeTimestamp ? timedSchema : lineSchema;
  }

  async open(context: SourceContext, committed: Offset | null): Promise<void> {
    this.#context = context;
    const firstLine = Number(committed ?? 0);
    this.#blocks = new LineBlocks({ firstLine, keepTimes: this.#options.includeTimestamp });
    await this.#connect();
    if (firstLine > 0) {
      context.notice(
        `goes on after line ${firstLine}; what the server sent while the query was stopped was not received: a socket cannot replay`,
      );
    }
  }

  async prepareFor(trigger: "once" | "availableNow"): Promise<void> {
    // What has arrived by now; the offer keeps later lines out of its last block.
    this.#until = this.#blocks.offer(this.#blocks.firstLine, Infinity);
    if (trigger === "once") this.#maxBytes = Infinity;
  }

  async latestOffset(start: Offset | null): Promise<Offset | null> {
    const from = Number(start ?? 0);
    if (from >= this.#until) return start;
    const end = this.#blocks.offer(from, this.#maxBytes, this.#until);
    return end === from ? start : end;
  }

  async read(start: Offset | null, end: Offset): Promise<BatchData> {
    const slice = this.#blocks.slice(Number(start ?? 0), Number(end));
    if (this.#options.includeTimestamp) return { kind: "rows", rows: timedRows(slice) };
    return { kind: "lines", chunks: slice.chunks, count: slice.count };
  }

  async commit(end: Offset): Promise<void> {
    const blocks = this.#blocks;
    blocks.drop(Number(end));
    // An unfinished line alone must not stop the flow that would finish it.
    const isFull = blocks.bytes > this.#options.maxBufferedBytes / 2 && blocks.bytes > blocks.partialBytes;
    if (!this.#isPaused || isFull) return;
    this.#isPaused = false;
    this.#socket?.resume();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelReconnect();
    this.#socket?.destroy();
    this.#blocks = new LineBlocks();
  }

  metrics(): Readonly<Record<string, string>> {
    return {
      linesReceived: String(this.#blocks.lines),
      bufferedBytes: String(this.#blocks.bytes),
      paused: String(this.#isPaused),
      connected: String(this.#isConnected),
    };
  }

  #connect(): Promise<void> {
    const { host, port } = this.#options;
    return new Promise((resolve, reject) => {
      const onread = {
        buffer: () => this.#blocks.room(),
        callback: (count: number) => this.#received(count),
      };
      const socket = connect({ host, port, onread }, () => {
        socket.off("error", refused);
        socket.setTimeout(0);
        this.#listen(socket);
        resolve();
      });
      const refused = (error: Error) => reject(cannotConnect(host, port, error));
      socket.once("error", refused);
      socket.setTimeout(CONNECT_TIMEOUT, () => socket.destroy(new Error("no answer")));
      this.#socket = socket;
    });
  }

  #listen(socket: Socket): void {
    this.#isConnected = true;
    this.#connections++;
    if (this.#connections > 1) this.#context?.notice(`connected again (connection ${this.#connections})`);
    let failure: Error | null = null;
    socket.on("error", (error) => (failure = error));
    // With the reader's own buffer nothing flows through the stream, so its end comes only when asked for.
    socket.resume();
    socket.on("close", () => this.#ended(failure));
  }

  /** Called by Node with bytes that lie in the last room. False makes the server wait. */
  #received(count: number): boolean {
    if (this.#isClosed) return false;
    const { maxBufferedBytes } = this.#options;
    const lines = this.#blocks.wrote(count, this.#context!.clock.now());
    if (lines > 0) this.#context!.wake();
    if (this.#blocks.bytes <= maxBufferedBytes) return true;
    if (this.#blocks.partialBytes > maxBufferedBytes) {
      this.#context!.fail(lineTooLong(this.#blocks.partialBytes));
      this.#isClosed = true;
      this.#socket?.destroy();
      return false;
    }
    this.#isPaused = true;
    return false;
  }

  #ended(failure: Error | null): void {
    this.#isConnected = false;
    if (this.#isClosed) return;
    const context = this.#context!;
    const { host, port, reconnect } = this.#options;
    const server = `${host}:${port}`;
    // A line that broke off is no line; one that the server ended by closing is.
    let last = 0;
    if (failure === null) last = this.#blocks.finish(context.clock.now());
    else this.#blocks.abandon();
    const { lines } = this.#blocks;
    if (last > 0) context.wake();
    if (failure === null) context.notice(`${server} closed the connection; ${lines} lines were received`);
    else if (reconnect)
      context.notice(`the connection to ${server} broke after ${lines} lines (${failure.message})`);
    else context.fail(connectionLost(host, port, lines, failure));
    if (reconnect) this.#reconnectLater();
  }

  #reconnectLater(): void {
    const context = this.#context!;
    const at = context.clock.now() + this.#options.reconnectInterval;
    this.#cancelReconnect = context.clock.schedule(at, async () => {
      if (this.#isClosed) return;
      try {
        await this.#connect();
      } catch (error) {
        context.notice(`cannot connect again yet: ${(error as { got?: string }).got ?? String(error)}`);
        this.#reconnectLater();
      }
    });
  }
}

function timedRows({ chunks, times }: LineSlice): (readonly unknown[])[] {
  return chunks.flatMap((chunk, i) => {
    const time = BigInt(Math.round(times[i]! * 1000));
    return chunk
      .toString("utf8", 0, chunk.length - 1)
      .split("\n")
      .map((line) => [line, time]);
  });
}

/** `readStream.format("socket")`. */
export const socketProvider: SourceProvider = {
  format: "socket",
  describe(options, schema) {
    const own = readSocketOptions(options).includeTimestamp ? timedSchema : lineSchema;
    refuseSchema("socket", schema, own);
    return own;
  },
  create: (options) => new SocketSource(readSocketOptions(options)),
};
