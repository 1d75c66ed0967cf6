// npm run bench -- kills [kills]: four queries in one process that is killed with signal 9 at random instants and started again on the same checkpoints: rows to
// files, counts of closed windows to files, rows without their duplicates to files, counts per key handed to foreachBatch, which writes a file under the batch's
// number. At the end a last run finishes the input, and what is there is compared with what the input says: nothing lost, nothing doubled.
import { spawn } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROWS = 200;
const WINDOW = 10;

if (process.argv[2] === "run") await run(process.argv[3], process.argv[4] === "last");
else await main(Number(process.argv[2] ?? 500));

/** The queries; `isLast`: until nothing is left. */
async function run(folder, isLast) {
  const { StreamSession, col, count, expr, window } = await import("streambook");
  const session = await StreamSession.create({ threads: 2, config: { "spark.sql.session.timeZone": "UTC" } });
  const rows = () =>
    session.readStream
      .schema("id bigint, key string, at timestamp")
      .option("maxFilesPerTrigger", 2)
      .json(join(folder, "in"));
  const to = (name) => [join(folder, name), join(folder, `${name} checkpoint`)];
  const files = (df, name) => {
    const [path, checkpointLocation] = to(name);
    return df.writeStream
      .format("json")
      .option("checkpointLocation", checkpointLocation)
      .option("path", path);
  };
  const counts = to("counts")[0];
  mkdirSync(counts, { recursive: true });
  const perKey = rows().groupBy("key").agg(count("*").as("n"), expr("sum(id)").as("ids"));
  const writers = [
    files(rows(), "rows"),
    files(
      rows()
        .withWatermark("at", "5 seconds")
        .groupBy(window("at", `${WINDOW} seconds`), col("key"))
        .count(),
      "windows",
    ),
    files(rows().withWatermark("at", "5 seconds").dropDuplicates(["id", "at"]), "unique"),
    perKey.writeStream
      .outputMode("update")
      .option("checkpointLocation", to("counts")[1])
      .foreachBatch(async (df, batch) => {
        const text = JSON.stringify(
          (await df.collect()).map((row) => [row.key, Number(row.n), Number(row.ids)]),
        );
        writeFileSync(join(counts, `${batch}.aside`), text);
        renameSync(join(counts, `${batch}.aside`), join(counts, `${batch}.json`));
      }),
  ];
  const queries = [];
  for (const writer of writers)
    queries.push(await (isLast ? writer.trigger({ availableNow: true }) : writer).start());
  console.log("up");
  await Promise.all(queries.map((query) => query.awaitTermination()));
  await session.stop();
}

async function main(kills) {
  const folder = mkdtempSync(join(tmpdir(), "streambook kill bench "));
  mkdirSync(join(folder, "in"));
  let [files, ids] = [0, 0];
  const written = [];
  /** A file of rows in order of time; one in ten is a row of the file before once more. */
  const write = () => {
    const before = written.slice(-ROWS);
    const rows = Array.from({ length: ROWS }, (_, i) =>
      before.length > 0 && i % 10 === 9
        ? before[i - 1]
        : { id: ids, key: `k${ids % 7}`, at: new Date(1.6e12 + ids++ * 10).toISOString() },
    );
    written.push(...rows);
    const name = `part-${String(files++).padStart(6, "0")}.json`;
    writeFileSync(join(folder, name), rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
    renameSync(join(folder, name), join(folder, "in", name));
  };
  let seed = Number(process.env.SEED ?? 1);
  const random = () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
  const start = (...more) =>
    spawn(process.execPath, [fileURLToPath(import.meta.url), "run", folder, ...more], {
      stdio: ["ignore", "pipe", "inherit"],
    });
  try {
    const began = performance.now();
    for (let i = 1; i <= kills; i++) {
      for (let k = 0; k < 6; k++) write();
      const child = start();
      const ended = new Promise((resolve) => child.once("exit", (code, signal) => resolve(signal ?? code)));
      // One in ten is killed while it starts, the others while they work.
      if (random() < 0.9)
        await Promise.race([new Promise((resolve) => child.stdout.once("data", resolve)), ended]);
      await Promise.race([new Promise((resolve) => setTimeout(resolve, random() * 700)), ended]);
      child.kill("SIGKILL");
      const how = await ended;
      if (how !== "SIGKILL") throw new Error(`run ${i} ended by itself with ${how}`);
      if (i % 50 === 0)
        console.log(`${i} kills, ${files} files, ${((performance.now() - began) / 1000).toFixed(0)} s`);
    }
    const last = start("last");
    const code = await new Promise((resolve) => last.once("exit", resolve));
    if (code !== 0) throw new Error(`the last run ended with ${code}`);
    check(folder, written, await readBack(folder), kills);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function readBack(folder) {
  const { StreamSession } = await import("streambook");
  const session = await StreamSession.create({ config: { "spark.sql.session.timeZone": "UTC" } });
  const read = async (name, schema) =>
    (await session.read.schema(schema).json(join(folder, name)).collect()).map((r) => r.toArray());
  const found = {
    rows: (await read("rows", "id bigint")).map(([id]) => Number(id)),
    unique: (await read("unique", "id bigint")).map(([id]) => Number(id)),
    windows: (await read("windows", "window struct<start: timestamp>, key string, count bigint")).map(
      ([w, key, n]) => [`${w.start.toISOString()} ${key}`, Number(n)],
    ),
  };
  await session.stop();
  return found;
}

function check(folder, written, { rows, unique, windows }, kills) {
  const missing = (all, seen) => all.length - new Set(seen).size;
  const distinct = [...new Set(written.map((row) => row.id))];
  const countsOf = (list) => list.reduce((map, one) => map.set(one, (map.get(one) ?? 0) + 1), new Map());
  const expectedRows = countsOf(written.map((row) => row.id));
  const seenRows = countsOf(rows);
  let [lost, doubled] = [0, 0];
  for (const [id, n] of expectedRows) {
    lost += Math.max(0, n - (seenRows.get(id) ?? 0));
    doubled += Math.max(0, (seenRows.get(id) ?? 0) - n);
  }
  lost += missing(distinct, unique);
  doubled += unique.length - new Set(unique).size;

  // Windows up to the watermark are closed; a row that came twice counts twice.
  const end = written.reduce((latest, row) => Math.max(latest, Date.parse(row.at)), 0) - 5000;
  const expected = new Map();
  for (const { at, key } of written) {
    const start = Math.floor(Date.parse(at) / (WINDOW * 1000)) * WINDOW * 1000;
    if (start + WINDOW * 1000 > end) continue;
    const name = `${new Date(start).toISOString()} ${key}`;
    expected.set(name, (expected.get(name) ?? 0) + 1);
  }
  const closed = new Map(windows);
  for (const [name, n] of expected) if ((closed.get(name) ?? 0) < n) lost += n - (closed.get(name) ?? 0);
  for (const [name, n] of closed) if (n > (expected.get(name) ?? 0)) doubled += n - (expected.get(name) ?? 0);
  doubled += windows.length - closed.size;

  const counts = new Map();
  const batches = readdirSync(join(folder, "counts"))
    .filter((name) => name.endsWith(".json"))
    .map((name) => parseInt(name))
    .sort((a, b) => a - b);
  if (batches.some((batch, i) => batch !== i)) throw new Error("a batch of foreachBatch is missing");
  for (const batch of batches)
    for (const [key, n, sum] of JSON.parse(readFileSync(join(folder, "counts", `${batch}.json`), "utf8")))
      counts.set(key, [n, sum]);
  for (const [key, [n, sum]] of counts) {
    const own = written.filter((row) => row.key === key);
    lost += Math.max(0, own.length - n);
    doubled += Math.max(0, n - own.length);
    if (own.reduce((total, row) => total + row.id, 0) !== sum) throw new Error(`the sum of ${key} is wrong`);
  }
  console.log(
    `${kills} kills, ${written.length} rows in, ${batches.length} batches of the last query, ${closed.size} windows closed: lost ${lost}, doubled ${doubled}`,
  );
  if (lost + doubled > 0) process.exitCode = 1;
}
