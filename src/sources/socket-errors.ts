import { StreambookError } from "../errors.js";

/** The simulators of the book, by their ports. */
const simulators: Readonly<Record<number, string>> = { 9999: "iot", 10000: "heart", 10001: "quotes" };

export function cannotConnect(host: string, port: number, cause: NodeJS.ErrnoException): StreambookError {
  const name = simulators[port];
  const start = name
    ? `start the simulator: await startServer("${name}") in a cell, or npm run server ${name} in a terminal`
    : `start the server that is to listen on ${host}:${port}, or correct the options "host" and "port"`;
  return new StreambookError({
    code: "SOCKET_CONNECT",
    step: "socket source",
    rule: "The socket source reads from a server that is already running.",
    got: `no connection to ${host}:${port} (${reason(cause)})`,
    cure: start,
    cause,
  });
}

export function connectionLost(
  host: string,
  port: number,
  lines: number,
  cause: NodeJS.ErrnoException,
): StreambookError {
  return new StreambookError({
    code: "SOCKET_LOST",
    step: "socket source",
    rule: "The connection must last as long as the query.",
    got: `the connection to ${host}:${port} broke after ${lines} lines (${reason(cause)})`,
    cure: 'start the server and the query again, or let the source connect again by itself: .option("reconnect", true)',
    cause,
  });
}

export function lineTooLong(bytes: number): StreambookError {
  return new StreambookError({
    code: "SOCKET_LINE_TOO_LONG",
    step: "socket source",
    rule: 'A line must fit into "maxBufferedBytes".',
    got: `${bytes} bytes without the end of a line`,
    cure: 'let the server end each record with \\n, or raise .option("maxBufferedBytes", "256m")',
  });
}

function reason(cause: NodeJS.ErrnoException): string {
  if (cause.code === "ECONNREFUSED") return "nothing listens there";
  if (cause.code === "ENOTFOUND") return "no such host";
  if (cause.code === "ECONNRESET") return "reset by the server";
  // A name with several addresses: one failure each.
  const first =
    cause instanceof AggregateError ? (cause.errors[0] as NodeJS.ErrnoException | undefined) : undefined;
  return first ? reason(first) : (cause.code ?? cause.message);
}
