// What can be typed after `npm start --`.
import { parseArgs } from "node:util";
import { SetupFailure } from "./failure.mjs";

export const usage = `npm start -- [--no-browser] [--port N] [--setup-only]
  --no-browser   print the address and open nothing
  --port N       serve on this port of 127.0.0.1 (otherwise the first free one from 8888 on)
  --setup-only   install and build what is missing, then end`;

/** { browser, port, setupOnly, help }; port is undefined unless asked for. */
export function startOptions(args) {
  const { values } = parse(args);
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65536)) {
    throw new SetupFailure(
      `"${values.port}" is not a port.`,
      "Type a number from 1024 to 65535: npm start -- --port 8890",
    );
  }
  return {
    browser: !values["no-browser"],
    port,
    setupOnly: values["setup-only"] === true,
    help: values.help === true,
  };
}

function parse(args) {
  try {
    return parseArgs({
      args,
      options: {
        "no-browser": { type: "boolean" },
        port: { type: "string" },
        "setup-only": { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new SetupFailure(error.message.split(". ")[0] + ".", `What there is:\n${usage}`);
  }
}
