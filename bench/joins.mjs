// npm run bench -- joins: an inner join of two streams by key and time range, the same number of rows a side and batch, for as long as it takes to pass
// the watermark's range several times. The rate and the state are told as the stream ages; the pairs are checked against one join of all the data.
// Not measured: reading text, writing the pairs.
import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { StreamSession, expr } from "streambook";

// Rows a side inside the watermark, batches that make them, and how many times over the stream goes on.
const KEPT = Number(process.env.ROWS ?? 1_000_000);
const PARTS = Number(process.env.PARTS ?? 20);
const AGES = Number(process.env.AGES ?? 4);
const durable = process.argv.includes("--durable") || process.env.DURABLE === "1";
const perBatch = Math.round(KEPT / PARTS);
const RANGE = 1000;
const batches = PARTS * AGES;
const seconds = RANGE / PARTS;
const folder = mkdtempSync(join(tmpdir(), "streambook join bench "));
const quantile = (values, q) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))];

try {
  const maker = await (await DuckDBInstance.create(":memory:", { threads: "2" })).connect();
  const quoted = (text) => text.replaceAll("'", "''");
  for (const side of ["l", "r"]) {
    mkdirSync(join(folder, side));
    // A batch lasts as long as its part of the range; each row of the right is up to a range later than one of the left.
    for (let i = 0; i < batches; i++)
      await maker.run(
        `COPY (SELECT hash(i, '${side}', ${i}) % ${KEPT} AS k, i AS n, 'payload ' || i AS p,
           make_timestamptz(1700000000000000 + CAST((${i} + i / ${perBatch}::DOUBLE) * ${seconds} * 1e6 AS BIGINT)) AS t
         FROM range(${perBatch}) x(i)) TO '${quoted(join(folder, side, `part-${String(i).padStart(5, "0")}.parquet`))}'`,
      );
  }
  const within = `t AND t + interval ${RANGE / 2} seconds`;
  const [[expected]] = (
    await maker.runAndReadAll(
      `SELECT count(*) FROM '${quoted(join(folder, "l", "*.parquet"))}' l JOIN '${quoted(join(folder, "r", "*.parquet"))}' r ON l.k = r.k AND r.t BETWEEN l.t AND l.t + INTERVAL ${RANGE / 2} SECOND`,
    )
  ).getRows();

  const session = await StreamSession.create({
    threads: 2,
    memoryLimit: process.env.MEMORY ?? "2GB",
    config: { "spark.sql.session.timeZone": "UTC" },
  });
  const side = (name, time) =>
    session.readStream
      .format("parquet")
      .schema("k bigint, n bigint, p string, t timestamp")
      .option("maxFilesPerTrigger", 1)
      .load(join(folder, name))
      .withColumnRenamed("t", time)
      .withWatermark(time, `${RANGE / 2} seconds`)
      .alias(name);
  let pairs = 0n;
  let writer = side("l", "t")
    .join(side("r", "u"), expr(`l.k = r.k AND u BETWEEN ${within}`))
    .selectExpr("l.k", "l.n", "r.n AS m", "l.p", "r.p AS q", "t", "u")
    .writeStream.foreachBatch(async (df) => {
      pairs += BigInt(await df.count());
    });
  if (durable) writer = writer.option("checkpointLocation", join(folder, "checkpoint"));
  const began = performance.now();
  const query = await writer.start();
  const seen = [];
  session.streams.addListener({ onQueryProgress: ({ progress }) => void seen.push(progress) });
  await query.processAllAvailable();
  const took = (performance.now() - began) / 1000;
  if (pairs !== expected)
    throw new Error(`wrong answer: ${pairs} pairs, one join of all rows finds ${expected}`);

  const rows = 2 * perBatch * batches;
  const data = seen.filter((p) => p.numInputRows > 0);
  const each = Math.max(1, Math.round(data.length / 16));
  console.log(`${durable ? "file" : "memory"}: ${expected} pairs, the same as one join of all rows`);
  for (let i = 0; i < data.length; i += each) {
    const part = data.slice(i, i + each);
    const per = part.map((p) => (p.batchDuration * 1000) / p.numInputRows);
    console.log(
      `  ${String((i + part.length) * 2 * perBatch).padStart(9)} rows seen: ${quantile(per, 0.5).toFixed(2)} µs a row, ${part.at(-1).stateOperators[0].numRowsTotal} rows kept`,
    );
  }
  const most = data.reduce((a, b) =>
    a.stateOperators[0].numRowsTotal > b.stateOperators[0].numRowsTotal ? a : b,
  ).stateOperators[0];
  const size = durable
    ? `, file ${(statSync(join(folder, "checkpoint", "checkpoint.duckdb")).size / 1e6).toFixed(0)} MB`
    : "";
  console.log(
    `  ${Math.round(rows / took).toLocaleString("en")} rows/s over ${took.toFixed(1)} s, state up to ${most.numRowsTotal} rows, ${(most.memoryUsedBytes / 1e6).toFixed(0)} MB by its columns${size}, process ${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB`,
  );
  await session.stop();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
