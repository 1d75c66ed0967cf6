// npm run bench -- latency [seconds]: socket -> JSON -> count and latest time per key, update mode, durable checkpoint -> foreachBatch. How old the freshest
// row of each key is when the sink has it, at 1,000 and at 100,000 rows/s; then what an idle query costs. The sender is a process of its own on the same
// machine and stamps each row as it sends it. The counts are checked at the end. Not measured: what a sink does with the rows.
import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const KEYS = 50;
const TICK = 5;
const now = () => performance.timeOrigin + performance.now();

if (process.argv[2] === "send") send(Number(process.argv[3]), Number(process.argv[4]));
else await main(Number(process.argv[2] ?? 20));

/** Sends `rate` rows a second for so many seconds, a few every time the timer comes, then nothing; says how many there were. */
function send(rate, seconds) {
  const total = rate * seconds;
  const server = createServer((socket) => {
    let sent = 0;
    const began = now();
    const timer = setInterval(
      () => {
        const due = Math.min(total, Math.floor(((now() - began) / 1000) * rate));
        let text = "";
        for (; sent < due; sent++)
          text += `{"key":"k${sent % KEYS}","n":${sent},"sent":${now().toFixed(3)}}\n`;
        if (text !== "") socket.write(text);
        if (sent < total) return;
        clearInterval(timer);
        process.send({ sent });
      },
      rate > 10_000 ? TICK : 1,
    );
    socket.on("error", () => clearInterval(timer));
  });
  server.listen(0, "127.0.0.1", () => process.send({ port: server.address().port }));
  process.on("disconnect", () => process.exit());
}

async function main(seconds) {
  for (const rate of [1000, 100_000]) await measure(rate, seconds);
}

async function measure(rate, seconds) {
  const { StreamSession, col, count, fromJson, max, t } = await import("streambook");
  const folder = mkdtempSync(join(tmpdir(), "streambook latency bench "));
  const child = fork(fileURLToPath(import.meta.url), ["send", String(rate), String(seconds)]);
  const told = { port: undefined, sent: undefined };
  const first = new Promise((resolve) => child.on("message", (m) => (Object.assign(told, m), resolve())));
  await first;
  try {
    const session = await StreamSession.create({
      threads: 2,
      config: { "spark.sql.session.timeZone": "UTC" },
    });
    const ages = [];
    const counts = new Map();
    const schema = t.struct({ key: t.string(), n: t.long(), sent: t.double() });
    const query = await session.readStream
      .format("socket")
      .option("host", "127.0.0.1")
      .option("port", told.port)
      .load()
      .select(fromJson(col("value"), schema).as("row"))
      .select("row.*")
      .groupBy("key")
      .agg(count("*").as("n"), max("sent").as("sent"))
      .writeStream.outputMode("update")
      .option("checkpointLocation", join(folder, "checkpoint"))
      .foreachBatch(async (df) => {
        const rows = await df.collect();
        const at = now();
        for (const { key, n, sent } of rows) {
          ages.push([at, at - sent]);
          counts.set(key, Number(n));
        }
      })
      .start();
    const arrived = () => [...counts.values()].reduce((a, b) => a + b, 0);
    while (told.sent === undefined || arrived() < told.sent) {
      if (query.exception()) throw query.exception();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    if (arrived() !== rate * seconds) throw new Error(`wrong answer: ${arrived()} of ${rate * seconds} rows`);
    // The first two seconds are the query's start.
    const from = ages[0][0] + 2000;
    const settled = ages
      .filter(([at]) => at > from)
      .map(([, age]) => age)
      .sort((a, b) => a - b);
    const q = (share) => settled[Math.min(settled.length - 1, Math.floor(settled.length * share))].toFixed(1);
    const batches = query.lastProgress.batchId + 1;
    console.log(
      `${rate.toLocaleString("en")} rows/s for ${seconds} s, all counted: freshest row of a key p50 ${q(0.5)} ms, p95 ${q(0.95)} ms, p99 ${q(0.99)} ms, worst ${q(1)} ms; ${batches} batches`,
    );
    if (rate <= 1000) {
      const before = process.cpuUsage();
      await new Promise((resolve) => setTimeout(resolve, 10_000));
      const used = process.cpuUsage(before);
      console.log(`idle for 10 s: ${((used.user + used.system) / 1e5).toFixed(2)} % of a core`);
    }
    await query.stop();
    await session.stop();
  } finally {
    child.disconnect();
    rmSync(folder, { recursive: true, force: true });
  }
}
