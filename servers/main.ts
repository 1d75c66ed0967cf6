import { StreambookError } from "../src/errors.js";
import { helpText, parseCommand } from "./cli.js";
import type { Command } from "./cli.js";
import type { Simulator } from "./simulator.js";
import { simulator } from "./simulator.js";
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

/** Listens with every server asked for, or with none. */
async function startAll({ names, options }: Command): Promise<Simulator[]> {
  const started: Simulator[] = [];
  const setting = names.length > 1 ? { command: "npm run servers --" } : {};
  try {
    for (const [place, name] of names.entries()) {
      const port = options.port === undefined || options.port === 0 ? options.port : options.port + place;
      const one = simulator(name, { ...options, ...(port === undefined ? {} : { port }) }, setting);
      await one.server.listen();
      started.push(one);
    }
    return started;
  } catch (error) {
    await stopAll(started);
    throw error;
  }
}

/** Shows what the servers do until Ctrl-C. */
async function runForPerson(simulators: Simulator[]): Promise<void> {
  const board = new StatusBoard(simulators, process.stdout, performance.now());
  // A reader of our output that left (`npm run servers | head`) is no reason to fall over.
  process.stdout.on("error", () => undefined);
  console.log("Ctrl-C ends it.");
  board.draw(performance.now());
  const timer = setInterval(
    () => board.draw(performance.now()),
    process.stdout.isTTY ? TERMINAL_EVERY_MS : LOG_EVERY_MS,
  );
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
  clearInterval(timer);
  board.draw(performance.now());
  for (const { badRows } of simulators)
    if (badRows.count > 0)
      console.log(
        `${badRows.count} rows of the recording could not be read, the first in line ${badRows.first}.`,
      );
  await stopAll(simulators);
  process.exitCode = 0;
}

/** Runs for as long as the process that started it: the channel closes with it, however it ends. */
async function runForParent(simulators: Simulator[]): Promise<void> {
  const parentLeft = new Promise<void>((resolve) => process.once("disconnect", resolve));
  // Ctrl-C in a notebook's terminal interrupts a cell, and reaches this process too: the parent decides.
  process.on("SIGINT", () => undefined);
  process.send?.({ ready: simulators.map(({ name, server }) => ({ name, ...server.address })) });
  if (process.connected) await parentLeft;
  await stopAll(simulators);
  process.exit(0);
}

async function stopAll(simulators: Simulator[]): Promise<void> {
  await Promise.all(simulators.map(({ server }) => server.stop()));
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
