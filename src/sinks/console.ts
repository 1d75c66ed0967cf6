import type { Options } from "../plan/logical-plan.js";
import type { OutputBatch, Sink, SinkContext, SinkProvider } from "../streaming/sink.js";
import { showText } from "../types/show.js";
import { checkOptions, invalid, wholeNumber } from "./options.js";

const step = "console sink";
const rule = "-".repeat(43);

/** Prints every batch, the empty ones too, as Spark's console sink does. After a crash it may print a batch again. */
export class ConsoleSink implements Sink {
  readonly description = "ConsoleSink";
  readonly #print: (text: string) => void;
  readonly #timeZone: string;
  readonly #rows: number;
  readonly #truncate: boolean | number;

  constructor(context: SinkContext) {
    checkOptions(step, context.options, ["numRows", "truncate"]);
    this.#print = (text) => context.print(text);
    this.#timeZone = context.timeZone;
    this.#rows = wholeNumber(step, context.options, "numRows", 20);
    this.#truncate = truncation(context.options);
  }

  async addBatch(batch: OutputBatch): Promise<number> {
    const rows = await batch.collect();
    const options = { n: this.#rows, truncate: this.#truncate, timeZone: this.#timeZone };
    const table = showText(batch.schema, rows, options);
    // In one piece: two queries that print at once must not mix their lines.
    this.#print(`${rule}\nBatch: ${batch.id}\n${rule}\n${table}`);
    return rows.length;
  }
}

/** true cuts cells to 20 characters, a number to so many, false prints them whole. */
function truncation(options: Options): boolean | number {
  const text = (options["truncate"] ?? "true").trim().toLowerCase();
  if (text === "true" || text === "false") return text === "true";
  if (/^\d+$/.test(text)) return Number(text);
  throw invalid(step, "truncate", text, "true, false or a number of characters");
}

export const consoleSink: SinkProvider = {
  format: "console",
  modes: ["append", "update", "complete"],
  create: (context) => new ConsoleSink(context),
};
