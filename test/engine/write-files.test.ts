import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { StreamSession } from "../../src/session/session.js";

let session: StreamSession;
let folder: string;

beforeAll(async () => {
  session = await StreamSession.create({ threads: 1, config: { "spark.sql.session.timeZone": "UTC" } });
  folder = mkdtempSync(join(tmpdir(), "streambook write "));
});
afterAll(async () => {
  await session.stop();
  rmSync(folder, { recursive: true, force: true });
});

const rows = (): ReturnType<StreamSession["sql"]> =>
  session.sql(
    `SELECT * FROM VALUES
       (1, 'a,b "q"', 1.50, date'2020-01-02', timestamp'2020-01-02 03:04:05.678', 'x'),
       (2, '', NULL, NULL, NULL, NULL),
       (3, NULL, 2.25, date'1969-12-31', timestamp'1969-12-31 23:59:59.5', 'y/z') AS t(i, s, d, day, at, k)`,
  );
const parts = (path: string): string[] =>
  readdirSync(path, { recursive: true })
    .map((name) => String(name).replaceAll("\\", "/"))
    .filter((name) => name.includes("part-"))
    .sort();

test("CSV: options of quoting, nulls and times; gzip", async () => {
  const path = join(folder, "csv");
  await rows()
    .write.options({ header: true, sep: ";", nullValue: "NA", quoteAll: true, compression: "gzip" })
    .option("dateFormat", "dd/MM/yyyy")
    .option("timestampFormat", "yyyy-MM-dd HH:mm:ss.SSS")
    .csv(path);
  const [name] = parts(path);
  expect(name).toMatch(/^part-00000-[\da-f-]{36}-c000\.csv\.gz$/);
  expect(
    gunzipSync(readFileSync(join(path, name!)))
      .toString()
      .trimEnd()
      .split("\n"),
  ).toEqual([
    '"i";"s";"d";"day";"at";"k"',
    '"1";"a,b \\"q\\"";"1.50";"02/01/2020";"2020-01-02 03:04:05.678";"x"',
    '"2";"";"NA";"NA";"NA";"NA"',
    '"3";"NA";"2.25";"31/12/1969";"1969-12-31 23:59:59.500";"y/z"',
  ]);
});

test("partitionBy: a folder for each value, read back as a column", async () => {
  for (const format of ["csv", "json", "parquet"]) {
    const path = join(folder, `by ${format}`);
    await rows().write.format(format).partitionBy("k").save(path);
    expect(parts(path).map((part) => part.split("/")[0])).toEqual([
      "k=__HIVE_DEFAULT_PARTITION__",
      "k=x",
      "k=y%2Fz",
    ]);
    const back = await session.read.format(format).load(path);
    expect(back.columns.at(-1)).toBe("k");
    const seen = (await back.orderBy("k").collect()).map((row): unknown => row.k);
    expect(seen).toEqual([null, "x", "y/z"]);
    expect(await back.where("k = 'x'").count()).toBe(1);
  }
});

test("JSON: nulls kept, times by patterns, another line's end", async () => {
  const path = join(folder, "json");
  await rows()
    .select("i", "s", "day")
    .write.options({ ignoreNullFields: false, dateFormat: "dd.MM.yyyy", lineSep: "\r\n" })
    .json(path);
  expect(readFileSync(join(path, parts(path)[0]!), "utf8")).toBe(
    '{"i":1,"s":"a,b \\"q\\"","day":"02.01.2020"}\r\n{"i":2,"s":"","day":null}\r\n{"i":3,"s":null,"day":"31.12.1969"}\r\n',
  );
});

test("Parquet: the codec stands in the name; a folder that is read cannot be overwritten", async () => {
  const path = join(folder, "parquet");
  await rows().write.option("compression", "zstd").parquet(path);
  await rows().write.mode("append").parquet(path);
  expect(
    parts(path)
      .map((name) => name.replace(/.*-c000/, ""))
      .sort(),
  ).toEqual([".snappy.parquet", ".zstd.parquet"]);
  const back = await session.read.parquet(path);
  expect(await back.count()).toBe(6);
  await expect(back.write.mode("overwrite").parquet(path)).rejects.toMatchObject({
    code: "UNSUPPORTED_OVERWRITE.PATH",
  });
  expect(await back.count()).toBe(6);
});

test("what a format cannot hold is refused before anything is written", async () => {
  const path = join(folder, "refused");
  const nested = session.sql("SELECT 1 AS id, array(1) AS xs");
  for (const [write, code] of [
    [() => nested.write.csv(path), "UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE"],
    [() => nested.write.text(path), "UNSUPPORTED_TEXT_SCHEMA"],
    [() => nested.write.format("avro").save(path), "DATA_SOURCE_NOT_FOUND"],
    [() => nested.write.partitionBy("nope").json(path), "_LEGACY_ERROR_TEMP_1196"],
    [() => nested.write.partitionBy("xs").json(path), "INVALID_PARTITION_COLUMN_DATA_TYPE"],
    [() => nested.select("id").write.partitionBy("id").json(path), "ALL_PARTITION_COLUMNS_NOT_ALLOWED"],
    [
      () => nested.write.option("compression", "rar").json(path),
      "CODEC_NOT_AVAILABLE.WITH_AVAILABLE_CODECS_SUGGESTION",
    ],
  ] as const) {
    await expect(write()).rejects.toMatchObject({ code });
  }
  expect(readdirSync(folder)).not.toContain("refused");
});
