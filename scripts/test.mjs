// `npm test`: installs what is missing, builds, runs every test. Arguments go on to vitest.
import { nodeIsGood } from "./setup/node.mjs";

if (nodeIsGood()) import("./setup/test.mjs").then((test) => test.main(process.argv.slice(2)));
