// Ports on this machine.
import net from "node:net";
import { SetupFailure } from "./failure.mjs";

const firstPort = 8888;

/** True when 127.0.0.1:`port` can be listened on. */
export function portIsFree(port) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** The port asked for, if it is free; without one, the first free port from 8888 on. */
export async function choosePort(asked) {
  if (asked !== undefined) {
    if (await portIsFree(asked)) return asked;
    const why =
      asked < 1024 ? "is taken, or not allowed without administrator rights" : "is taken by another program";
    throw new SetupFailure(
      `Port ${asked} ${why}.`,
      `Type another: npm start -- --port ${await nextFree(asked + 1)}`,
    );
  }
  return nextFree(firstPort);
}

async function nextFree(from) {
  for (let port = Math.max(from, 1024); port < from + 200 && port < 65536; port += 1) {
    if (await portIsFree(port)) return port;
  }
  throw new SetupFailure(
    "No free port was found.",
    "End programs that are listening, then type the command again.",
  );
}
