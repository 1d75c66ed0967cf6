import { resolve } from "node:path";

const ANSWER = '{"streambook":';
/** What decides which records a server sends, and when; where it listens is another matter. */
const COMPARED = ["rate", "seed", "errors", "lateness", "count", "replay", "time", "loop"] as const;

/** What a server of ours says of itself. */
export interface Identity {
  readonly name: string;
  readonly pid: number;
  /** The process that called `startServer`; undefined for a server that runs in a terminal. */
  readonly parent: number | undefined;
  /** The options it runs with. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly counts: { readonly clients: number; readonly sent: number; readonly skipped: number };
}

/** Reads the line by which a server says who it is; undefined for every other line, a record for instance. */
export function readIdentity(line: string): Identity | undefined {
  if (!line.startsWith(ANSWER)) return undefined;
  try {
    const { streambook, pid, parent, counts, ...options } = JSON.parse(line) as Record<string, unknown>;
    if (typeof streambook !== "string" || typeof pid !== "number") return undefined;
    return {
      name: streambook,
      pid,
      parent: typeof parent === "number" ? parent : undefined,
      options,
      counts: { clients: 0, sent: 0, skipped: 0, ...(counts as object | undefined) },
    };
  } catch {
    return undefined; // it only looked like one of ours
  }
}

/** How the running server differs from what is asked for: `rate 10, not 50`; empty when it will do. */
export function differences(asked: object, running: Identity): string {
  const wanted = asked as Readonly<Record<string, unknown>>;
  const found: string[] = [];
  for (const name of COMPARED) {
    const want = name === "replay" ? wholePath(wanted[name]) : wanted[name];
    const has = running.options[name] ?? (name === "loop" ? false : undefined);
    if (want === undefined || want === has) continue;
    found.push(
      has === undefined ? `no ${name}` : `${name} ${JSON.stringify(has)}, not ${JSON.stringify(want)}`,
    );
  }
  return found.join("; ");
}

/** Who can end it: `a notebook or script (process 123)`. */
export function starter({ pid, parent }: Identity): string {
  return parent === undefined ? `a terminal (process ${pid})` : `a notebook or script (process ${parent})`;
}

/** What to do where the server was started. */
export function howToEnd({ name, parent }: Identity): string {
  return parent === undefined ? "Ctrl-C in its terminal" : `await ${name}.stop() in its notebook`;
}

function wholePath(file: unknown): unknown {
  return typeof file === "string" ? resolve(file) : file;
}
