import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { col, expr, StreamSession, t, udf, window, type Column, type DataFrame } from "../../src/index.js";

// Each row has its own number, so that calls for one row can be told from calls for another.
const ROWS = 5000;
let session: StreamSession;
let calls = new Map<bigint, number>();
const costly = udf((n: bigint | null) => {
  calls.set(n!, (calls.get(n!) ?? 0) + 1);
  return n! % 100n;
}, t.long());

beforeAll(async () => {
  session = await StreamSession.create({ config: { "spark.sql.session.timeZone": "UTC" } });
  session.udf.register(
    "costly",
    (n: bigint | null) => {
      calls.set(n!, (calls.get(n!) ?? 0) + 1);
      return n! % 100n;
    },
    t.long(),
  );
  session.range(ROWS).createOrReplaceTempView("numbers");
  session.range(100).createOrReplaceTempView("hundred");
});
afterAll(() => session.stop());

const v = (): Column => costly(col("id")).as("v");
const read = (): DataFrame => session.table("numbers").select("id", v());

const built: Record<string, () => DataFrame> = {
  "selected twice": () => read().select("v", col("v").as("w"), col("v").plus(1)),
  "filtered by": () => read().where("v > 10"),
  "filtered by, twice": () => read().where("v > 10").where("v < 90 and v <> 50"),
  "filtered, then read again": () =>
    read().where("v > 10").select(col("v").plus(1).as("w"), "v").where("w > 20"),
  "what is computed from it filtered by": () =>
    read().withColumn("w", expr("v + 1")).where("w > 5 and v > 3"),
  "nulls dropped": () => read().na.drop("any"),
  "sorted by": () => read().orderBy(col("v").desc(), "id"),
  "sorted by, a few taken": () => read().where("v > 3").orderBy("v", "id").limit(7),
  "grouped by": () => read().groupBy("v").count(),
  "grouped by and filtered": () => read().where("v > 3").groupBy("v").count().where("count > 1"),
  "summed in two ways": () => read().agg({ v: "sum", id: "max" }),
  distinct: () => read().select("v").distinct(),
  "without duplicates": () => read().dropDuplicates(["v"]),
  "joined on": () => read().join(session.table("hundred").withColumnRenamed("id", "v"), "v"),
  "joined on, filtered above": () =>
    read().join(session.table("hundred").withColumnRenamed("id", "v"), "v").where("v > 50"),
  "left joined on, filtered above": () =>
    read()
      .join(session.table("hundred").withColumnRenamed("id", "v"), "v", "left")
      .where("v > 50 and v < 60"),
  "in a union": () => read().union(read().where("v > 1000")).where("v > 10"),
  "in windows of time": () =>
    read()
      .withColumn("at", expr("timestamp_seconds(v)"))
      .groupBy(window("at", "20 seconds", "10 seconds"), "v")
      .count(),
};

describe("a column is computed once for each row, whoever reads it", () => {
  test.each(Object.entries(built))("%s", async (name, make) => {
    calls = new Map();
    await make().collect();
    const most = name === "in a union" ? 2 : 1;
    expect(calls.size).toBe(ROWS);
    expect(Math.max(...calls.values())).toBeLessThanOrEqual(most);
  });
});

const texts = [
  "SELECT v, v + 1 AS w FROM (SELECT costly(id) AS v FROM numbers) WHERE v > 10 AND v < 90",
  "SELECT * FROM (SELECT id, costly(id) AS v FROM numbers) WHERE v IN (1, 2, 3) OR v BETWEEN 7 AND 9",
  "WITH a AS (SELECT costly(id) AS v FROM numbers) SELECT v, count(*) FROM a WHERE v > 1 GROUP BY v HAVING v < 50",
  "SELECT v, row_number() OVER (PARTITION BY v ORDER BY id) AS r, sum(v) OVER () AS s FROM (SELECT id, costly(id) AS v FROM numbers) WHERE v > 90",
  "SELECT a.v FROM (SELECT costly(id) AS v FROM numbers) a, hundred b WHERE a.v = b.id AND a.v > 10",
  "SELECT v, e FROM (SELECT costly(id) AS v FROM numbers) LATERAL VIEW explode(array(v, v + 1)) t AS e WHERE v > 10 AND e > 12",
  "SELECT CASE WHEN v > 5 THEN v ELSE -v END AS w FROM (SELECT costly(id) AS v FROM numbers) WHERE CASE WHEN v > 5 THEN v ELSE -v END > 7",
  "SELECT v FROM (SELECT costly(id) AS v FROM numbers) WHERE v IN (SELECT id FROM hundred WHERE id < 10)",
];

describe("in SQL text too", () => {
  test.each(texts)("%s", async (text) => {
    calls = new Map();
    await session.sql(text).collect();
    expect(calls.size).toBe(ROWS);
    expect(Math.max(...calls.values())).toBe(1);
  });
});
