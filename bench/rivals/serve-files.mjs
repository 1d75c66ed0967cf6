// Holds the files of a folder in memory and sends them to whoever connects, as fast as it reads: FOLDER. Prints the port.
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

const [folder] = process.argv.slice(2);
const bytes = Buffer.concat(
  readdirSync(folder)
    .sort()
    .map((name) => readFileSync(join(folder, name))),
);
const PIECE = 1 << 18;

const server = createServer((socket) => {
  let at = 0;
  const send = () => {
    while (at < bytes.length) {
      const piece = bytes.subarray(at, (at += PIECE));
      if (!socket.write(piece)) return void socket.once("drain", send);
    }
  };
  socket.on("error", () => undefined);
  send();
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
