import type { Rate } from "./pace.js";

/** What a server may be told, by the command line or by `startServer`. */
export interface ServerOptions {
  rate?: Rate;
  port?: number;
  host?: string;
  seed?: number;
  errors?: number;
  lateness?: number;
  count?: number;
  replay?: string;
  time?: "now" | "kept";
  loop?: boolean;
}

/** The pace of the original simulator: one record per 0.1 s. */
export const DEFAULT_RATE = 10;
export const DEFAULT_HOST = "127.0.0.1";
export const DEFAULT_SEED = 1;
export const DEFAULT_LATENESS = 1;

/** An option of the command line. */
export interface OptionKind {
  /** What follows it in the help; undefined for a switch. */
  readonly value?: string;
  readonly help: string;
  /** Reads the value; undefined when it is not one. */
  readonly read?: (text: string) => number | string | undefined;
  /** What a right value is, in words. */
  readonly rule?: string;
}

const number = (low: number, high: number) => (text: string) => {
  const value = text.trim() === "" ? NaN : Number(text);
  return value >= low && value <= high ? value : undefined;
};
const integer = (low: number, high: number) => (text: string) =>
  /^\d+$/.test(text) ? number(low, high)(text) : undefined;

export const OPTIONS: Readonly<Record<string, OptionKind>> = {
  rate: {
    value: "N|max",
    help: `records a second, or max: as fast as each client reads (${DEFAULT_RATE})`,
    read: (text) => (text === "max" ? "max" : number(0.001, 1e7)(text)),
    rule: "a number from 0.001 to 10000000, or max",
  },
  port: {
    value: "N",
    help: "the port; with several servers the first one's, the others follow (9999, 10000, 10001)",
    read: integer(0, 65535),
    rule: "an integer from 0 to 65535 (0: any free one)",
  },
  host: {
    value: "ADDRESS",
    help: `the address to listen on; 0.0.0.0 lets other machines in (${DEFAULT_HOST})`,
    read: (text) => (text === "" ? undefined : text),
    rule: "an address of this machine",
  },
  seed: {
    value: "N",
    help: `the same seed gives the same records, the times apart (${DEFAULT_SEED})`,
    read: integer(0, 4294967295),
    rule: "an integer from 0 to 4294967295",
  },
  errors: {
    value: "SHARE",
    help: "share of records without any value but the times (0.02; quotes and recordings 0)",
    read: number(0, 1),
    rule: "a number from 0 to 1",
  },
  lateness: {
    value: "SECONDS",
    help: `a record was created up to so long before it arrives (${DEFAULT_LATENESS})`,
    read: number(0, 1e8),
    rule: "a number of seconds, 0 or more",
  },
  count: {
    value: "N",
    help: "each client gets its own N records from the first on, then its connection is closed",
    read: integer(1, Number.MAX_SAFE_INTEGER),
    rule: "an integer, 1 or more",
  },
  replay: {
    value: "FILE",
    help: "send a recording: a CSV file of the Heterogeneity Activity Recognition data set",
    read: (text) => (text === "" ? undefined : text),
    rule: "the path of a file",
  },
  time: {
    value: "now|kept",
    help: "with --replay: records arrive now (now), or keep their recorded times (kept)",
    read: (text) => (text === "now" || text === "kept" ? text : undefined),
    rule: "now or kept",
  },
  loop: { help: "with --replay: begin again at the end of the file" },
  help: { help: "this text" },
};
