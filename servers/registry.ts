import { heartRecords } from "./records/heart.js";
import { iotRecords } from "./records/iot.js";
import { quotesRecords } from "./records/quotes.js";
import type { RecordMaker, RecordSettings } from "./records/record.js";

/** A simulator: what it is called, where it listens, what it sends. */
export interface ServerKind {
  readonly port: number;
  /** One sentence for the help. */
  readonly sends: string;
  /** Share of error records unless told otherwise. */
  readonly errors: number;
  readonly records: (settings: RecordSettings) => RecordMaker;
  /** Which records a recording becomes; without it, and without times of its own, there is nothing to replay or delay. */
  readonly motion?: "plain" | "bpm";
}

/** Every server: a new one is one line here. */
export const SERVERS: Readonly<Record<string, ServerKind>> = {
  iot: { port: 9999, sends: "what two phones measure", errors: 0.02, records: iotRecords, motion: "plain" },
  heart: {
    port: 10000,
    sends: "what twelve watches measure",
    errors: 0.02,
    records: heartRecords,
    motion: "bpm",
  },
  quotes: { port: 10001, sends: "who says what", errors: 0, records: quotesRecords },
};
