import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  Decimal,
  StreamSession,
  col,
  count,
  countDistinct,
  expr,
  fromJson,
  lit,
  struct,
  t,
  when,
  type DataFrame,
} from "streambook";

let session: StreamSession;
beforeAll(async () => {
  session = await StreamSession.create({ config: { "spark.sql.session.timeZone": "Europe/Paris" } });
  session
    .createDataFrame(
      [
        { gt: "walk", User: "a", n: 1n, x: 0.5, at: "2020-01-01T00:00:03Z" },
        { gt: "walk", User: "b", n: 2n, x: -1.5, at: "2020-06-01T00:00:03.250Z" },
        { gt: "sit", User: "a", n: 3n, x: null, at: null },
        { gt: null, User: null, n: null, x: 2, at: "1969-12-31T23:59:59.999Z" },
      ],
      t.struct({ gt: t.string(), User: t.string(), n: t.long(), x: t.double(), at: t.timestamp() }),
    )
    .createOrReplaceTempView("iot");
});
afterAll(() => session.stop());

const values = async (df: DataFrame): Promise<unknown[][]> =>
  (await df.collect()).map((row) => row.toArray());
const sql = (text: string): Promise<unknown[][]> => values(session.sql(text));
const one = async (text: string): Promise<unknown> => (await sql(`SELECT ${text}`))[0]![0];

describe("expressions give Spark's values", () => {
  const cases: readonly (readonly [string, unknown])[] = [
    ["1 + 2", 3],
    ["5 / 2", 2.5],
    ["5 div 2", 2n],
    ["-7 % 3", -1],
    ["1 + 2L", 3n],
    ["'1' + 1", 2n],
    ["1 = 1L and not (2 > 3)", true],
    ["null <=> null", true],
    ["null = 1", null],
    ["2 in (1, 2, null)", true],
    ["3 not in (1, 2)", true],
    ["5 between 1 and 5", true],
    ["'stairsup' like '%stairs%'", true],
    ["'a_b' like 'a\\\\_b'", true],
    ["'nexus4_1' rlike '_[12]$'", true],
    ["case when 1 > 2 then 'a' when 2 > 1 then 'b' end", "b"],
    ["case 3 when 3 then 'three' else 'other' end", "three"],
    ["coalesce(null, 2, 3)", 2],
    ["if(1 > 2, 'y', 'n')", "n"],
    ["nullif(1, 1)", null],
    ["upper('été')", "ÉTÉ"],
    ["length('héllo')", 5],
    ["substring('Spark SQL', 5)", "k SQL"],
    ["substring('Spark SQL', -3)", "SQL"],
    ["substring('Spark SQL', 5, 1)", "k"],
    ["concat('a', 1, true)", "a1true"],
    ["'a' || null", null],
    ["concat_ws('-', 'a', null, 'b')", "a-b"],
    ["trim('  x ')", "x"],
    ["round(2.5D)", 3],
    ["round(-2.5D)", -3],
    ["ceil(1.2D)", 2n],
    ["floor(-1.2D)", -2n],
    ["abs(-3)", 3],
    ["cast('12' as int)", 12],
    ["try_cast('x' as int)", null],
    ["try_cast('1.5' as int)", null],
    ["cast(1.9D as int)", 1],
    ["cast(-1.9D as long)", -1n],
    ["cast(1 as string)", "1"],
    ["cast(timestamp_seconds(0) as string)", "1970-01-01 01:00:00"],
    ["cast(timestamp_micros(1500000) as string)", "1970-01-01 01:00:01.5"],
    ["cast(timestamp_millis(-1) as double)", -0.001],
    ["hour(timestamp_seconds(1577836803))", 1],
    ["unix_micros(cast(1584786731.5D as timestamp))", 1584786731500000n],
    ["named_struct('a', 1, 'b', 'x').b", "x"],
    ["array(1, 2, 3)[1]", 2],
    ["map('a', 1)['a']", 1],
    ["size(array(1, 2))", 2],
    ["array_contains(array(1, 2), 2)", true],
    ["get_json_object('{\"a\": {\"b\": 7}}', '$.a.b')", "7"],
    ["from_json('{\"a\": 1, \"b\": [1, 2]}', 'a INT, b ARRAY<INT>').b[1]", 2],
    ["from_json('{\"a\": 1.5}', 'a INT').a", null],
    ["from_json('{\"a\": true}', 'a BIGINT').a", null],
    ["from_json('{\"a\": 1}', 'a STRING').a", "1"],
    ["from_json('{\"a\": \"NaN\"}', 'a DOUBLE').a", NaN],
    ["from_json('oops', 'a INT').a", null],
    ['from_json(\'{"s": {"t": [{"u": 5}]}}\', \'s STRUCT<t: ARRAY<STRUCT<u: INT>>>\').s.t[0].u', 5],
    ["cast(9223372036854775807 as bigint)", 9223372036854775807n],
  ];
  test.each(cases)("%s", async (text, expected) => {
    expect(await one(text)).toEqual(expected);
  });
});

describe("queries", () => {
  test("filter, order with nulls first, limit", async () => {
    expect(await sql("SELECT gt, n FROM iot ORDER BY gt, n DESC LIMIT 3")).toEqual([
      [null, null],
      ["sit", 3n],
      ["walk", 2n],
    ]);
    expect(await sql("SELECT gt FROM iot ORDER BY gt DESC")).toEqual([["walk"], ["walk"], ["sit"], [null]]);
  });
  test("group by, having, order by an aggregate", async () => {
    expect(
      await sql(
        "SELECT gt, count(*) AS n, avg(x) m FROM iot GROUP BY gt HAVING count(*) > 1 ORDER BY n DESC",
      ),
    ).toEqual([["walk", 2n, -0.5]]);
    expect(await sql("SELECT count(*), count(x), sum(n), count(DISTINCT gt) FROM iot")).toEqual([
      [4n, 3n, 6n, 2n],
    ]);
    expect(
      await sql(
        "SELECT upper(gt) g, sum(n) + 1 s FROM iot WHERE gt IS NOT NULL GROUP BY upper(gt) ORDER BY 1",
      ),
    ).toEqual([
      ["SIT", 4n],
      ["WALK", 4n],
    ]);
  });
  test("sub-queries, unions, common table expressions, joins", async () => {
    expect(await sql("SELECT max(c) FROM (SELECT gt, count(*) c FROM iot GROUP BY gt)")).toEqual([[2n]]);
    expect(
      await sql("WITH w AS (SELECT n FROM iot WHERE gt = 'walk') SELECT n FROM w UNION SELECT 2L ORDER BY n"),
    ).toEqual([[1n], [2n]]);
    expect(await sql("SELECT a.n, b.n FROM iot a JOIN iot b ON a.gt = b.gt AND a.n < b.n")).toEqual([
      [1n, 2n],
    ]);
    expect(await sql("SELECT DISTINCT User FROM iot ORDER BY User")).toEqual([[null], ["a"], ["b"]]);
  });
  test("set operators behind a query of FROM without a name", async () => {
    const two = "(SELECT 1 AS w, 2 AS n)";
    expect(await sql(`SELECT n FROM ${two} UNION ALL SELECT w FROM ${two}`)).toEqual([[2], [1]]);
    expect(await sql("SELECT * FROM (VALUES (1), (2)) EXCEPT SELECT 1")).toEqual([[2]]);
    expect(await sql(`SELECT w FROM ${two} INTERSECT SELECT n - 1 FROM ${two}`)).toEqual([[1]]);
    expect(await sql("SELECT * FROM ((SELECT 1 AS w) UNION ALL SELECT 2)")).toEqual([[1], [2]]);
  });

  test("names without regard to case, columns named as Spark names them", async () => {
    const df = session.sql("SELECT USER, x + 1, count(*) FROM iot GROUP BY user, x");
    expect(df.columns).toEqual(["USER", "(x + 1)", "count(1)"]);
  });
});

test("the builder makes the same plans as the text", async () => {
  const iot = session.table("iot");
  const built = iot
    .groupBy("gt")
    .agg(count("*").as("n"), countDistinct("User").as("users"))
    .where(col("n").gt(1))
    .withColumn("kind", when(col("gt").like("w%"), "moving").otherwise("still"));
  expect(await values(built)).toEqual([["walk", 2n, 2n, "moving"]]);
  expect(await values(iot.na.drop("any").select(struct("gt", "n").as("s")).select("s.*"))).toEqual([
    ["walk", 1n],
    ["walk", 2n],
  ]);
  expect(await values(iot.na.drop("all", ["gt", "User"]).agg(count("*")))).toEqual([[3n]]);
  expect(await values(iot.select("n", "n").orderBy(col("n").desc()).limit(1))).toEqual([[3n, 3n]]);
  expect(
    await values(iot.drop("x", "at", "nothing").withColumnRenamed("gt", "activity").where("n = 3")),
  ).toEqual([["sit", "a", 3n]]);
  expect(await values(iot.selectExpr("*", "n * 2 as twice").select("twice").orderBy("twice"))).toEqual([
    [null],
    [2n],
    [4n],
    [6n],
  ]);
  expect(await values(iot.select(lit(Decimal.from("1.50")).as("d")).limit(1))).toEqual([
    [Decimal.from("1.50")],
  ]);
  expect(await iot.where(expr("x < 0")).count()).toBe(1);
});

test("an expression is evaluated once, however often its column is read", () => {
  const df = session
    .table("iot")
    .select(fromJson(col("gt"), "a INT, b INT").as("j"))
    .select("j.*")
    .na.drop("any")
    .where("a > 1");
  expect(df.engine.explain(df.plan, true).match(/TRY\(from_json/g)).toHaveLength(1);
});

describe("what raises under ANSI says which rule and what to write", () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    ["1 / 0", /\[DIVIDE_BY_ZERO\]/],
    ["cast('x' as int)", /\[CAST_INVALID_INPUT\][^]*tryCast/],
    ["2147483647 + 1", /\[ARITHMETIC_OVERFLOW\]/],
    ["array(1)[5]", /\[INVALID_ARRAY_INDEX\]/],
  ];
  test.each(cases)("%s", async (text, message) => {
    await expect(one(text)).rejects.toThrow(message);
  });
});

describe("mistakes are errors in the line that writes them", () => {
  const cases: readonly (readonly [string, () => unknown, RegExp])[] = [
    [
      "a misspelt column",
      () => session.table("iot").select("gtt"),
      /\[UNRESOLVED_COLUMN.WITH_SUGGESTION\] select:[^]*did you mean `gt`\?/,
    ],
    ["in SQL text, with a caret", () => session.sql("SELECT gtt FROM iot"), /gtt FROM iot\n *\^/],
    [
      "a misspelt function",
      () => session.sql("SELECT uper(gt) FROM iot"),
      /\[UNRESOLVED_ROUTINE\][^]*did you mean `upper`\?/,
    ],
    ["a misspelt table", () => session.table("iott"), /\[TABLE_OR_VIEW_NOT_FOUND\][^]*did you mean `iot`\?/],
    ["too many arguments", () => session.sql("SELECT upper(gt, gt) FROM iot"), /upper\(text\)/],
    [
      "a condition that is none",
      () => session.table("iot").where("n"),
      /\[DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN\]/,
    ],
    [
      "a field that is not there",
      () => session.table("iot").select(struct("gt").as("s")).select("s.g"),
      /\[FIELD_NOT_FOUND\][^]*`gt`/,
    ],
    [
      "not grouped",
      () => session.sql("SELECT gt, User, count(*) FROM iot GROUP BY gt"),
      /\[MISSING_AGGREGATION\][^]*User/,
    ],
    ["not SQL", () => session.sql("SELECT gt FROM iot WHERE"), /\[PARSE_SYNTAX_ERROR\]/],
    [
      "operators of JavaScript",
      () => (col("a") as unknown as number) + 1,
      /\[CANNOT_CONVERT_COLUMN_INTO_BOOL\][^]*plus/,
    ],
    [
      "an unknown source",
      () => session.readStream.format("sockett").load(),
      /\[DATA_SOURCE_NOT_FOUND\][^]*did you mean `socket`\?/,
    ],
    ["a column named for another table", () => session.table("iot").col("nn"), /did you mean `n`\?/],
  ];
  test.each(cases)("%s", (_, write, message) => {
    expect(write).toThrow(message);
  });
});

test("show prints Spark's table, to the microsecond and in the session's zone", async () => {
  const printed: string[] = [];
  const own = await StreamSession.create({
    print: (text) => printed.push(text),
    config: { "spark.sql.session.timeZone": "Asia/Tokyo" },
  });
  await own
    .sql("SELECT timestamp_micros(1577836803123456) AS at, 1.0D AS one, null AS nothing")
    .show(20, false);
  expect(printed).toEqual([
    "+--------------------------+---+-------+\n|at                        |one|nothing|\n+--------------------------+---+-------+\n|2020-01-01 09:00:03.123456|1.0|NULL   |\n+--------------------------+---+-------+\n\n",
  ]);
  await own.stop();
  expect(() => own.table("x")).toThrow("SESSION_STOPPED");
});

test("a malformed text is a struct of nulls, a null text is null", async () => {
  const parsed = session
    .createDataFrame([{ v: "oops" }, { v: null }, { v: '{"a": 1}' }], t.struct({ v: t.string() }))
    .select("v", fromJson(col("v"), "a INT").as("j"));
  expect(await values(parsed.selectExpr("j is null", "j.a"))).toEqual([
    [false, null],
    [true, null],
    [false, 1],
  ]);
});

describe("statements that are no queries", () => {
  test("views come and go", async () => {
    session.sql("CREATE OR REPLACE TEMP VIEW made AS SELECT 1 AS a, 'x' AS b");
    expect(session.catalog.tableExists("MADE")).toBe(true);
    expect(() => session.sql("CREATE TEMP VIEW made AS SELECT 2")).toThrow(/exists already/);
    const described = await session.sql("DESCRIBE made").collect();
    expect(described.map((row): unknown[] => [row.col_name, row.data_type])).toEqual([
      ["a", "int"],
      ["b", "string"],
    ]);
    const shown = await session.sql("SHOW TABLES").collect();
    expect(shown.some((row) => row.tableName === "made")).toBe(true);
    session.sql("DROP VIEW made");
    expect(() => session.sql("SELECT * FROM made")).toThrow(/cannot be found/);
    expect(() => session.sql("DROP VIEW made")).toThrow(/cannot be found/);
    session.sql("DROP VIEW IF EXISTS made");
  });
});

describe("verbs that look first", () => {
  test("pivot without values takes those that are there, in their order", async () => {
    const df = session.sql("SELECT * FROM VALUES ('a', 2, 10), ('a', 1, 5), ('b', 1, 7) AS t(g, k, v)");
    const pivoted = (await df.groupBy("g").pivot("k")).sum("v");
    expect(pivoted.columns).toEqual(["g", "1", "2"]);
  });

  test("a sample is the same for the same seed, and splits are disjoint", async () => {
    const df = session.range(1000);
    const [once, again] = [await df.sample(0.1, 7).count(), await df.sample(0.1, 7).count()];
    expect(once).toBe(again);
    expect(once).toBeGreaterThan(50);
    const parts = await Promise.all(df.randomSplit([0.7, 0.3], 3).map((part) => part.count()));
    expect(parts.reduce((a, b) => a + b, 0)).toBe(1000);
  });
});
