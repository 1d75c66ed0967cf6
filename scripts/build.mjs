// `npm run build`: the library compiled to dist/, and linked so that a cell can import it.
import { nodeIsGood } from "./setup/node.mjs";

if (nodeIsGood()) import("./setup/build-main.mjs").then((build) => build.main());
