import { StreambookError } from "../src/errors.js";
import { helpText, parseCommand } from "./cli.js";
import { howToEnd, starter } from "../src/session/servers/identity.js";
import type { Neighbour } from "./neighbour.js";
import { startAll, stopAll } from "./start-all.js";
import type { Running } from "./start-all.js";
import { StatusBoard } from "./status.js";

const TERMINAL_EVERY_MS = 1000;
const LOG_EVERY_MS = 10_000;

void main();

async function main(): Promise<void> {
  const forParent = process.argv.includes("--parent");
  try {
    const command = parseCommand(process.argv.slice(2));
    if (command.help) console.log(helpText());
    else if (command.parent) await runForParent(await startAll(command));
    else await runForPerson(await startAll(command));
  } catch (error) {
    fail(error, forParent);
  }
}

/** Shows what the servers do until Ctrl-C, or until nothing is left to show. */
async function runForPerson(running: Running): Promise<void> {
  const { simulators, neighbours } = running;
  const board = new StatusBoard([...simulators, ...neighbours], process.stdout, performance.now());
  // A reader of our output that left (`npm run servers | head`) is no reason to fall over.
  process.stdout.on("error", () => undefined);
  for (const neighbour of neighbours) console.log(introduction(neighbour));
  if (simulators.length > 0) console.log("Ctrl-C ends it.");
  else console.log("Ctrl-C ends this view; what was started elsewhere goes on.");
  board.draw(performance.now());
  const timer = setInterval(
    () => board.draw(performance.now()),
    process.stdout.isTTY ? TERMINAL_EVERY_MS : LOG_EVERY_MS,
  );
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
    if (simulators.length === 0) void Promise.all(neighbours.map(({ gone }) => gone)).then(() => resolve());
  });
  clearInterval(timer);
  board.draw(performance.now());
  for (const { badRows } of simulators)
    if (badRows.count > 0)
      console.log(
        `${badRows.count} rows of the recording could not be read, the first in line ${badRows.first}.`,
      );
  await stopAll(running);
  process.exitCode = 0;
}

function introduction({ identity, address }: Neighbour): string {
  const { name, options } = identity;
  const rate =
    options.rate === "max" ? "as fast as each client reads" : `${String(options.rate)} records a second`;
  return [
    `The ${name} server already runs on ${address.host}:${address.port} (${rate}), started by ${starter(identity)}.`,
    `  To replace it: ${howToEnd(identity)}, then type this again. Until then its line is shown here.`,
  ].join("\n");
}

/** Runs for as long as the process that started it: the channel closes with it, however it ends. */
async function runForParent(running: Running): Promise<void> {
  const { simulators } = running;
  const parentLeft = new Promise<void>((resolve) => process.once("disconnect", resolve));
  // Ctrl-C in a notebook's terminal interrupts a cell, and reaches this process too: the parent decides.
  process.on("SIGINT", () => undefined);
  process.send?.({ ready: simulators.map(({ name, server }) => ({ name, ...server.address })) });
  if (process.connected) await parentLeft;
  await stopAll(running);
  process.exit(0);
}

function fail(error: unknown, forParent: boolean): void {
  process.exitCode = 1;
  if (!(error instanceof StreambookError)) {
    console.error(error);
    if (forParent) process.disconnect?.();
    return;
  }
  console.error(error.message);
  if (!forParent || process.send === undefined) return;
  const { code, rule, got, cure } = error;
  // Node's own error says where it wanted to listen.
  const { address: host, port } = (error.cause ?? {}) as { address?: string; port?: number };
  process.send({ failed: { code, rule, got, cure, host, port } }, () => process.disconnect());
}
