// npm run bench -- from-json [records]: lines of JSON in a text file -> from_json with ten fields -> rows with a null dropped -> filter -> count per activity.
// Beside it hand-written SQL of the engine below, with the same strictness, and PySpark (named by STREAMBOOK_ORACLE_PYTHON). Each answer is checked against
// what was written. Not measured: sockets, sinks. The CPU time stands beside the time, because it does not depend on who else uses the machine.
import { spawnSync } from "node:child_process";
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import { DuckDBInstance } from "@duckdb/node-api";
import { StreamSession, col, fromJson, t } from "streambook";

const records = Number(process.argv[2] ?? 2_000_000);
const ROUNDS = 2;
const activities = ["stand", "sit", "walk", "stairsup", "stairsdown", "bike", "run", "unknown"];
const folder = mkdtempSync(join(tmpdir(), "streambook json bench "));
const file = join(folder, "iot.txt");

/** Writes the lines, counting by hand: two in a hundred have nulls, one in a thousand is broken or of a wrong type. */
async function write() {
  let seed = 1;
  const random = () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
  const out = createWriteStream(file);
  const expected = new Map();
  for (let i = 0; i < records;) {
    let block = "";
    for (const end = Math.min(i + 10_000, records); i < end; i++) {
      const gt = activities[Math.floor(random() * activities.length)];
      const arrival = 1_424_686_735_000_000_000n + BigInt(i) * 100_000_000n;
      const isNull = random() < 0.02;
      const wrong = i % 1000 === 7;
      const x = (random() * 2 - 1).toFixed(6);
      const index = wrong ? "1.5" : String(i);
      block += isNull
        ? `{"Arrival_Time":${arrival},"Creation_Time":${arrival - 1000n},"Device":null,"Index":null,"Model":null,"User":null,"gt":null,"x":null,"y":null,"z":null}\n`
        : `{"Arrival_Time":${arrival},"Creation_Time":${arrival - 1000n},"Device":"nexus4_1","Index":${index},"Model":"nexus4","User":"${"abcdefghi"[i % 9]}","gt":"${gt}","x":${x},"y":-0.125,"z":1.5}\n`;
      if (!isNull && !wrong && gt !== "unknown" && Number(x) > -0.5)
        expected.set(gt, (expected.get(gt) ?? 0) + 1);
    }
    if (!out.write(block)) await once(out, "drain");
  }
  out.end();
  await once(out, "close");
  return JSON.stringify([...expected].sort());
}

const lines = `read_csv('${file.replaceAll("'", "''")}', columns = {value: 'VARCHAR'}, delim = '', quote = '', escape = '', header = false, auto_detect = false)`;
const longs = ["Arrival_Time", "Creation_Time", "Index"];
const texts = ["Device", "Model", "User", "gt"];
const doubles = ["x", "y", "z"];
const strict = [
  ...longs.map(
    (n) => `CASE WHEN json_type(j.${n}) IN ('BIGINT', 'UBIGINT') THEN TRY_CAST(j.${n} AS BIGINT) END AS ${n}`,
  ),
  ...texts.map((n) => `CASE WHEN json_type(j.${n}) <> 'NULL' THEN j.${n} ->> '$' END AS ${n}`),
  ...doubles.map(
    (n) =>
      `CASE WHEN json_type(j.${n}) IN ('DOUBLE', 'BIGINT', 'UBIGINT') THEN TRY_CAST(j.${n} AS DOUBLE) END AS ${n}`,
  ),
];
const all = [...longs, ...texts, ...doubles];
const structure = `{${all.map((n) => `"${n}":"JSON"`).join(",")}}`;
const byHand = `SELECT gt, count(*) AS n FROM (SELECT ${strict.join(", ")} FROM (SELECT unnest([TRY(from_json(value, '${structure}'))]) AS j FROM ${lines}))
  WHERE ${all.map((n) => `${n} IS NOT NULL`).join(" AND ")} AND gt <> 'unknown' AND x > -0.5 GROUP BY gt`;

/** What the engine's own conversion takes: it makes 2 of `1.5` for a whole number, and so counts rows that Spark leaves out. */
const types = (list, type) => list.map((n) => `"${n}":"${type}"`);
const lax = `{${[...types(longs, "BIGINT"), ...types(texts, "VARCHAR"), ...types(doubles, "DOUBLE")].join(",")}}`;
const byHandLax = `SELECT gt, count(*) AS n FROM (SELECT unnest([TRY(from_json(value, '${lax}'))], recursive := true) FROM ${lines})
  WHERE ${all.map((n) => `${n} IS NOT NULL`).join(" AND ")} AND gt <> 'unknown' AND x > -0.5 GROUP BY gt`;

/** The best of a few rounds, by the clock and by the processor. */
async function measure(name, expected, run) {
  const found = [];
  for (let i = 0; i < ROUNDS; i++) {
    const [at, before] = [performance.now(), process.cpuUsage()];
    const answer = JSON.stringify((await run()).map(([gt, n]) => [gt, Number(n)]).sort());
    const used = process.cpuUsage(before);
    found.push([(performance.now() - at) / 1000, (used.user + used.system) / 1e6]);
    if (expected !== null && answer !== expected)
      throw new Error(`${name}: wrong answer ${answer}, expected ${expected}`);
  }
  const [seconds, cpu] = [0, 1].map((i) => Math.min(...found.map((one) => one[i])));
  say(name, seconds, cpu);
  return { seconds, cpu };
}
const say = (name, seconds, cpu) =>
  console.log(
    `${name.padEnd(12)} ${Math.round(records / seconds)
      .toLocaleString("en-US")
      .padStart(10)} rows/s  ${seconds.toFixed(2)} s${cpu === null ? "" : `, CPU ${cpu.toFixed(2)} s`}`,
  );

const python = `
import sys, time, json
from pyspark.sql import SparkSession, functions as F
s = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "2").config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1").getOrCreate()
s.sparkContext.setLogLevel("OFF")
schema = "Arrival_Time BIGINT, Creation_Time BIGINT, Device STRING, Index BIGINT, Model STRING, User STRING, gt STRING, x DOUBLE, y DOUBLE, z DOUBLE"
best = None
for _ in range(2):
    at = time.time()
    df = s.read.text(sys.argv[1]).select(F.from_json("value", schema).alias("j")).select("j.*").na.drop("any")
    rows = df.where("gt != 'unknown' and x > -0.5").groupBy("gt").count().collect()
    best = min(best or 1e9, time.time() - at)
print("ANSWER" + json.dumps({"seconds": best, "rows": sorted([[r[0], r[1]] for r in rows])}))
`;

try {
  const expected = await write();
  const session = await StreamSession.create({ threads: 2, config: { "spark.sql.session.timeZone": "UTC" } });
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
  const read = await session.read.text(file);
  const counted = read
    .select(fromJson(col("value"), schema).as("json"))
    .select("json.*")
    .na.drop("any")
    .where("gt != 'unknown' AND x > -0.5")
    .groupBy("gt")
    .count();
  const ours = await measure("streambook", expected, async () =>
    (await counted.collect()).map((row) => [row.gt, row.count]),
  );
  await session.stop();
  const connection = await (await DuckDBInstance.create(":memory:", { threads: "2" })).connect();
  const hand = await measure("by hand", expected, async () =>
    (await (await connection.run(byHand)).getRows()).map(([gt, n]) => [gt, n]),
  );
  console.log(
    `streambook is at ${((hand.seconds / ours.seconds) * 100).toFixed(0)} % of the SQL by hand, by CPU time ${((hand.cpu / ours.cpu) * 100).toFixed(0)} %`,
  );
  const quick = await measure("by hand, lax", null, async () =>
    (await (await connection.run(byHandLax)).getRows()).map(([gt, n]) => [gt, n]),
  );
  console.log(
    `beside the lax one, which counts malformed records too: ${((quick.seconds / ours.seconds) * 100).toFixed(0)} %, by CPU time ${((quick.cpu / ours.cpu) * 100).toFixed(0)} %`,
  );
  const interpreter = process.env.STREAMBOOK_ORACLE_PYTHON;
  if (!interpreter) console.log("PySpark: skipped, STREAMBOOK_ORACLE_PYTHON names no Python that has it");
  else {
    const { stdout } = spawnSync(interpreter, ["-c", python, file], { encoding: "utf8" });
    const line = stdout.split("\n").find((one) => one.startsWith("ANSWER"));
    if (!line) throw new Error("PySpark gave no answer");
    const answer = JSON.parse(line.slice(6));
    if (JSON.stringify(answer.rows) !== expected) throw new Error(`PySpark: wrong answer ${line}`);
    say("PySpark", answer.seconds, null);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
