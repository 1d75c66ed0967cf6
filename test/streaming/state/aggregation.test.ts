import { expect, test } from "vitest";
import { ManualClock, StreamSession, avg, col, count, t, type DataFrame } from "streambook";
import { tell, type Story } from "./script.js";

const schema = "k string, n bigint";
const batches: Story["batches"] = [
  [
    ["a", 1n],
    ["b", 2n],
    ["a", 3n],
    [null, 4n],
  ],
  [
    ["a", null],
    ["c", 7n],
  ],
];
const story = (query: Story["query"], mode: Story["mode"] = "update"): Story => ({
  schema,
  query,
  mode,
  batches,
});
const parsed = async (told: Story): Promise<unknown[][]> =>
  (await tell(told)).map((rows) => rows.map((row) => JSON.parse(row) as unknown));

test("update mode writes the groups that changed, a null key among them", async () => {
  const query =
    "SELECT k, count(*) AS c, count(n) AS cn, sum(n) AS s, avg(n) AS a, min(n) AS low FROM s GROUP BY k";
  expect(await parsed(story(query))).toEqual([
    [
      { k: "a", c: 2, cn: 2, s: 4, a: 2, low: 1 },
      { k: "b", c: 1, cn: 1, s: 2, a: 2, low: 2 },
      { k: null, c: 1, cn: 1, s: 4, a: 4, low: 4 },
    ],
    [
      { k: "a", c: 3, cn: 2, s: 4, a: 2, low: 1 },
      { k: "c", c: 1, cn: 1, s: 7, a: 7, low: 7 },
    ],
  ]);
});

test("the builder says the same as the text", async () => {
  const text = await tell(story("SELECT k, count(1) AS c, avg(n + 1) AS a FROM s WHERE n > 0 GROUP BY k"));
  const built = await tell(
    story((s) =>
      s
        .where("n > 0")
        .groupBy("k")
        .agg(count("*").as("c"), avg(col("n").plus(1)).as("a")),
    ),
  );
  expect(built).toEqual(text);
});

test("complete mode writes the whole result, and may sort and limit it", async () => {
  const query =
    "SELECT k, count(*) AS c FROM s WHERE k IS NOT NULL GROUP BY k ORDER BY c DESC, k DESC LIMIT 2";
  expect(await parsed(story(query, "complete"))).toEqual([
    [
      { k: "a", c: 2 },
      { k: "b", c: 1 },
    ],
    [
      { k: "a", c: 3 },
      { k: "c", c: 1 },
    ],
  ]);
});

test("HAVING, filters and projections above an aggregation", async () => {
  expect(await parsed(story("SELECT k FROM s GROUP BY k HAVING count(*) > 1"))).toEqual([
    [{ k: "a" }],
    [{ k: "a" }],
  ]);
  const nested =
    "SELECT upper(k) AS u, c * 10 AS c FROM (SELECT k, count(*) AS c FROM s GROUP BY k) WHERE k > 'a'";
  expect(await parsed(story(nested))).toEqual([[{ u: "B", c: 10 }], [{ u: "C", c: 10 }]]);
});

test("a global aggregate has one row from its first batch on", async () => {
  expect(await parsed(story("SELECT count(*) AS c, sum(n) AS s, max(k) AS m FROM s WHERE n > 6"))).toEqual([
    [{ c: 0, s: null, m: null }],
    [{ c: 1, s: 7, m: "c" }],
  ]);
});

test("FILTER, constants and expressions as arguments and as keys", async () => {
  const query =
    "SELECT n % 2 AS odd, count(1) FILTER (WHERE k = 'a') AS a, sum(n * 2) AS s FROM s WHERE n IS NOT NULL GROUP BY n % 2";
  expect(await parsed(story(query))).toEqual([
    [
      { odd: 0, a: 0, s: 12 },
      { odd: 1, a: 2, s: 8 },
    ],
    [{ odd: 1, a: 2, s: 22 }],
  ]);
});

test("distinct before an aggregation, joins with a table above one", async () => {
  expect(await parsed(story((s) => s.select("k").distinct().select(count("*").as("c")), "complete"))).toEqual(
    [[{ c: 3 }], [{ c: 4 }]],
  );
  const joined = (s: DataFrame, session: StreamSession): DataFrame =>
    s
      .groupBy("k")
      .count()
      .join(session.createDataFrame([{ k: "a", name: "Ada" }]), "k");
  expect(await parsed(story(joined, "complete"))).toEqual([
    [{ k: "a", count: 2, name: "Ada" }],
    [{ k: "a", count: 3, name: "Ada" }],
  ]);
});

test("progress counts the state's rows; memory and console sinks take the modes", async () => {
  const printed: string[] = [];
  const session = await StreamSession.create({
    clock: new ManualClock("2024-01-01T00:00:00Z"),
    print: (text) => printed.push(text),
  });
  const input = session.memoryStream(t.struct({ k: t.string() }));
  const counts = input.toDF().groupBy("k").count();
  const complete = await counts.writeStream.format("memory").queryName("all").outputMode("complete").start();
  const update = await counts.writeStream.format("memory").queryName("changes").outputMode("update").start();
  const shown = await counts.orderBy("k").writeStream.format("console").outputMode("complete").start();
  for (const rows of [[["a"], ["b"]], [["a"]]]) {
    input.addData(rows);
    for (const query of [complete, update, shown]) await query.processAllAvailable();
  }
  const read = async (name: string): Promise<unknown[]> =>
    (await session.sql(`SELECT k, count FROM ${name} ORDER BY k, count`).collect()).map((r) => r.toArray());
  expect(await read("all")).toEqual([
    ["a", 2n],
    ["b", 1n],
  ]);
  expect(await read("changes")).toEqual([
    ["a", 1n],
    ["a", 2n],
    ["b", 1n],
  ]);
  expect(printed.at(-1)).toContain("|  a|    2|\n|  b|    1|");
  const [operator] = complete.lastProgress!.stateOperators;
  expect(operator).toMatchObject({ operatorName: "stateStoreSave", numRowsTotal: 2, numRowsUpdated: 1 });
  expect(operator!.memoryUsedBytes).toBeGreaterThan(0);
  await session.stop();
});

const refused: readonly (readonly [string, Story["mode"], RegExp])[] = [
  ["SELECT k, count(*) FROM s GROUP BY k", "append", /UNSUPPORTED_OPERATION[^]*watermark[^]*update/],
  ["SELECT DISTINCT k FROM s", "append", /UNSUPPORTED_OPERATION[^]*watermark/],
  ["SELECT k, count(*) FROM s GROUP BY k ORDER BY k", "update", /Sorting is not supported[^]*complete/],
  ["SELECT k, count(*) FROM s GROUP BY k LIMIT 2", "update", /Limits are not supported/],
  ["SELECT k FROM s LIMIT 2", "update", /Limits are not supported/],
  ["SELECT k, count(*) FROM s GROUP BY k LIMIT 2 OFFSET 1", "complete", /Offset is not supported/],
  ["SELECT k, count(DISTINCT n) FROM s GROUP BY k", "update", /approx_count_distinct/],
  [
    "SELECT c, count(*) FROM (SELECT k, count(*) AS c FROM s GROUP BY k) GROUP BY c",
    "complete",
    /append output mode/,
  ],
  ["SELECT k, count(*) FROM (SELECT * FROM s ORDER BY n) GROUP BY k", "complete", /Sorting is not supported/],
];

test.each(refused)("refused at start: %s in %s mode", async (query, mode, message) => {
  await expect(tell(story(query, mode))).rejects.toThrow(message);
});
