import type { Client } from "./client.js";
import type { RecordClock } from "./clock.js";
import { LineWriter } from "./line-writer.js";
import type { Rate } from "./pace.js";
import { Pace } from "./pace.js";
import type { RecordMaker } from "./records/record.js";
import { fill } from "./records/record.js";
import type { Supply } from "./supply.js";

const CHUNK_BYTES = 64 * 1024;

export interface SequenceOptions {
  readonly rate: Rate;
  /** Records for each client, then its connection is closed; endless without. */
  readonly count?: number | undefined;
  readonly clock: RecordClock;
  /** Begins the sequence anew for each client. */
  readonly begin: () => RecordMaker;
}

/**
 * Each client gets the whole sequence from its first record, none left out, as fast as the rate allows and it reads.
 * What waits for a client is one chunk: the next one is made when the system has taken it.
 */
export class OwnSequences implements Supply {
  readonly #running = new Map<Client, Sequence>();

  constructor(readonly options: SequenceOptions) {}

  add(client: Client): void {
    this.#running.set(client, new Sequence(client, this.options));
  }

  remove(client: Client): void {
    this.#running.get(client)?.close();
    this.#running.delete(client);
  }

  close(): void {
    for (const client of [...this.#running.keys()]) this.remove(client);
  }
}

class Sequence {
  readonly #maker: RecordMaker;
  readonly #chunk = new LineWriter(CHUNK_BYTES);
  readonly #pace: Pace | undefined;
  #left: number;
  /** Due by the rate, but not yet sent because a chunk was full. */
  #due = 0;
  #immediate: NodeJS.Immediate | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(
    readonly client: Client,
    readonly options: SequenceOptions,
  ) {
    this.#maker = options.begin();
    this.#left = options.count ?? Infinity;
    if (options.rate !== "max") this.#pace = new Pace(options.rate, performance.now());
    this.#soon();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearImmediate(this.#immediate);
    clearTimeout(this.#timer);
    this.#maker.close?.();
  }

  /** Not at once: the other clients, and the timers, get their turn between two chunks. */
  readonly #soon = (): void => {
    if (!this.#closed) this.#immediate = setImmediate(this.#send);
  };

  readonly #send = (): void => {
    if (this.#closed || this.client.gone) return this.close();
    this.#due = this.#pace === undefined ? Infinity : this.#due + this.#pace.take(performance.now());
    const asked = Math.min(this.#due, this.#left);
    const { records, ended } = fill(this.#maker, this.options.clock, this.#chunk, asked);
    this.#due -= records;
    this.#left -= records;
    const last = ended || this.#left <= 0;
    if (records > 0) {
      const bytes = this.#chunk.bytes.subarray(0, this.#chunk.at);
      // The chunk is used again, so the next one waits until the system has taken this one.
      this.client.write(bytes, records, last ? undefined : this.#next);
    } else if (!last) this.#next();
    if (last) {
      this.close();
      this.client.end();
    }
  };

  readonly #next = (): void => {
    if (this.#closed) return;
    if (this.#pace === undefined || this.#due > 0) return this.#soon();
    this.#timer = setTimeout(this.#send, this.#pace.delay(performance.now()));
  };
}
