// npm run bench -- back-pressure [seconds]: a server that sends as fast as it is read, and a sink that takes half a second for each batch. What the process
// holds in memory, and that no row is missing: each row has the next number. Not measured: how fast the query could be (bench/socket-to-memory).
import { fork } from "node:child_process";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

const SLOW = 500;
const BLOCK = 10_000;

if (process.argv[2] === "send") send();
else await main(Number(process.argv[2] ?? 30));

function send() {
  const filler = "x".repeat(190);
  const server = createServer((socket) => {
    let next = 0;
    const write = () => {
      for (;;) {
        let text = "";
        for (const end = next + BLOCK; next < end; next++) text += `{"n":${next},"note":"${filler}"}\n`;
        if (!socket.write(text)) return void socket.once("drain", write);
      }
    };
    socket.on("error", () => undefined);
    write();
  });
  server.listen(0, "127.0.0.1", () => process.send(server.address().port));
  process.on("disconnect", () => process.exit());
}

async function main(seconds) {
  const { StreamSession, count, expr, max } = await import("streambook");
  const child = fork(fileURLToPath(import.meta.url), ["send"]);
  const port = await new Promise((resolve) => child.once("message", resolve));
  const session = await StreamSession.create({ threads: 2, config: { "spark.sql.session.timeZone": "UTC" } });
  let [rows, last, peak, batches] = [0, -1, 0, 0];
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 50);
  const query = await session.readStream
    .format("socket")
    .options({ host: "127.0.0.1", port })
    .load()
    .select(expr("cast(get_json_object(value, '$.n') as bigint)").as("n"))
    .writeStream.foreachBatch(async (df) => {
      const [{ c, top }] = await df.agg(count("*").as("c"), max("n").as("top")).collect();
      rows += Number(c);
      if (Number(c) > 0) last = Number(top);
      batches++;
      await new Promise((resolve) => setTimeout(resolve, SLOW));
    })
    .start();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  await query.stop();
  clearInterval(watch);
  if (rows !== last + 1) throw new Error(`wrong answer: ${rows} rows, the last has the number ${last}`);
  await session.stop();
  child.disconnect();
  console.log(
    `${rows.toLocaleString("en")} rows in ${batches} batches of a slow sink in ${seconds} s, none missing: peak ${Math.round(peak / 1e6)} MB`,
  );
}
