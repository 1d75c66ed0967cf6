// npm run bench -- state [groups…]: a count and a sum per key, 10 k changed keys a batch, over states of several sizes, in a checkpoint file and in memory.
// The answer (rows, their counts added up) is checked at the end of each. Not measured: reading text, more than one sink.
import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { StreamSession, count, sum } from "streambook";

const sizes = process.argv.slice(2).map(Number);
const BATCHES = Number(process.env.BATCHES ?? 12);
const CHANGES = 10_000;
const quantile = (values, q) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))];
const shown = (ms) => `${ms.toFixed(0)} ms`.padStart(8);

for (const groups of sizes.length > 0 ? sizes : [100_000, 1_000_000, 10_000_000])
  for (const durable of [true, false]) await measure(groups, durable);

/** Batch 0 makes the groups, the others change random ones: each is a file. */
async function measure(groups, durable) {
  const folder = mkdtempSync(join(tmpdir(), "streambook state bench "));
  try {
    const writer = await (await DuckDBInstance.create(":memory:", { threads: "2" })).connect();
    const file = (i) =>
      join(folder, "in", `part-${String(i).padStart(4, "0")}.parquet`).replaceAll("'", "''");
    mkdirSync(join(folder, "in"));
    await writer.run(`COPY (SELECT 'user_' || i AS k, i AS n FROM range(${groups}) t(i)) TO '${file(0)}'`);
    for (let i = 1; i <= BATCHES; i++)
      await writer.run(
        `COPY (SELECT 'user_' || (hash(i + ${i * CHANGES}) % ${groups}) AS k, i AS n FROM range(${CHANGES}) t(i)) TO '${file(i)}'`,
      );
    const config = { "spark.sql.session.timeZone": "UTC" };
    const start = async () => {
      const session = await StreamSession.create({
        threads: 2,
        config,
        memoryLimit: process.env.MEMORY ?? "2GB",
      });
      const at = performance.now();
      let writer = session.readStream
        .format("parquet")
        .schema("k string, n bigint")
        .option("maxFilesPerTrigger", 1)
        .load(join(folder, "in"))
        .groupBy("k")
        .agg(count("*").as("c"), sum("n").as("s"))
        .writeStream.outputMode("update")
        .format("noop");
      if (durable) writer = writer.option("checkpointLocation", join(folder, "checkpoint"));
      const query = await writer.start();
      return { session, query, started: performance.now() - at };
    };
    const first = await start();
    await first.query.processAllAvailable();
    const batches = first.query.recentProgress.filter((p) => p.numInputRows > 0);
    const last = batches.at(-1).stateOperators[0];
    if (first.query.lastProgress.batchId !== BATCHES || last.numRowsTotal !== groups)
      throw new Error(`wrong answer: ${JSON.stringify(last)}`);
    const times = batches.slice(1).map((p) => p.batchDuration);
    const phases = ["getBatch", "queryPlanning", "addBatch", "walCommit", "commitOffsets"];
    const detail = phases
      .map(
        (p) =>
          `${p} ${quantile(
            batches.slice(1).map((b) => b.durationMs[p] ?? 0),
            0.5,
          )}`,
      )
      .join(", ");
    await first.session.stop();
    let more = "";
    if (durable) {
      const bytes = statSync(join(folder, "checkpoint", "checkpoint.duckdb")).size;
      const again = await start();
      more = `, file ${(bytes / 1e6).toFixed(0)} MB, restart ${shown(again.started).trim()}`;
      await again.session.stop();
    }
    console.log(
      `${String(groups).padStart(9)} groups, ${durable ? "file  " : "memory"}: p50 ${shown(quantile(times, 0.5))}  max ${shown(quantile(times, 1))}  (${detail}); first ${batches[0].batchDuration} ms, ${Math.round(process.memoryUsage.rss() / 1e6)} MB${more}`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
