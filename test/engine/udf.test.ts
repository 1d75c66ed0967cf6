import { afterAll, beforeAll, expect, test } from "vitest";
import type { col } from "../../src/dataframe/functions/index.js";
import { transform, udf } from "../../src/dataframe/functions/index.js";
import { StreamSession } from "../../src/session/session.js";
import { t } from "../../src/types/t.js";

let session: StreamSession;
beforeAll(async () => {
  session = await StreamSession.create({ config: { "spark.sql.session.timeZone": "UTC" } });
  session
    .createDataFrame(
      [
        { id: 1n, name: "Ada", xs: [1, 2], at: new Date("2020-01-02T03:04:05Z") },
        { id: 2n, name: null, xs: null, at: null },
      ],
      "id BIGINT, name STRING, xs ARRAY<INT>, at TIMESTAMP",
    )
    .createOrReplaceTempView("people");
});
afterAll(() => session.stop());

const values = async (column: ReturnType<typeof col>): Promise<unknown[]> =>
  (await session.table("people").select(column.as("v")).collect()).map((row) => row["v"] as unknown);

test("a function of TypeScript is a column: nulls come as null", async () => {
  const greeting = udf((name: string | null, id: bigint) => `${name ?? "nobody"} ${id + 1n}`, t.string());
  expect(await values(greeting("name", "id"))).toEqual(["Ada 2", "nobody 3"]);
});

test("values are what a reader gets: arrays, Dates, structs come and go", async () => {
  const summed = udf(
    (xs: number[] | null) => xs && { n: xs.length, sum: xs.reduce((a, b) => a + b, 0) },
    "struct<n: int, sum: int>",
  );
  expect((await values(summed("xs")))[0]).toMatchObject({ n: 2, sum: 3 });
  const year = udf((at: Date | null) => at && at.getUTCFullYear(), t.int());
  expect(await values(year("at"))).toEqual([2020, null]);
  const next = udf((x: number) => x + 1, t.int());
  expect((await values(transform("xs", (x) => next(x))))[0]).toEqual([2, 3]);
});

test("an error names the values of the row; a result of another type is one too", async () => {
  const picky = udf(function picky(name: string | null) {
    if (name === null) throw new Error("no name");
    return name;
  }, t.string());
  await expect(values(picky("name"))).rejects.toMatchObject({ code: "FAILED_EXECUTE_UDF" });
  await expect(values(picky("name"))).rejects.toThrow(/picky\(null\): no name/);
  await expect(values(udf(() => "x", t.int())())).rejects.toMatchObject({ code: "FAILED_EXECUTE_UDF" });
});

test("SQL text calls it by the name it was registered under", async () => {
  session.udf.register("twice", (x: bigint | null) => x && x * 2n, t.long());
  const rows = await session.sql("SELECT twice(id) AS v FROM people WHERE TWICE(id) > 2").collect();
  expect(rows.map((row) => row["v"] as unknown)).toEqual([4n]);
  session.udf.register("twice", (x: bigint | null) => x && x * 3n, t.long());
  expect((await session.sql("SELECT twice(id) AS v FROM people LIMIT 1").collect())[0]).toMatchObject({
    v: 3n,
  });
});
