import { StreambookError } from "../src/errors.js";
import { differences, howToEnd, starter } from "../src/session/servers/identity.js";
import type { Identity } from "../src/session/servers/identity.js";
import type { Command } from "./cli.js";
import { Neighbour } from "./neighbour.js";
import type { Simulator } from "./simulator.js";
import { simulator } from "./simulator.js";

/** The servers asked for: those started here, and those that ran already. */
export interface Running {
  readonly simulators: readonly Simulator[];
  readonly neighbours: readonly Neighbour[];
}

/** Listens with every server asked for, or with none. For a person, one that runs already will do. */
export async function startAll({ names, options, parent }: Command): Promise<Running> {
  const simulators: Simulator[] = [];
  const neighbours: Neighbour[] = [];
  const command = names.length > 1 ? "npm run servers --" : undefined;
  const setting = {
    ...(command === undefined ? {} : { command }),
    ...(parent ? { parent: process.ppid } : {}),
  };
  try {
    for (const [place, name] of names.entries()) {
      const port = options.port === undefined || options.port === 0 ? options.port : options.port + place;
      const one = simulator(name, { ...options, ...(port === undefined ? {} : { port }) }, setting);
      try {
        await one.server.listen();
        simulators.push(one);
      } catch (error) {
        if (parent) throw error;
        neighbours.push(await instead(name, options, error));
      }
    }
    return { simulators, neighbours };
  } catch (error) {
    await stopAll({ simulators, neighbours });
    throw error;
  }
}

export async function stopAll({ simulators, neighbours }: Running): Promise<void> {
  for (const neighbour of neighbours) neighbour.leave();
  await Promise.all(simulators.map(({ server }) => server.stop()));
}

/** The server that has the port, if it is the one asked for; else the error, with what is known of that one. */
async function instead(name: string, options: object, error: unknown): Promise<Neighbour> {
  const { address: host, port } = ((error as Error).cause ?? {}) as { address?: string; port?: number };
  if (!(error instanceof StreambookError) || error.code !== "PORT_TAKEN") throw error;
  if (host === undefined || port === undefined) throw error;
  const neighbour = await Neighbour.find(host, port);
  if (neighbour === undefined) throw error;
  const { identity } = neighbour;
  const other = differences(options, identity);
  if (identity.name === name && other === "") return neighbour;
  neighbour.leave();
  throw taken(name, port, identity, other, error);
}

function taken(
  name: string,
  port: number,
  running: Identity,
  other: string,
  error: StreambookError,
): StreambookError {
  const rule = `The ${running.name} server, started by ${starter(running)}, has port ${port}.`;
  const got = running.name === name ? `it runs with ${other}` : `the ${name} server was asked for`;
  const cure = `${error.cure}, or end that one first: ${howToEnd(running)}`;
  return new StreambookError({ code: "PORT_TAKEN", step: `${name} server`, rule, got, cure, cause: error });
}
