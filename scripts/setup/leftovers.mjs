// A launcher that was killed outright could not end its Jupyter: the next one does.
import fs from "node:fs";
import path from "node:path";
import { askToShutDown } from "./jupyter-server.mjs";
import { isAlive } from "./lock.mjs";
import { endAll, processesOf } from "./processes.mjs";
import { readStamp } from "./stamp.mjs";

/** Ends the servers of launchers that are gone; resolves to how many there were. */
export async function endLeftovers(ctx) {
  const folder = path.join(ctx.paths.state, "running");
  if (!fs.existsSync(folder)) return 0;
  let count = 0;
  for (const name of fs.readdirSync(folder).filter((file) => file.endsWith(".json"))) {
    const record = readStamp(path.join(folder, name));
    if (record !== undefined && isAlive(record.launcher)) continue;
    if (record !== undefined && isAlive(record.jupyter)) {
      // Only the server that knows the token ends; a stranger with a recycled id is left alone.
      await askToShutDown(record.port, record.token);
      count += 1;
    }
    if (record !== undefined && process.platform === "linux")
      await endAll(processesOf(record.run, record.jupyter));
    fs.rmSync(path.join(folder, name), { force: true });
  }
  return count;
}
