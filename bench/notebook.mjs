// What a reader waits for in a notebook: import, first row, a trivial cell beside a busy stream, memory. Over the kernel's own protocol.
// node bench/notebook.mjs          (npm run bench -- notebook)
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { startKernel } from "../scripts/kernel/client.mjs";

const cwd = fileURLToPath(new URL("../notebooks", import.meta.url));
const begun = performance.now();
const kernel = await startKernel({ cwd });
const started = performance.now() - begun;

async function cell(code) {
  const at = performance.now();
  const result = await kernel.execute(code, { timeoutSeconds: 60 });
  if (result.status !== "ok") throw new Error(`${code}\n${JSON.stringify(result.outputs)}`);
  return {
    ms: performance.now() - at,
    text: result.outputs.map((o) => o.text ?? o.data?.["text/plain"] ?? "").join(""),
  };
}
const megabytes = () =>
  Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${kernel.pid}/status`, "utf8"))[1]) / 1024);
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

try {
  const trivial = await cell("1 + 1");
  const atRest = megabytes();
  const imported = await cell('import { StreamSession, col, fromJson, startServer, t } from "streambook"');
  const created = await cell("const session = await StreamSession.create(); void 0");
  const server = await cell('const server = await startServer("iot", { rate: 10000, port: 19997 }); void 0');
  await cell(`const reading = t.struct({ Arrival_Time: t.long(), Device: t.string(), gt: t.string(), x: t.double() });
const iot = session.readStream.format("socket").option("host", "127.0.0.1").option("port", 19997).load()
  .select(fromJson(col("value"), reading).as("json")).select("json.*").na.drop("any"); void 0`);
  const first = await cell(`const t0 = performance.now();
const query = await iot.writeStream.format("memory").queryName("bench_iot").start();
while ((await session.table("bench_iot").count()) === 0) await new Promise((r) => setTimeout(r, 5));
console.log(Math.round(performance.now() - t0));`);
  const beside = [];
  for (let i = 0; i < 20; i++) beside.push((await cell(`${i} + 1`)).ms);
  await cell("await new Promise((r) => setTimeout(r, 3000)); void 0");
  const busy = megabytes();
  const rate = await cell(
    'console.log(await session.table("bench_iot").count(), Math.round(query.lastProgress!.processedRowsPerSecond))',
  );
  await cell("await session.stop(); void 0");
  console.log(
    `kernel started in ${Math.round(started)} ms; first trivial cell ${Math.round(trivial.ms)} ms, ${atRest} MB`,
  );
  console.log(
    `import "streambook" ${Math.round(imported.ms)} ms; StreamSession.create ${Math.round(created.ms)} ms; startServer ${Math.round(server.ms)} ms`,
  );
  console.log(`first row after start(): ${first.text.trim()} ms`);
  console.log(
    `a trivial cell beside 10 k rows/s: median ${Math.round(median(beside))} ms, worst ${Math.round(Math.max(...beside))} ms; rows, rows/s: ${rate.text.trim()}`,
  );
  console.log(`memory of the kernel with the stream running: ${busy} MB`);
} finally {
  await kernel.shutdown();
}
