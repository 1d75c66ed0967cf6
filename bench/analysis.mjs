// npm run bench -- analysis: analysis and compilation of a query of ten steps, the plan made anew each time. Nothing is run but once, to check the answer.
// Not measured: the engine's own planning of the SQL. CPU time stands beside the time, because it does not depend on who else uses the machine.
import { StreamSession, avg, col, count, expr, upper, when } from "streambook";

const ROUNDS = Number(process.argv[2] ?? 300);
let text = "";
const session = await StreamSession.create({
  config: { "spark.sql.session.timeZone": "UTC" },
  threads: 2,
  print: (printed) => (text = printed),
});
const users = session.createDataFrame([{ User: "a", name: "Ada" }], "User STRING, name STRING");
const iot = session.createDataFrame(
  [
    { User: "a", gt: "walk", x: 1, y: 2, time: 1_000_000_000n },
    { User: "a", gt: "sit", x: 3, y: null, time: 2_000_000_000n },
  ],
  "User STRING, gt STRING, x DOUBLE, y DOUBLE, time BIGINT",
);

const query = () =>
  iot
    .withColumn("at", expr("cast(cast(time as double) / 1000000000 as timestamp)"))
    .na.drop("any", ["x"])
    .where("gt != 'unknown' AND x BETWEEN -5 AND 5")
    .withColumn("kind", when(col("gt").isin("walk", "run"), "moving").otherwise("still"))
    .join(users, "User", "left")
    .select("name", "kind", "at", col("x").multiply(2).plus(coalesced).as("twice"), upper("gt").as("gt"))
    .groupBy("name", "kind")
    .agg(count("*").as("n"), avg("twice").as("mean"), expr("max(at)").as("last"))
    .withColumnRenamed("kind", "movement")
    .where(col("n").gt(0))
    .orderBy(col("n").desc(), "movement");
const coalesced = expr("coalesce(y, 0)");

const rows = await query().select("name", "movement", "n", "mean").collect();
const answer = JSON.stringify(rows.map((row) => [row.name, row.movement, Number(row.n), row.mean]));
if (answer !== '[["Ada","moving",1,4],["Ada","still",1,6]]') throw new Error(`wrong answer: ${answer}`);
const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * q)];
const spent = [];
const cpu = [];
for (let i = 0; i < ROUNDS + 50; i++) {
  const [at, before] = [performance.now(), process.cpuUsage()];
  // explain() analyses the plan and compiles it, and prints both.
  query().explain(true);
  const used = process.cpuUsage(before);
  if (i < 50) continue;
  spent.push(performance.now() - at);
  cpu.push((used.user + used.system) / 1000);
}
console.log(
  `ten steps, ${ROUNDS} times: median ${quantile(spent, 0.5).toFixed(2)} ms (CPU ${quantile(cpu, 0.5).toFixed(2)} ms), 95 % within ${quantile(spent, 0.95).toFixed(2)} ms; ${text.length} characters of plan and SQL`,
);
await session.stop();
