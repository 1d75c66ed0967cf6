import type { Client } from "./client.js";
import type { RecordClock } from "./clock.js";
import { LineWriter } from "./line-writer.js";
import { Pace } from "./pace.js";
import type { RecordMaker } from "./records/record.js";
import { fill } from "./records/record.js";
import type { Supply } from "./supply.js";

const CHUNK_BYTES = 64 * 1024;
/** What may wait for one slow client, and for all slow clients together. */
const CLIENT_BYTES = 16 << 20;
const ALL_CLIENTS_BYTES = 64 << 20;

/** How many bytes may wait for each of so many clients. */
export function clientLimit(clients: number): number {
  return Math.max(CHUNK_BYTES, Math.min(CLIENT_BYTES, Math.floor(ALL_CLIENTS_BYTES / Math.max(1, clients))));
}

/**
 * The live stream: everybody gets the same records at the same time, each from when it connected. A record is made while
 * somebody listens. Who reads too slowly misses whole records, once `clientLimit` bytes wait for it; nobody else notices.
 */
export class Broadcast implements Supply {
  readonly #clients = new Set<Client>();
  readonly #chunk = new LineWriter(CHUNK_BYTES);
  readonly #pace: Pace;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    readonly maker: RecordMaker,
    readonly clock: RecordClock,
    rate: number,
  ) {
    this.#pace = new Pace(rate, performance.now());
  }

  add(client: Client): void {
    this.#clients.add(client);
    if (this.#timer !== undefined) return;
    this.#pace.restart(performance.now());
    this.#timer = setTimeout(this.#tick, 0);
  }

  remove(client: Client): void {
    this.#clients.delete(client);
    if (this.#clients.size === 0) this.close();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  readonly #tick = (): void => {
    this.send(this.#pace.take(performance.now()));
    this.#timer = setTimeout(this.#tick, this.#pace.delay(performance.now()));
  };

  /** Makes so many records and hands them to everybody. */
  send(records: number): void {
    for (let left = records; left > 0;) {
      const made = fill(this.maker, this.clock, this.#chunk, left).records;
      left -= made;
      // One copy for all: clients share the bytes.
      const bytes = Buffer.from(this.#chunk.bytes.subarray(0, this.#chunk.at));
      const limit = clientLimit(this.#clients.size);
      for (const client of this.#clients) {
        if (client.gone) continue;
        if (client.pending > 0 && client.pending + bytes.length > limit) client.skipped += made;
        else client.write(bytes, made);
      }
    }
  }
}
