// The contestant `streambook` of bench/windows.mjs: FOLDER FILES_A_BATCH, or --socket PORT ROWS.
import { StreamSession, col, expr, fromJson, t, window } from "streambook";
import { counter, sortedCounts } from "./window-counts.mjs";

const [where, ...rest] = process.argv.slice(2);
const isSocket = where === "--socket";
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
const session = await StreamSession.create({ threads: 2, config: { "spark.sql.session.timeZone": "UTC" } });
const lines = isSocket
  ? session.readStream.format("socket").options({ host: "127.0.0.1", port: rest[0] }).load()
  : session.readStream.format("text").option("maxFilesPerTrigger", rest[0]).load(where);
const counts = counter();
const began = performance.now();
const writer = lines
  .select(fromJson(col("value"), schema).as("json"))
  .select("json.*")
  .na.drop("any")
  .withColumn("at", expr("cast(cast(Creation_Time as double) / 1000000000 as timestamp)"))
  .withWatermark("at", "10 seconds")
  .groupBy(window("at", "10 seconds"), col("gt"))
  .count()
  .select(expr("unix_timestamp(window.start)").as("start"), col("gt"), col("count"))
  .writeStream.outputMode("update")
  .foreachBatch(async (df, batch) => {
    for (const row of await df.collect()) counts.set(Number(row.start), row.gt, Number(row.count));
    if (batch === 0) console.log("FIRST");
  });
const query = await (isSocket ? writer : writer.trigger({ availableNow: true })).start();
if (isSocket) {
  let read = 0;
  await new Promise((resolve, reject) =>
    query.onProgress(() => {
      if (query.exception()) return reject(query.exception());
      read += query.lastProgress?.numInputRows ?? 0;
      if (read >= Number(rest[1])) resolve();
    }),
  );
} else await query.awaitTermination();
const seconds = (performance.now() - began) / 1000;
console.log(JSON.stringify({ seconds, counts: sortedCounts(counts) }));
if (process.env.PROGRESS)
  for (const { batchId, numInputRows, durationMs } of query.recentProgress)
    console.error(batchId, numInputRows, JSON.stringify(durationMs));
await session.stop();
