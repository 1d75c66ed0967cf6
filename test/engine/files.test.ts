import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { StreamSession } from "../../src/session/session.js";

let session: StreamSession;
let folder: string;

beforeAll(async () => {
  session = await StreamSession.create({ threads: 1, config: { "spark.sql.session.timeZone": "UTC" } });
  folder = mkdtempSync(join(tmpdir(), "streambook files "));
});
afterAll(async () => {
  await session.stop();
  rmSync(folder, { recursive: true, force: true });
});

const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

/** The lines of the part files of a folder. */
const linesOf = (path: string): string[] =>
  readdirSync(path)
    .filter((name) => name.startsWith("part-"))
    .sort()
    .flatMap((name) => readFileSync(join(path, name), "utf8").trimEnd().split("\n"));

describe("reading without a schema", () => {
  test("CSV: names from the header, texts unless types are asked for", async () => {
    const path = file(
      "people.csv",
      "id,name,score,born,at,ok\n1,ann,1.5,2020-02-29,2020-01-01 10:00:00,true\n2,,,,,false\n",
    );
    const texts = await session.read.option("header", true).csv(path);
    expect(texts.dtypes.map(([, type]) => type)).toEqual([
      "string",
      "string",
      "string",
      "string",
      "string",
      "string",
    ]);
    const typed = await session.read.option("header", true).option("inferSchema", true).csv(path);
    expect(typed.dtypes).toEqual([
      ["id", "int"],
      ["name", "string"],
      ["score", "double"],
      ["born", "date"],
      ["at", "timestamp"],
      ["ok", "boolean"],
    ]);
    expect((await typed.collect()).map((row): unknown[] => [row.id, row.name, row.score])).toEqual([
      [1, "ann", 1.5],
      [2, null, null],
    ]);
  });

  test("CSV without a header: _c0, _c1, …", async () => {
    const path = file("plain.csv", "5000000000;a\n6;b\n");
    const df = await session.read.option("sep", ";").option("inferSchema", true).csv(path);
    expect(df.dtypes).toEqual([
      ["_c0", "bigint"],
      ["_c1", "string"],
    ]);
    expect(await df.count()).toBe(2);
  });

  test("JSON: fields in the order of their names, whole numbers are longs, bad lines are kept", async () => {
    const path = file("rows.json", '{"b": 1, "a": {"y": 1.0, "x": "t"}}\n{"b": 2.5, "c": [1, null]}\nbad\n');
    const df = await session.read.json(path);
    expect(df.dtypes).toEqual([
      ["_corrupt_record", "string"],
      ["a", "struct<x:string,y:double>"],
      ["b", "double"],
      ["c", "array<bigint>"],
    ]);
    expect((await df.collect()).map((row): unknown => row._corrupt_record)).toEqual([null, null, "bad"]);
  });

  test("no file, no columns", async () => {
    await expect(session.read.json(join(folder, "nothing*"))).rejects.toThrow();
  });
});

describe("writing", () => {
  test("CSV as Spark writes it", async () => {
    const path = join(folder, "out csv");
    const df = session.sql(
      "SELECT * FROM VALUES (1, 'a,b', 1.0D, TIMESTAMP'2020-01-01 12:00:00'), (2, '', NULL, NULL), (3, NULL, 2.5D, NULL) AS t(i, s, d, at)",
    );
    await df.write.option("header", true).csv(path);
    expect(linesOf(path)).toEqual(["i,s,d,at", '1,"a,b",1.0,2020-01-01T12:00:00.000Z', '2,"",,', "3,,2.5,"]);
    expect(readdirSync(path)).toContain("_SUCCESS");
  });

  test("JSON, a line a row, and reads back", async () => {
    const path = join(folder, "out json");
    await session.sql("SELECT * FROM VALUES (1, 'x'), (2, NULL) AS t(i, s)").write.json(path);
    expect(linesOf(path)[0]).toBe('{"i":1,"s":"x"}');
    expect(linesOf(path)).toHaveLength(2);
    const back = await session.read.json(path);
    expect(back.dtypes).toEqual([
      ["i", "bigint"],
      ["s", "string"],
    ]);
  });

  test("Parquet keeps names and types", async () => {
    const path = join(folder, "out parquet");
    const df = session.sql("SELECT 1 AS `a b`, 2L AS l, DATE'2020-01-01' AS d, array(1) AS xs, 1.50 AS m");
    await df.write.parquet(path);
    const back = await session.read.parquet(path);
    expect(back.dtypes).toEqual(df.dtypes);
    expect(await back.count()).toBe(1);
  });

  test("the save modes", async () => {
    const path = join(folder, "modes");
    const df = session.range(2);
    const texts = df.selectExpr("cast(id as string) AS value");
    await texts.write.text(path);
    await expect(texts.write.text(path)).rejects.toMatchObject({ code: "PATH_ALREADY_EXISTS" });
    await texts.write.mode("ignore").text(path);
    expect(linesOf(path)).toHaveLength(2);
    await texts.write.mode("append").text(path);
    expect(linesOf(path)).toHaveLength(4);
    await texts.write.mode("overwrite").text(path);
    expect(linesOf(path)).toEqual(["0", "1"]);
    expect(() => df.write.mode("replace")).toThrow(/save mode/);
  });
});
