// Takes records from the iot server once, counts them by hand, then sends them to every client as fast as it takes them: generating
// is not what is measured. node bench/sender.mjs RECORDS PORT; prints {"good":…,"total":…} when it listens on PORT (it uses PORT+1 too).
import { spawn } from "node:child_process";
import { connect, createServer } from "node:net";
import { fileURLToPath } from "node:url";

const PIECE = 1 << 18;
const [records, port] = process.argv.slice(2);
const main = fileURLToPath(new URL("../dist/servers/main.js", import.meta.url));

/** The same seed gives the same sequence from record 0. */
async function record(from) {
  const child = spawn(
    process.execPath,
    [main, "iot", "--rate", "max", "--count", records, "--seed", "7", "--port", String(from)],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  await new Promise((resolve, reject) => {
    child.stdout.once("data", resolve);
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
  const parts = [];
  for await (const part of connect(from, "127.0.0.1")) parts.push(part);
  child.kill("SIGTERM");
  return parts;
}

/** Counted without the library: records that are no errors (an error record has a null Device). */
function countByHand(parts) {
  let good = 0;
  let total = 0;
  let rest = "";
  for (const part of parts) {
    const lines = (rest + part.toString("latin1")).split("\n");
    rest = lines.pop() ?? "";
    total += lines.length;
    for (const line of lines) if (!line.includes('"Device": null')) good++;
  }
  return { good, total };
}

const parts = await record(Number(port) + 1);
const counted = countByHand(parts);
const bytes = Buffer.concat(parts);

const server = createServer((socket) => {
  let at = 0;
  const send = () => {
    while (at < bytes.length) {
      const piece = bytes.subarray(at, (at += PIECE));
      if (!socket.write(piece)) return void socket.once("drain", send);
    }
    socket.end();
  };
  socket.on("error", () => undefined);
  send();
});
server.listen(Number(port), "127.0.0.1", () => console.log(JSON.stringify(counted)));
