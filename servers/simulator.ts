import { resolve } from "node:path";
import { Broadcast } from "./broadcast.js";
import { SystemClock } from "./clock.js";
import type { RecordClock } from "./clock.js";
import { LineServer } from "./line-server.js";
import type { ServerOptions } from "./options.js";
import { DEFAULT_HOST, DEFAULT_LATENESS, DEFAULT_RATE, DEFAULT_SEED } from "./options.js";
import { OwnSequences } from "./own-sequence.js";
import type { RecordMaker } from "./records/record.js";
import { SERVERS } from "./registry.js";
import { BadRows, Replay, checkRecording } from "./replay.js";
import type { Supply } from "./supply.js";

/** A server that is ready to listen, and what it counts of its recording. */
export interface Simulator {
  readonly name: string;
  readonly server: LineServer;
  readonly badRows: BadRows;
}

/** Where a server runs, rather than what it sends; see `LineServerOptions`. */
export interface Setting {
  readonly command?: string;
  readonly stallMs?: number;
  /** The process that started this one, and ends it. */
  readonly parent?: number;
}

/**
 * Makes the server of that name. At a rate, everybody gets the one live stream; with `count`, `replay` or the rate
 * `max` each client gets a sequence of its own, from its first record, with nothing left out.
 */
export function simulator(name: string, options: ServerOptions = {}, setting: Setting = {}): Simulator {
  const kind = SERVERS[name]!;
  const settings = {
    seed: options.seed ?? DEFAULT_SEED,
    errors: options.errors ?? (options.replay === undefined ? kind.errors : 0),
    lateness: options.lateness ?? DEFAULT_LATENESS,
  };
  const rate = options.rate ?? DEFAULT_RATE;
  const clock = new SystemClock();
  const badRows = new BadRows();
  const begin = beginner(name, options, settings, clock, badRows);
  const own = rate === "max" || options.count !== undefined || options.replay !== undefined;
  const supply: Supply = own
    ? new OwnSequences({ rate, count: options.count, clock, begin })
    : new Broadcast(begin(), clock, rate);
  const { count, replay } = options;
  const recording =
    replay === undefined
      ? {}
      : { replay: resolve(replay), time: options.time ?? "now", loop: options.loop ?? false };
  const server = new LineServer({
    name,
    host: options.host ?? DEFAULT_HOST,
    port: options.port ?? kind.port,
    supply,
    about: { pid: process.pid, parent: setting.parent, rate, ...settings, count, ...recording },
    command: setting.command ?? `npm run server ${name} --`,
    ...(setting.stallMs === undefined ? {} : { stallMs: setting.stallMs }),
  });
  return { name, server, badRows };
}

/** How to begin a sequence of records. */
function beginner(
  name: string,
  { replay, time = "now", loop = false }: ServerOptions,
  settings: { seed: number; errors: number; lateness: number },
  clock: RecordClock,
  badRows: BadRows,
): () => RecordMaker {
  const kind = SERVERS[name]!;
  if (replay === undefined) return () => kind.records({ ...settings, clock });
  checkRecording(replay);
  const options = { file: replay, time, loop, clock, ...settings, bpm: kind.motion === "bpm" };
  return () => new Replay(options, badRows);
}
