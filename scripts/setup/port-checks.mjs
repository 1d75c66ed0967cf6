// Checks of `npm run doctor`: are the ports of the book free, or used by the book itself?
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { isAlive } from "./lock.mjs";
import { portIsFree } from "./ports.mjs";
import { readStamp } from "./stamp.mjs";
import { ok, warn } from "./verdict.mjs";

/** Our own JupyterLab counts as well: a launcher that runs wrote down its port. */
export async function jupyterPort(ctx) {
  if (await portIsFree(8888)) return ok("free (JupyterLab)");
  const folder = path.join(ctx.paths.state, "running");
  const records = fs.existsSync(folder)
    ? fs.readdirSync(folder).map((name) => readStamp(path.join(folder, name)))
    : [];
  const ours = records.some((record) => record?.port === 8888 && isAlive(record.launcher));
  return ours
    ? ok("the book is open on it")
    : warn("in use (JupyterLab)", "fine: npm start takes the next free one");
}

/** A simulator is known by the field that every line it sends has. */
export const simulator = (number, name, field) => async () => {
  if (await portIsFree(number)) return ok(`free (the ${name} server)`);
  const line = await firstLine(number, 1500);
  if (line.startsWith("{") && line.includes(`"${field}"`)) return ok(`the ${name} server runs on it`);
  return warn(
    `in use by something that is not the ${name} server`,
    `end that program, or give another port: npm run server ${name} -- --port N`,
  );
};

/** The first line 127.0.0.1:`port` sends by itself, or what came of it in that time. */
function firstLine(port, milliseconds) {
  return new Promise((resolve) => {
    let text = "";
    const socket = net.connect(port, "127.0.0.1");
    const end = () => {
      socket.destroy();
      resolve(text.split("\n")[0]);
    };
    socket.setTimeout(milliseconds, end).once("error", end).once("end", end);
    socket.setEncoding("utf8").on("data", (chunk) => {
      text += chunk;
      if (text.includes("\n") || text.length > 65536) end();
    });
  });
}
