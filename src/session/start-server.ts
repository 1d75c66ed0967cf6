import { StreambookError } from "../errors.js";
import { ServerProcess, startProcess } from "./servers/child.js";
import type { Failure } from "./servers/child.js";
import { differences, howToEnd, starter } from "./servers/identity.js";
import type { Identity } from "./servers/identity.js";
import { probe } from "./servers/probe.js";
import { serversMain } from "./servers/project.js";

/** The simulators that come with the book. */
export type ServerName = "iot" | "heart" | "quotes" | (string & {});

/** How a simulator sends; what is left out is as `npm run server NAME -- --help` says. */
export interface StartServerOptions {
  /** Records a second, or `"max"`: as fast as each client reads. 10 by default. */
  readonly rate?: number | "max";
  /** The server's own port by default (iot 9999, heart 10000, quotes 10001); 0 takes any free one. */
  readonly port?: number;
  readonly host?: string;
  /** The same seed gives the same records, the times apart. */
  readonly seed?: number;
  /** Share of records without any value but the times, 0 to 1. */
  readonly errors?: number;
  /** A record was created up to this many seconds before it arrives. */
  readonly lateness?: number;
  /** Each client gets its own so many records, then its connection is closed. */
  readonly count?: number;
  /** A recording to send: a CSV file of the Heterogeneity Activity Recognition data set. */
  readonly replay?: string;
  /** With `replay`: records arrive now (the default), or keep their recorded times. */
  readonly time?: "now" | "kept";
  /** With `replay`: begin again at the end of the file. */
  readonly loop?: boolean;
}

/** A simulator that runs. */
export interface RunningServer {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** `tcp://host:port`. */
  readonly url: string;
  /** It ran already, and nothing was asked that it does not do. */
  readonly reused: boolean;
  /** Its process. */
  readonly pid: number;
  /** Ends it, if this process started it; one that another process started goes on, and a printed line says who can end it. */
  stop(): Promise<void>;
}

/** The free port that `startServer` takes for itself where the server's own has another's. */
const ANY_PORT = 0;

/** What this process started, by name and port asked for. */
const started = new Map<string, { asked: string; server: Promise<ServerProcess | RunningServer> }>();

/**
 * Starts a simulator in a process of its own, and waits until it can be connected to. It ends when this process ends.
 * If it already runs (in a second terminal, in another notebook) that one is used, unless the options given differ from
 * those it has: then another is started on a free port, and a printed line says so. Called again with other options, it
 * starts its own server anew.
 *
 * @throws StreambookError `PORT_TAKEN` when another program has the port (or a server with other options the port asked for), `NO_SUCH_SERVER`, `BAD_OPTION`, `NOT_BUILT`.
 * @example
 * const iot = await startServer("iot", { rate: 100 });
 * const lines = session.readStream.format("socket").option("host", iot.host).option("port", iot.port).load();
 * await iot.stop();
 */
export async function startServer(
  name: ServerName,
  options: StartServerOptions = {},
): Promise<RunningServer> {
  const key = `${name} ${options.host ?? ""} ${options.port ?? ""}`;
  const asked = JSON.stringify(Object.entries(options).sort());
  for (let known = started.get(key); known !== undefined && options.port !== 0; known = started.get(key)) {
    const server = await known.server;
    if (server instanceof ServerProcess && server.running) {
      if (known.asked === asked || wantsNothing(options)) return handle(name, key, server, true);
      console.log(`The ${name} server on port ${server.port} is started anew, with the options given now.`);
      await stopOne(key, server);
    } else if (started.get(key) === known) started.delete(key);
  }
  const place = options.port === 0 ? `${key} ${anyPort++}` : key;
  const server = launch(name, options);
  started.set(place, { asked, server });
  try {
    const ready = await server;
    if (ready instanceof ServerProcess) return handle(name, place, ready, false);
    started.delete(place);
    return ready;
  } catch (error) {
    started.delete(place);
    throw error;
  }
}

let anyPort = 0;

/** Stops every simulator that this process started. */
export async function stopServers(): Promise<void> {
  await Promise.all(
    [...started].map(async ([key, { server }]) => {
      // One that failed to start has told its own caller, and there is nothing to stop.
      const ready = await server.catch(() => undefined);
      if (ready instanceof ServerProcess) await stopOne(key, ready);
    }),
  );
}

async function stopOne(key: string, server: ServerProcess): Promise<void> {
  await server.stop();
  const known = started.get(key);
  if (known !== undefined && (await known.server) === server) started.delete(key);
}

function handle(name: string, key: string, server: ServerProcess, reused: boolean): RunningServer {
  const { host, port, pid } = server;
  return { name, host, port, url: url(host, port), reused, pid, stop: () => stopOne(key, server) };
}

/** Starting comes first: a port that is free when asked may be taken a moment later, by another notebook's cell. */
async function launch(name: string, options: StartServerOptions): Promise<ServerProcess | RunningServer> {
  const result = await startProcess(serversMain(), [name, ...commandLine(options)]);
  if (result instanceof ServerProcess) return result;
  const { host, port } = result;
  if (result.code !== "PORT_TAKEN" || host === undefined || port === undefined) throw refused(name, result);
  const other = await probe(host, port);
  if (other?.name !== name) throw taken(name, host, port, other && `the ${other.name} server`);
  const differs = differences(options, other);
  if (differs === "") return elsewhere(other, host, port);
  // Whoever named the port relies on it.
  if (options.port !== undefined)
    throw taken(name, host, port, `the ${name} server of ${starter(other)} (${differs})`);
  const own = await startProcess(serversMain(), [name, ...commandLine({ ...options, port: ANY_PORT })]);
  if (!(own instanceof ServerProcess)) throw refused(name, own);
  console.log(
    `Another ${name} server has port ${port} (${differs}), so this one was started on port ${own.port}.`,
  );
  return own;
}

/** A server that another process runs, and ends. */
function elsewhere(running: Identity, host: string, port: number): RunningServer {
  const { name, pid } = running;
  const stop = async () => {
    if ((await probe(host, port))?.pid !== pid) return;
    console.log(
      `The ${name} server on port ${port} was started by ${starter(running)} and goes on. To end it: ${howToEnd(running)}.`,
    );
  };
  return { name, host, port, url: url(host, port), reused: true, pid, stop };
}

/** Where it listens is part of its name here; anything else is a wish. */
function wantsNothing({ port: _port, host: _host, ...wishes }: StartServerOptions): boolean {
  return Object.values(wishes).every((wish) => wish === undefined);
}

function url(host: string, port: number): string {
  return `tcp://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

function commandLine(options: StartServerOptions): string[] {
  const args: string[] = [];
  for (const [option, value] of Object.entries(options) as [
    string,
    string | number | boolean | undefined,
  ][]) {
    if (value === true) args.push(`--${option}`);
    else if (value !== undefined && value !== false) args.push(`--${option}=${value}`);
  }
  return args;
}

function taken(name: string, host: string, port: number, other: string | undefined): StreambookError {
  return new StreambookError({
    code: "PORT_TAKEN",
    step: `startServer("${name}")`,
    rule: `Port ${port} of ${host} must be free, or the ${name} server's.`,
    got: `${other ?? "another program"} listens there`,
    cure: `startServer("${name}", { port: ${port > 65000 ? port - 100 : port + 100} })`,
  });
}

/** The server speaks of its command line; a cell has no command line. */
function refused(name: string, { code, rule, got, cure }: Failure): StreambookError {
  const inCell = (text: string) =>
    text
      .replace(/npm run server (\w+).*/, 'startServer("$1")')
      .replace(/--(\w+) (\S+)/g, `startServer("${name}", { $1: $2 })`)
      .replace(/--(\w+)/g, "$1");
  return new StreambookError({
    code,
    step: `startServer("${name}")`,
    rule: rule.replace(/--(\w+)/g, "$1"),
    ...(got === undefined ? {} : { got: got.replace(/^--/, "") }),
    ...(cure === undefined ? {} : { cure: inCell(cure) }),
  });
}
