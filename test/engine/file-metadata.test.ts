import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { F } from "../../src/index.js";
import { StreamSession } from "../../src/session/session.js";

let session: StreamSession;
let folder: string;

beforeAll(async () => {
  session = await StreamSession.create({ threads: 1, config: { "spark.sql.session.timeZone": "UTC" } });
  folder = mkdtempSync(join(tmpdir(), "streambook metadata "));
  writeFileSync(join(folder, "a b.csv"), "1,x\n2,y\n");
  writeFileSync(join(folder, "c.json"), '{"a":1}\n');
  writeFileSync(join(folder, "d.json"), '{"a":2}\n{"a":3}\n');
});
afterAll(async () => {
  await session.stop();
  rmSync(folder, { recursive: true, force: true });
});

const asked = ["_metadata.file_name", "_metadata.file_size", "input_file_block_length()"];

test("the address of a file is escaped as a URI is", async () => {
  const df = session.read.schema("a INT, b STRING").csv(join(folder, "a b.csv"));
  const [row] = await df.selectExpr("input_file_name() AS name", "_metadata.*").collect();
  expect(row!["name"]).toBe(pathToFileURL(join(folder, "a b.csv")).href);
  expect(row!["file_path"]).toBe(pathToFileURL(join(folder, "a b.csv")).href.replace("file:///", "file:/"));
  expect(row!["file_name"]).toBe("a%20b.csv");
});

test("Parquet also knows the place of a row", async () => {
  const path = join(folder, "p");
  await session.range(3).coalesce(1).write.parquet(path);
  const df = await session.read.parquet(path);
  const rows = await df
    .where("id > 0")
    .selectExpr(
      "id",
      "_metadata.row_index",
      "_metadata.file_size > 0 AS big",
      "input_file_name() LIKE '%.parquet' AS named",
    )
    .collect();
  expect(rows.map((r) => r.toArray())).toEqual([
    [1n, 1n, true, true],
    [2n, 2n, true, true],
  ]);
});

test.each([
  ["csv", "*.csv", [1, "a%20b.csv", 8n, 8n]],
  ["json", "c.json", [1, "c.json", 8n, 8n]],
] as const)("a stream of %s files", async (format, glob, first) => {
  const rows: unknown[][] = [];
  const query = await session.readStream
    .schema("a INT")
    .option("pathGlobFilter", glob)
    .format(format)
    .load(folder)
    .where("_metadata.file_size > 0")
    .selectExpr("a", ...asked)
    .writeStream.foreachBatch(async (batch) => {
      rows.push(...(await batch.collect()).map((r) => r.toArray()));
    })
    .trigger({ availableNow: true })
    .start();
  await query.awaitTermination();
  expect(rows[0]).toEqual(first);
});

test("a stream counts the rows of each file", async () => {
  const query = await session.readStream
    .schema("a INT")
    .option("pathGlobFilter", "*.json")
    .json(folder)
    .groupBy(F.col("_metadata.file_name"))
    .count()
    .writeStream.format("memory")
    .queryName("perFile")
    .outputMode("complete")
    .trigger({ availableNow: true })
    .start();
  await query.awaitTermination();
  const rows = await session.sql("SELECT * FROM perFile ORDER BY 1").collect();
  expect(rows.map((r) => r.toArray())).toEqual([
    ["c.json", 1n],
    ["d.json", 2n],
  ]);
});

test("types are inferred from no less than a part of the records", async () => {
  const path = join(folder, "d.json");
  for (const ratio of ["0", "-1", "x"])
    await expect(session.read.option("samplingRatio", ratio).json(path)).rejects.toMatchObject({
      code: "INVALID_OPTION",
    });
});

test("what only streams is no source of tables", async () => {
  await expect(session.read.format("socket").load()).rejects.toMatchObject({
    code: "_LEGACY_ERROR_TEMP_1135",
    cure: 'session.readStream.format("socket")',
  });
});
