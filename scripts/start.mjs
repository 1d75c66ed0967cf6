// The one command: `npm start`. This file stays small and plain, so that an old Node gets as far as the message.
import { nodeIsGood } from "./setup/node.mjs";

if (nodeIsGood()) import("./setup/start.mjs").then((start) => start.main(process.argv.slice(2)));
