// npm run bench -- load: lines from a TCP socket into the engine, stage by stage. The sender is another process on the same machine.
// The answer (number of lines, sum of their numbers) is checked before a time is printed. Not measured: the work of a query.
import { fork } from "node:child_process";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

const LINES = Number(process.env.LINES ?? 2_000_000);
const BLOCK = 20_000;

if (process.argv[2] === "send") await send();
else await measure();

/** Sends LINES records of about 240 bytes to each client, as fast as it reads. */
async function send() {
  const blocks = [];
  for (let i = 0; i < LINES; i += BLOCK) {
    if (i < 10 * BLOCK) blocks.push(Buffer.from(Array.from({ length: BLOCK }, (_, k) => record(k)).join("")));
  }
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    let left = LINES / BLOCK;
    const next = () => {
      while (left > 0) if (!socket.write(blocks[left-- % blocks.length])) return;
      socket.end();
    };
    socket.on("drain", next);
    next();
  });
  server.listen(0, "127.0.0.1", () => process.send(server.address().port));
  process.on("disconnect", () => process.exit());
}

function record(index) {
  const time = `1584786731${String(index).padStart(9, "0")}`;
  return (
    `{"Arrival_Time":${time},"Creation_Time":${time},"Device":"nexus4_1","Index":${index},"Model":"nexus4","User":"a",` +
    `"gt":"stairsup","x":${(0.123456789 + index / 1e9).toFixed(9)},"y":-0.123456789,"z":1.123456789,"note":"${"n".repeat(31)}"}\n`
  );
}

async function measure() {
  const { socketProvider } = await import("../dist/src/sources/index.js");
  const { loadBatch } = await import("../dist/src/embedded/load/load-batch.js");
  const { Database } = await import("../dist/src/embedded/database.js");
  const child = fork(fileURLToPath(import.meta.url), ["send"]);
  const port = await new Promise((resolve) => child.once("message", resolve));
  const database = await Database.open({ timeZone: "UTC" });
  const connection = await database.connect();
  await connection.run("CREATE TEMP TABLE kept (c0 VARCHAR)");
  const index = `(CAST(regexp_extract(c0, '"Index":([0-9]+)', 1) AS BIGINT))`;
  const json = `unnest([TRY(from_json(c0, '{"Index":"BIGINT","gt":"VARCHAR","x":"DOUBLE","Creation_Time":"BIGINT"}'))])`;
  const expected = (LINES / BLOCK) * ((BLOCK * (BLOCK - 1)) / 2);
  const ways = {
    "socket only": null,
    "socket -> query over lines (count)": (r) => `SELECT count(c0), ${expected} FROM ${r}`,
    "socket -> temporary table": (r) => `INSERT INTO kept FROM ${r}`,
    "socket -> query (from_json, sum)": (r) =>
      `SELECT count(*), sum(j.Index) FROM (SELECT ${json} AS j FROM ${r})`,
    "socket -> query (regular expression, sum)": (r) => `SELECT count(*), sum(${index}) FROM ${r}`,
  };
  console.log(`${LINES} lines of ${record(7).length} bytes`);
  for (const [name, query] of Object.entries(ways)) {
    await connection.run("TRUNCATE kept");
    const source = socketProvider.create({ host: "127.0.0.1", port: String(port) }, null, []);
    const started = performance.now();
    const got = await drain(source, connection, loadBatch, query);
    const seconds = (performance.now() - started) / 1000;
    await source.close();
    if (name.includes("table"))
      got.lines = Number((await connection.rows("SELECT count(*) FROM kept"))[0][0]);
    if (got.lines !== LINES || (got.sum !== 0 && got.sum !== expected && !name.includes("count"))) {
      throw new Error(`${name}: wrong answer ${JSON.stringify(got)}`);
    }
    const rate = (LINES / seconds / 1e6).toFixed(2);
    const memory = Math.round(process.memoryUsage.rss() / 1e6);
    console.log(`${name.padEnd(44)} ${rate} M lines/s  ${got.batches} batches  ${memory} MB`);
  }
  await small(connection, loadBatch);
  child.kill();
  connection.close();
  database.close();
}

async function drain(source, connection, loadBatch, query) {
  let wake = () => undefined;
  let ended = false;
  const clock = { now: () => Date.now(), schedule: () => () => undefined };
  const notice = () => ((ended = true), wake());
  const fail = (error) => {
    throw error;
  };
  await source.open({ clock, wake: () => wake(), fail, notice }, null);
  const got = { lines: 0, sum: 0, batches: 0 };
  let at = null;
  for (;;) {
    const end = await source.latestOffset(at);
    if (end === at) {
      if (ended) return got;
      await new Promise((resolve) => (wake = resolve));
      continue;
    }
    const data = await source.read(at, end);
    if (query === null) got.lines += data.count;
    else {
      const loaded = await loadBatch(connection, data, source.schema, "s0");
      const sql = query(loaded.relation);
      if (sql.startsWith("INSERT")) await connection.run(sql);
      else {
        const [[lines, sum]] = await connection.rows(sql);
        got.lines += Number(lines);
        got.sum += Number(sum);
      }
      await loaded.release();
    }
    got.batches++;
    await source.commit(end);
    at = end;
  }
}

/** What a batch of few lines costs, and from which size on the file is the quicker way. */
async function small(connection, loadBatch) {
  const schema = { kind: "struct", fields: [{ name: "value", type: { kind: "string" }, nullable: true }] };
  for (const count of [10, 300, 1000, 1500, 3000, 10_000, 30_000]) {
    const chunk = Buffer.from(Array.from({ length: count }, (_, i) => record(i)).join(""));
    const times = [];
    for (let i = 0; i < 60; i++) {
      const started = performance.now();
      const loaded = await loadBatch(connection, { kind: "lines", chunks: [chunk], count }, schema, "s1");
      const [[lines]] = await connection.rows(`SELECT count(c0) FROM ${loaded.relation}`);
      await loaded.release();
      times.push(performance.now() - started);
      if (Number(lines) !== count) throw new Error(`${lines} lines of ${count}`);
    }
    const median = times.sort((a, b) => a - b)[30];
    console.log(
      `batch of ${String(count).padStart(6)} lines: load, count, release in ${median.toFixed(2)} ms`,
    );
  }
}
