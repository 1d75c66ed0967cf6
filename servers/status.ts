import type { ServerCounts } from "./line-server.js";

/** A server that has a line: one of this process, or another's. */
export interface Shown {
  readonly name: string;
  readonly server: { readonly address: { host: string; port: number }; readonly counts: ServerCounts };
  readonly badRows: { readonly count: number };
  /** Another process's server that is no more. */
  readonly ended?: boolean;
}

/** A server's state, as a line shows it. */
export interface Status {
  readonly name: string;
  readonly address: string;
  readonly clients: number;
  readonly sent: number;
  readonly perSecond: number;
  readonly skipped: number;
  readonly badRows: number;
  readonly ended?: boolean;
}

/** One line: `iot     127.0.0.1:9999    2 clients   1,204 sent   20/s   0 skipped`. */
export function statusLine(status: Status): string {
  const parts = [
    status.name.padEnd(7),
    status.address.padEnd(16),
    count(status.clients, "client").padStart(11),
    `${whole(status.sent)} sent`.padStart(16),
    `${whole(status.perSecond)}/s`.padStart(11),
    `${whole(status.skipped)} skipped`.padStart(12),
  ];
  if (status.ended) parts.push("  ended");
  if (status.badRows > 0) parts.push(`  ${count(status.badRows, "bad row")} in the recording`);
  return parts.join(" ");
}

/** Shows the servers' lines: in place on a terminal, else one after the other. */
export class StatusBoard {
  readonly #last = new Map<string, number>();
  #lastTime: number;
  #drawn = false;

  constructor(
    readonly servers: readonly Shown[],
    readonly out: { write(text: string): unknown; isTTY?: boolean; columns?: number },
    now: number,
  ) {
    this.#lastTime = now;
    // One that runs already has sent much before this moment.
    for (const { name, server } of servers) this.#last.set(name, server.counts.sent);
  }

  /** Draws every line; rates are those since the last time. */
  draw(now: number): void {
    const seconds = Math.max(0.001, (now - this.#lastTime) / 1000);
    this.#lastTime = now;
    const lines = this.servers.map((shown) => statusLine(this.#status(shown, seconds)));
    const { out } = this;
    if (!out.isTTY) {
      out.write(lines.map((line) => `${line}\n`).join(""));
      return;
    }
    // Up to where the lines began, then each over its former self; a wrapped line would break the count.
    const up = this.#drawn ? `\u001B[${lines.length}A` : "";
    out.write(up + lines.map((line) => `\u001B[2K${line.slice(0, (out.columns ?? 120) - 1)}\n`).join(""));
    this.#drawn = true;
  }

  #status({ name, server, badRows, ended = false }: Shown, seconds: number): Status {
    const { host, port } = server.address;
    const { clients, sent, skipped } = server.counts;
    const perSecond = Math.round((sent - (this.#last.get(name) ?? 0)) / seconds);
    this.#last.set(name, sent);
    return {
      name,
      address: `${host}:${port}`,
      clients,
      sent,
      perSecond,
      skipped,
      badRows: badRows.count,
      ended,
    };
  }
}

function whole(value: number): string {
  return value.toLocaleString("en-US");
}

function count(value: number, thing: string): string {
  return `${whole(value)} ${thing}${value === 1 ? "" : "s"}`;
}
