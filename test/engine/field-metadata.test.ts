import { afterAll, beforeAll, expect, test } from "vitest";
import { F } from "../../src/index.js";
import type { DataFrame } from "../../src/dataframe/dataframe.js";
import { StreamSession } from "../../src/session/session.js";
import { schemaFromJson } from "../../src/types/index.js";
import type { StructType } from "../../src/types/data-type.js";

let session: StreamSession;
let df: DataFrame;
const said = { comment: "c", unit: { of: [1, 2] } };

beforeAll(async () => {
  session = await StreamSession.create({ threads: 1 });
  const field = { name: "a", type: "integer", nullable: true, metadata: said };
  const schema = schemaFromJson({
    type: "struct",
    fields: [field, { name: "b", type: "string", nullable: true, metadata: {} }],
  }) as StructType;
  df = session.createDataFrame([[1, "q"]], schema) as DataFrame;
  df.createOrReplaceTempView("said");
});
afterAll(() => session.stop());

/** What Spark 4.3.0 keeps of the first column's metadata. */
test.each<[string, (df: DataFrame) => DataFrame, boolean]>([
  ["the table", (d) => d, true],
  ["select", (d) => d.select("a"), true],
  ["an alias", (d) => d.select(F.col("a").as("z")), true],
  ["a sum", (d) => d.select(F.col("a").plus(1)), false],
  ["another type", (d) => d.select(F.col("a").cast("long")), false],
  ["where", (d) => d.where("a > 0"), true],
  ["groupBy", (d) => d.groupBy("a").count(), true],
  ["withColumnRenamed", (d) => d.withColumnRenamed("a", "z"), true],
  ["withColumn", (d) => d.withColumn("c", F.col("a")).select("c"), true],
  ["union", (d) => d.union(d), true],
  ["join", (d) => d.join(d.select("a"), "a"), true],
  ["a full join", (d) => d.join(d.select("a"), "a", "full"), false],
  ["distinct", (d) => d.distinct(), true],
  ["toDF", (d) => d.toDF("p", "q"), true],
  ["na.fill", (d) => d.na.fill(0), false],
  ["coalesce", (d) => d.select(F.coalesce("a", F.lit(1))), false],
  ["a view", () => session.sql("SELECT a AS k FROM said"), true],
])("%s", (_, make, keeps) => {
  expect(make(df).schema.fields[0]!.metadata).toEqual(keeps ? said : undefined);
});

test("a comment of a schema's text, of a field inside too", () => {
  const read = session.createDataFrame([], "s STRUCT<a: INT COMMENT 'in'> COMMENT 'out'");
  expect(read.schema.fields[0]!.metadata).toEqual({ comment: "out" });
  expect(read.select("s.a").schema.fields[0]!.metadata).toEqual({ comment: "in" });
});

/** What Spark 4.3.0 keeps of a column that becomes a field. */
test.each<[string, (df: DataFrame) => DataFrame, boolean]>([
  ["struct(a)", (d) => d.select(F.struct("a").as("s")), true],
  ["struct(a AS x)", (d) => d.select(F.struct(F.col("a").as("x")).as("s")), true],
  ["struct(*)", (d) => d.select(F.struct("*").as("s")), true],
  ["named_struct", (d) => d.selectExpr("named_struct('x', a) AS s"), true],
  ["struct(a + 1)", (d) => d.select(F.struct(F.col("a").plus(1)).as("s")), false],
])("%s", (_, make, keeps) => {
  expect(make(df).select("s.*").schema.fields[0]!.metadata).toEqual(keeps ? said : undefined);
});
