import { readFileSync } from "node:fs";
import { dataFile } from "../data-file.js";
import type { LineWriter } from "../line-writer.js";
import { Random } from "../random.js";
import type { RecordMaker, RecordSettings } from "./record.js";

/** One saying, as `data/quotes.json` holds it. */
export interface Quote {
  readonly character: string;
  readonly quote: string;
}

const ERROR = Buffer.from('{"character": null, "quote": null}\n');
let cast: Buffer[] | undefined;

/** Every saying of the cast, once a round, in an order of its own each round; it never ends. */
export function quotesRecords(settings: RecordSettings): RecordMaker {
  return new Quotes(settings, (cast ??= readQuotes().map(line)));
}

/** The sayings of `data/quotes.json`. */
export function readQuotes(): Quote[] {
  return JSON.parse(readFileSync(dataFile("quotes.json"), "utf8")) as Quote[];
}

function line({ character, quote }: Quote): Buffer {
  return Buffer.from(`{"character": ${JSON.stringify(character)}, "quote": ${JSON.stringify(quote)}}\n`);
}

class Quotes implements RecordMaker {
  readonly maxBytes: number;
  readonly #random: Random;
  readonly #round: Buffer[];
  #next = 0;

  constructor(
    readonly settings: RecordSettings,
    lines: readonly Buffer[],
  ) {
    this.#random = new Random(settings.seed);
    this.#round = [...lines];
    this.maxBytes = Math.max(ERROR.length, ...lines.map((bytes) => bytes.length));
  }

  next(out: LineWriter): boolean {
    if (this.#next === 0) this.#random.shuffle(this.#round);
    out.text(this.#random.next() < this.settings.errors ? ERROR : this.#round[this.#next]!);
    this.#next = (this.#next + 1) % this.#round.length;
    return true;
  }
}
