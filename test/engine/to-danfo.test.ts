import { afterAll, expect, test } from "vitest";
import { StreamSession, col, decode, lit, t, toDanfo, type DataFrame } from "streambook";

const session = await StreamSession.create({ config: { "spark.sql.session.timeZone": "UTC" } });
afterAll(() => session.stop());

interface Frame {
  readonly columns: string[];
  readonly dtypes: string[];
  readonly shape: number[];
  readonly values: unknown[][];
  print(): void;
}

const every = session.sql(`
  SELECT 1 AS i, 9007199254740991L AS exact, 9223372036854775807L AS big, 1.5D AS d, true AS b, 'a' AS s, 12.50BD AS price,
    CAST('12345678901234567890.5' AS DECIMAL(38,1)) AS wide, timestamp'2020-01-31 12:00:00' AS ts, date'2020-01-31' AS day, X'DEAD' AS raw,
    array(9223372036854775807L) AS longs, map('k', 1L) AS m, struct(date'2020-01-31' AS day, 2L AS n) AS st, CAST(null AS BIGINT) AS none
  UNION ALL
  SELECT null, null, null, null, null, null, null, null, null, null, null, null, null, null, null`);

test("every type comes as danfojs can show it", async () => {
  const frame = await every.toDanfo<Frame>();
  expect(frame.columns).toEqual(every.columns);
  expect(
    Object.fromEntries(frame.columns.map((name, i) => [name, [frame.dtypes[i], frame.values[0]?.[i]]])),
  ).toEqual({
    i: ["float32", 1],
    exact: ["float32", 9007199254740991],
    big: ["string", "9223372036854775807"],
    d: ["float32", 1.5],
    b: ["boolean", true],
    s: ["string", "a"],
    price: ["float32", 12.5],
    wide: ["string", "12345678901234567890.5"],
    ts: ["string", new Date("2020-01-31T12:00:00Z")],
    day: ["string", "2020-01-31"],
    raw: ["string", "3q0="],
    longs: ["string", '["9223372036854775807"]'],
    m: ["string", '{"k":1}'],
    st: ["string", '{"day":"2020-01-31","n":2}'],
    none: ["float32", null],
  });
  expect(frame.values[1]).toEqual(frame.columns.map(() => null));
});

test("a display's toDanfo gives the same frame", async () => {
  const [ours, theirs] = [await every.toDanfo<Frame>(), await toDanfo<Frame>(every)];
  expect(theirs.values).toEqual(ours.values);
  expect(theirs.dtypes).toEqual(ours.dtypes);
});

test("danfojs computes with what it got", async () => {
  const frame = await session
    .range(1, 4)
    .toDanfo<Frame & { readonly id: { sum(): number; mean(): number } }>();
  expect(frame.dtypes).toEqual(["int32"]);
  expect([frame["id"].sum(), frame["id"].mean()]).toEqual([6, 2]);
});

test("a table without rows is a frame with its columns", async () => {
  const frame = await session.range(1, 4).where("id > 9").toDanfo<Frame>();
  expect([frame.shape, frame.columns]).toEqual([[0, 1], ["id"]]);
});

test("two columns of one name are refused with the names to give", async () => {
  const twice = session.range(2).select(col("id"), col("id"));
  await expect(twice.toDanfo()).rejects.toThrow(
    /COLUMN_ALREADY_EXISTS.*df\.toDF\("id", "id_1"\)\.toDanfo\(\)/s,
  );
  expect((await twice.toDF("id", "id_1").toDanfo<Frame>()).values).toEqual([
    [0, 0],
    [1, 1],
  ]);
});

test("a stream is to be started first", async () => {
  const stream: DataFrame = session.memoryStream(t.struct({ a: t.long() })).toDF();
  await expect(stream.toDanfo()).rejects.toThrow("[STREAMING_QUERY_NEEDS_START] toDanfo:");
});

test("a row is JSON whatever it holds", async () => {
  const row = (await every
    .drop("d")
    .withColumn("txt", decode(col("raw"), lit("ISO-8859-1")))
    .first())!;
  const expected = {
    i: 1,
    exact: 9007199254740991,
    big: "9223372036854775807",
    b: true,
    s: "a",
    price: "12.50",
    wide: "12345678901234567890.5",
    ts: "2020-01-31T12:00:00.000Z",
    day: "2020-01-31",
    raw: "3q0=",
    longs: ["9223372036854775807"],
    m: { k: 1 },
    st: { day: "2020-01-31", n: 2 },
    none: null,
    txt: "\u00de\u00ad",
  };
  expect(row.toJSON()).toEqual(expected);
  expect(JSON.parse(JSON.stringify({ rows: [row] }))).toEqual({ rows: [expected] });
  expect(JSON.stringify(row["st"])).toBe('{"day":"2020-01-31","n":2}');
});
