import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { StreamSession, count, sum } from "../../src/index.js";

const GROUPS = 100_000;

const FILES = 8;

/** Files; each has half of the groups of the one before. */
async function files(folder: string): Promise<void> {
  const session = await StreamSession.create({ threads: 1 });
  for (let i = 0; i < FILES; i++) {
    const first = (i * GROUPS) / 2;
    const rows = session.range(first, first + GROUPS).selectExpr("md5(string(id)) AS k", "id AS n");
    await rows.write.mode("append").parquet(join(folder, "in"));
  }
  await session.stop();
}

test.each(["memory", "checkpoint"])("a state larger than the memory limit goes on (%s)", async (kept) => {
  const folder = mkdtempSync(join(tmpdir(), "streambook larger "));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  await files(folder);
  const session = await StreamSession.create({ threads: 1, memoryLimit: "40MB" });
  onTestFinished(() => session.stop());
  const outcome: unknown[] = [];
  const writer = session.readStream
    .schema("k string, n bigint")
    .option("maxFilesPerTrigger", 1)
    .parquet(join(folder, "in"))
    .groupBy("k")
    .agg(count("*").as("c"), sum("n").as("s"))
    .writeStream.outputMode("update")
    .foreachBatch(async (df) => {
      outcome.push(
        ...(await df.selectExpr("count(*) AS groups", "sum(c) AS rows", "sum(s) AS total").collect()),
      );
    });
  if (kept === "checkpoint") writer.option("checkpointLocation", join(folder, "checkpoint"));
  const query = await writer.start();
  await query.processAllAvailable();
  const n = BigInt(GROUPS);
  const sumFrom = (first: bigint, rows: bigint): bigint => (rows * (2n * first + rows - 1n)) / 2n;
  const expected = Array.from({ length: FILES }, (_, i) => {
    const first = (BigInt(i) * n) / 2n;
    // Half of the groups have come before.
    const again = i === 0 ? 0n : n / 2n;
    return { groups: n, rows: n + again, total: sumFrom(first, n) + sumFrom(first, again) };
  });
  expect(outcome.map((row) => ({ ...(row as object) }))).toEqual(expected);
  expect(query.lastProgress?.stateOperators[0]?.numRowsTotal).toBe(((FILES + 1) * GROUPS) / 2);
  expect(existsSync(".tmp")).toBe(false);
});
