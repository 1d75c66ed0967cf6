import { StreambookError } from "../src/errors.js";
import { nearest } from "./nearest.js";
import { OPTIONS } from "./options.js";
import type { ServerOptions } from "./options.js";
import { SERVERS } from "./registry.js";

/** What the command line asks for. */
export interface Command {
  /** The servers to run, in the order of their ports. */
  readonly names: readonly string[];
  readonly options: ServerOptions;
  readonly help: boolean;
  /** Started by `startServer`: answers over the channel to its parent, and ends with it. */
  readonly parent: boolean;
}

/** Reads `iot --rate 100`, `--all`; a wrong word is an error that names the nearest right one. */
export function parseCommand(args: readonly string[]): Command {
  const options: Record<string, unknown> = {};
  const names: string[] = [];
  let [help, parent, all] = [false, false, false];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (!arg.startsWith("-")) names.push(serverName(arg));
    else if (arg === "--parent") parent = true;
    else if (arg === "--all") all = true;
    else if (arg === "--help" || arg === "-h") help = true;
    else {
      const [name, inline] = split(arg);
      const kind = OPTIONS[name];
      if (kind === undefined) throw unknownOption(name);
      if (kind.read === undefined) options[name] = true;
      else options[name] = readValue(name, inline ?? args[++i]);
    }
  }
  if (all) names.splice(0, names.length, ...Object.keys(SERVERS));
  if (!help && names.length === 0) throw noServer();
  const command = { names: [...new Set(names)], options: options as ServerOptions, help, parent };
  if (!help) checkTogether(command);
  return command;
}

/** The text of `--help`. */
export function helpText(): string {
  const servers = Object.entries(SERVERS).map(([name, kind]) =>
    row(name, `port ${kind.port}: ${kind.sends}`),
  );
  const options = Object.entries(OPTIONS).map(([name, { value, help }]) =>
    row(`--${name} ${value ?? ""}`, help),
  );
  return [
    "npm run server NAME -- [options]     one server",
    "npm run servers -- [options]         all of them",
    "",
    "Servers",
    ...servers,
    "",
    "Options (with npm they come after a lone --)",
    ...options,
    "",
    "Ctrl-C ends it. docs/servers.md says more.",
  ].join("\n");
}

function row(left: string, right: string): string {
  return `  ${left.trim().padEnd(20)} ${right}`;
}

function split(arg: string): [string, string | undefined] {
  const name = arg.replace(/^--?/, "");
  const at = name.indexOf("=");
  return at < 0 ? [name, undefined] : [name.slice(0, at), name.slice(at + 1)];
}

function readValue(name: string, text: string | undefined): number | string {
  const { read, rule } = OPTIONS[name]!;
  const value = text === undefined ? undefined : read?.(text);
  if (value !== undefined) return value;
  throw wrong(
    "BAD_OPTION",
    `--${name} wants ${rule}.`,
    text ?? "nothing",
    `--${name} ${OPTIONS[name]!.value}`,
  );
}

function serverName(word: string): string {
  if (Object.hasOwn(SERVERS, word)) return word;
  const known = Object.keys(SERVERS);
  const guess = nearest(word, known);
  const cure = guess === undefined ? `one of ${known.join(", ")}` : `npm run server ${guess}`;
  throw wrong(
    "NO_SUCH_SERVER",
    `There is no server of that name; there are ${known.join(", ")}.`,
    word,
    cure,
  );
}

function unknownOption(name: string): StreambookError {
  const guess = nearest(name, Object.keys(OPTIONS));
  const cure = guess === undefined ? "--help lists them" : `--${guess}`;
  return wrong("NO_SUCH_OPTION", "There is no such option.", `--${name}`, cure);
}

function noServer(): StreambookError {
  const known = Object.keys(SERVERS).join(", ");
  return wrong(
    "NO_SERVER",
    `Say which server: ${known}.`,
    undefined,
    "npm run server iot (or npm run servers for all)",
  );
}

/** Options that mean nothing together are refused, not ignored. */
function checkTogether({ names, options }: Command): void {
  const given = (name: keyof ServerOptions) => options[name] !== undefined;
  for (const name of ["time", "loop"] as const)
    if (given(name) && !given("replay"))
      throw wrong("BAD_OPTION", `--${name} goes with --replay.`, undefined, `--replay FILE --${name}`);
  if (given("replay") && given("lateness"))
    throw wrong(
      "BAD_OPTION",
      "--lateness does not go with --replay: a recording has its own.",
      undefined,
      "leave it out",
    );
  const still = names.find((name) => SERVERS[name]!.motion === undefined);
  const only = names.length === 1 ? still : undefined;
  if (given("replay") && still !== undefined)
    throw wrong(
      "BAD_OPTION",
      `The ${still} server has no use for a recording of movements.`,
      undefined,
      "npm run server iot",
    );
  if (given("lateness") && only !== undefined)
    throw wrong(
      "BAD_OPTION",
      `The ${only} server's records have no times.`,
      undefined,
      "leave --lateness out",
    );
}

function wrong(code: string, rule: string, got: string | undefined, cure: string): StreambookError {
  return new StreambookError({ code, step: "server", rule, cure, ...(got === undefined ? {} : { got }) });
}
