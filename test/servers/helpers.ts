import { connect } from "node:net";
import type { Socket } from "node:net";
import { onTestFinished } from "vitest";
import { StepClock } from "../../servers/clock.js";
import { LineWriter } from "../../servers/line-writer.js";
import type { ServerOptions } from "../../servers/options.js";
import type { RecordMaker } from "../../servers/records/record.js";
import { fill } from "../../servers/records/record.js";
import { SERVERS } from "../../servers/registry.js";
import { simulator } from "../../servers/simulator.js";
import type { Setting, Simulator } from "../../servers/simulator.js";

/** The first records of a server, under a clock that moves 0.1 s a record. */
export function firstLines(
  name: string,
  count: number,
  settings: { seed?: number; errors?: number; lateness?: number } = {},
) {
  const clock = new StepClock(1_600_000_000, 100_000_000);
  const maker = SERVERS[name]!.records({ seed: 1, errors: 0.02, lateness: 1, ...settings, clock });
  return linesOf(maker, count, clock);
}

/** Up to `count` records of a maker. */
export function linesOf(
  maker: RecordMaker,
  count: number,
  clock = new StepClock(1_600_000_000, 100_000_000),
): string[] {
  const out = new LineWriter((count + 1) * maker.maxBytes);
  fill(maker, clock, out, count);
  return out.bytes.toString("utf8", 0, out.at).split("\n").slice(0, -1);
}

/** A server on a free port, stopped when the test ends. */
export async function serve(
  name: string,
  options: ServerOptions = {},
  setting: Setting = {},
): Promise<Simulator> {
  const one = simulator(name, { port: 0, ...options }, setting);
  await one.server.listen();
  onTestFinished(() => one.server.stop());
  return one;
}

/** A client that keeps the lines it gets. */
export class Reader {
  readonly lines: string[] = [];
  readonly socket: Socket;
  /** Resolves when the server, or the test, has closed the connection. */
  readonly closed: Promise<void>;
  /** What came after the last line feed. */
  rest = "";
  #wake: () => void = () => undefined;

  constructor(
    { server }: Simulator,
    readonly keep = Infinity,
  ) {
    const { host, port } = server.address;
    this.socket = connect({ host, port, allowHalfOpen: false });
    this.socket.on("error", () => undefined);
    this.closed = new Promise((resolve) => this.socket.on("close", () => resolve()));
    this.socket.on("data", (bytes: Buffer) => {
      const parts = (this.rest + bytes.toString("utf8")).split("\n");
      this.rest = parts.pop()!;
      for (const part of parts) if (this.lines.length < this.keep) this.lines.push(part);
      this.#wake();
    });
    this.socket.on("close", () => this.#wake());
  }

  /** Resolves with the first `count` lines; rejects when the connection closes before. */
  async first(count: number): Promise<string[]> {
    while (this.lines.length < count) {
      if (this.socket.destroyed) throw new Error(`closed after ${this.lines.length} lines`);
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    return this.lines.slice(0, count);
  }
}

/** Waits for something that no event announces, one turn of the event loop after the other. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}

/** A record without its times, to compare two runs. */
export function withoutTimes(line: string): string {
  return line.replace(/"(Arrival|Creation)_Time": \d+, /g, "");
}
