// npm run bench -- csv [records]: a CSV file with a header -> ten typed columns -> rows with a null dropped -> filter -> count per activity; once with the
// schema given, once inferred. Beside it the engine below by hand (read_csv) and PySpark (named by STREAMBOOK_ORACLE_PYTHON). Each answer is checked
// against what was written. Not measured: streams, whose batches are read the same way. CPU time is that of the process, all its threads.
import { spawnSync } from "node:child_process";
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import { DuckDBInstance } from "@duckdb/node-api";
import { StreamSession } from "streambook";

const records = Number(process.argv[2] ?? 2_000_000);
const ROUNDS = 2;
const activities = ["stand", "sit", "walk", "stairsup", "stairsdown", "bike", "run", "unknown"];
const folder = mkdtempSync(join(tmpdir(), "streambook csv bench "));
const file = join(folder, "iot.csv");
const types =
  "Arrival_Time BIGINT, Creation_Time BIGINT, Device STRING, Index BIGINT, Model STRING, User STRING, gt STRING, x DOUBLE, y DOUBLE, z DOUBLE";

/** Writes the lines, counting by hand: two in a hundred have empty cells, one in a hundred a quoted cell, one in a thousand a fraction for a whole number. */
async function write() {
  let seed = 1;
  const random = () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
  const out = createWriteStream(file);
  const [typed, inferred] = [new Map(), new Map()];
  const add = (counts, key) => counts.set(key, (counts.get(key) ?? 0) + 1);
  out.write("Arrival_Time,Creation_Time,Device,Index,Model,User,gt,x,y,z\n");
  for (let i = 0; i < records;) {
    let block = "";
    for (const end = Math.min(i + 10_000, records); i < end; i++) {
      const gt = activities[Math.floor(random() * activities.length)];
      const arrival = 1_424_686_735_000_000_000n + BigInt(i) * 100_000_000n;
      const isNull = random() < 0.02;
      const isFraction = i % 1000 === 7;
      const x = (random() * 2 - 1).toFixed(6);
      const model = i % 100 === 3 ? '"nexus, 4"' : "nexus4";
      block += isNull
        ? `${arrival},${arrival - 1000n},,,,,,,,\n`
        : `${arrival},${arrival - 1000n},nexus4_1,${isFraction ? "1.5" : i},${model},${"abcdefghi"[i % 9]},${gt},${x},-0.125,1.5\n`;
      if (isNull || gt === "unknown" || Number(x) <= -0.5) continue;
      add(inferred, gt);
      if (!isFraction) add(typed, gt);
    }
    if (!out.write(block)) await once(out, "drain");
  }
  out.end();
  await once(out, "close");
  return [typed, inferred].map((counts) => JSON.stringify([...counts].sort()));
}

/** The best of a few rounds, by the clock and by the processor. */
async function measure(name, expected, run) {
  const found = [];
  for (let i = 0; i < ROUNDS; i++) {
    const [at, before] = [performance.now(), process.cpuUsage()];
    const answer = JSON.stringify((await run()).map(([gt, n]) => [gt, Number(n)]).sort());
    const used = process.cpuUsage(before);
    found.push([(performance.now() - at) / 1000, (used.user + used.system) / 1e6]);
    if (answer !== expected) throw new Error(`${name}: wrong answer ${answer}, expected ${expected}`);
  }
  say(name, ...[0, 1].map((i) => Math.min(...found.map((one) => one[i]))));
}
const say = (name, seconds, cpu) =>
  console.log(
    `${name.padEnd(24)} ${Math.round(records / seconds)
      .toLocaleString("en-US")
      .padStart(10)} rows/s  ${seconds.toFixed(2)} s${cpu === null ? "" : `, CPU ${cpu.toFixed(2)} s`}`,
  );

const path = `'${file.replaceAll("'", "''")}'`;
const columns = types.split(", ").map((column) => column.split(" "));
const byHand = (
  select,
  options,
) => `SELECT gt, count(*) FROM (SELECT ${select} FROM read_csv(${path}, header = true, ${options}))
  WHERE COLUMNS(*) IS NOT NULL AND gt <> 'unknown' AND x > -0.5 GROUP BY gt`;
/** The engine's own conversion makes 2 of `1.5` for a whole number: those are texts first. */
const strict = (name) =>
  `CASE WHEN regexp_full_match("${name}", '[+-]?[0-9]+') THEN TRY_CAST("${name}" AS BIGINT) END AS "${name}"`;
const typedByHand = byHand(
  columns.map(([name, type]) => (type === "BIGINT" ? strict(name) : `"${name}"`)).join(", "),
  `columns = {${columns.map(([name, type]) => `'${name}': '${type === "DOUBLE" ? type : "VARCHAR"}'`).join(", ")}}, auto_detect = false, delim = ',', quote = '"', escape = '"'`,
);

const python = `
import sys, time, json
from pyspark.sql import SparkSession
s = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "2").config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1").getOrCreate()
s.sparkContext.setLogLevel("OFF")
def counts(infer):
    best = None
    for _ in range(2):
        at = time.time()
        reader = s.read.option("header", True)
        df = (reader.option("inferSchema", True) if infer else reader.schema(sys.argv[2])).csv(sys.argv[1])
        rows = df.na.drop("any").where("gt != 'unknown' and x > -0.5").groupBy("gt").count().collect()
        best = min(best or 1e9, time.time() - at)
    return {"seconds": best, "rows": sorted([[r[0], r[1]] for r in rows])}
print("ANSWER" + json.dumps([counts(False), counts(True)]))
`;

try {
  const [typed, inferred] = await write();
  const session = await StreamSession.create({ threads: 2, config: { "spark.sql.session.timeZone": "UTC" } });
  const counts = async (df) => {
    const counted = df.na.drop("any").where("gt != 'unknown' AND x > -0.5").groupBy("gt").count();
    return (await counted.collect()).map((row) => [row.gt, row.count]);
  };
  const reader = () => session.read.option("header", true);
  await measure("streambook", typed, () => counts(reader().schema(types).csv(file)));
  await measure("streambook, inferring", inferred, async () =>
    counts(await reader().option("inferSchema", true).csv(file)),
  );
  await session.stop();
  const connection = await (await DuckDBInstance.create(":memory:", { threads: "2" })).connect();
  const run = async (sql) => (await connection.run(sql)).getRows();
  await measure("by hand", typed, () => run(typedByHand));
  await measure("by hand, guessing", inferred, () => run(byHand("*", "auto_detect = true")));
  const interpreter = process.env.STREAMBOOK_ORACLE_PYTHON;
  if (!interpreter) console.log("PySpark: skipped, STREAMBOOK_ORACLE_PYTHON names no Python that has it");
  else {
    const { stdout } = spawnSync(interpreter, ["-c", python, file, types], { encoding: "utf8" });
    const line = stdout.split("\n").find((one) => one.startsWith("ANSWER"));
    if (!line) throw new Error("PySpark gave no answer");
    for (const [i, { seconds, rows }] of JSON.parse(line.slice(6)).entries()) {
      if (JSON.stringify(rows) !== [typed, inferred][i])
        throw new Error(`PySpark: wrong answer ${JSON.stringify(rows)}`);
      say(["PySpark", "PySpark, inferring"][i], seconds, null);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
