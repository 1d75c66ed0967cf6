// Socket -> JSON -> filter -> memory sink, the sender a process of its own on the same machine.
// node bench/socket-to-memory.mjs [records]          (npm run bench -- socket-to-memory)
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { StreamSession, col, fromJson, t } from "streambook";

const records = Number(process.argv[2] ?? 2_000_000);
const port = 19_999;

/** Another process, which has taken the records from the iot server, counted them by hand, and sends them to whoever connects. */
async function startSender() {
  const script = fileURLToPath(new URL("sender.mjs", import.meta.url));
  const child = spawn(process.execPath, [script, String(records), String(port)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const said = await new Promise((resolve, reject) => {
    child.stdout.once("data", (text) => resolve(String(text)));
    child.once("exit", (code) => reject(new Error(`the sender ended with ${code}`)));
  });
  return { child, expected: JSON.parse(said) };
}

const { child: sender, expected } = await startSender();
try {
  if (expected.total !== records) throw new Error(`the server sent ${expected.total} of ${records} records`);

  const session = await StreamSession.create({ config: { "spark.sql.session.timeZone": "UTC" } });
  const schema = t.struct({
    Arrival_Time: t.long(),
    Creation_Time: t.long(),
    Device: t.string(),
    Index: t.long(),
    Model: t.string(),
    User: t.string(),
    gt: t.string(),
    x: t.double(),
    y: t.double(),
    z: t.double(),
  });
  const iot = session.readStream
    .format("socket")
    .option("host", "127.0.0.1")
    .option("port", port)
    .load()
    .select(fromJson(col("value"), schema).as("json"))
    .select("json.*")
    .na.drop("any");

  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 50);
  const start = performance.now();
  const query = await iot.writeStream.format("memory").queryName("iot").start();
  let first = 0;
  let read = 0;
  let batches = 0;
  await new Promise((resolve, reject) => {
    query.onProgress(() => {
      const error = query.exception();
      if (error) return reject(error);
      const progress = query.lastProgress;
      if (!progress || progress.numInputRows === 0) return;
      if (first === 0) first = performance.now() - start;
      read += progress.numInputRows;
      batches += 1;
      if (read >= records) resolve(undefined);
    });
  });
  const seconds = (performance.now() - start) / 1000;
  clearInterval(watch);
  const [{ n }] = await session.sql("SELECT count(*) AS n FROM iot").collect();
  if (Number(n) !== expected.good) throw new Error(`wrong answer: ${n} rows, expected ${expected.good}`);
  const check = await session
    .sql(
      "SELECT count(DISTINCT `Index`) AS n, sum(CASE WHEN z BETWEEN 1 AND 3 THEN 0 ELSE 1 END) AS odd FROM iot",
    )
    .collect();
  if (Number(check[0].n) !== expected.good || Number(check[0].odd) !== 0)
    throw new Error("wrong answer: the rows are not the ones sent");
  await session.stop();
  console.log(
    `${records} records, ${expected.good} kept (checked): ${Math.round(records / seconds / 1000)} k rows/s, ` +
      `${seconds.toFixed(2)} s, ${batches} batches, first batch after ${Math.round(first)} ms, peak ${Math.round(peak / 1e6)} MB`,
  );
} finally {
  sender.kill("SIGTERM");
}
