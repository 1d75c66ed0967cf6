// A second `npm start` on the port of the first: the book is there already.
import fs from "node:fs";
import path from "node:path";
import { labPage } from "./jupyter-server.mjs";
import { isAlive } from "./lock.mjs";
import { readStamp } from "./stamp.mjs";
import { firstLesson } from "./workbook.mjs";

/** The address of this folder's book on `port`, if a launcher serves it there now. */
export async function alreadyOpen(ctx, port) {
  const folder = path.join(ctx.paths.state, "running");
  if (!fs.existsSync(folder)) return undefined;
  for (const name of fs.readdirSync(folder).filter((file) => file.endsWith(".json"))) {
    const record = readStamp(path.join(folder, name));
    if (record?.port !== port || !isAlive(record.launcher)) continue;
    // Only our own server knows the token; a stranger on that port does not.
    const answer = await fetch(`http://127.0.0.1:${port}/api/status`, {
      headers: { Authorization: `token ${record.token}` },
      signal: AbortSignal.timeout(3000),
    }).catch(() => undefined);
    if (answer?.ok !== true) continue;
    return `http://127.0.0.1:${port}${labPage(firstLesson(ctx))}?token=${record.token}`;
  }
  return undefined;
}
