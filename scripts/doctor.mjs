// `npm run doctor`: one line a check, with the cure; exit code 1 when the book cannot run.
import { nodeIsGood } from "./setup/node.mjs";

if (nodeIsGood()) import("./setup/doctor.mjs").then((doctor) => doctor.main());
