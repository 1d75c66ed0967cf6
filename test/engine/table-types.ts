// Read by the compiler only: what it knows of the rows of a table, verb by verb. test/types/row-types.test.ts compiles it as tslab does.
/* eslint-disable @typescript-eslint/no-unused-vars -- the rows are there to have types */
import { col, count, expr, type AnyRow, type DataFrame, type StreamSession, t } from "../../src/index.js";

type Equal<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;
declare function same<T extends true>(): T;
type IsAny<T> = 0 extends 1 & T ? true : false;

declare const session: StreamSession;
const schema = t.struct({ id: t.long(), gt: t.string(), x: t.double(), at: t.notNull(t.timestamp()) });
const table = session.createDataFrame([{ id: 1, gt: "sit", x: 0.5, at: "2020-01-01T00:00:00Z" }], schema);

export async function rowsKeepTheirTypes(): Promise<void> {
  const rows = await table
    .where("x > 1")
    .filter(col("x").gt(0))
    .na.drop("any", ["gt"])
    .na.fill(0)
    .dropna()
    .distinct()
    .dropDuplicates(["id"])
    .orderBy("id")
    .limit(5)
    .offset(1)
    .union(table)
    .alias("a")
    .collect();
  const row = rows[0]!;
  same<Equal<(typeof row)["id"], bigint | null>>();
  same<Equal<(typeof row)["gt"], string | null>>();
  same<Equal<(typeof row)["at"], Date>>();
  // @ts-expect-error a misspelt column
  void row.idd;
  same<Equal<IsAny<typeof row>, false>>();
  const first = (await table.first())!;
  same<Equal<(typeof first)["x"], number | null>>();
  const taken = await table.take(1);
  same<Equal<(typeof taken)[0]["x"], number | null>>();
}

export async function namesChooseColumns(): Promise<void> {
  const chosen = (await table.select("id", "gt").first())!;
  same<Equal<(typeof chosen)["id"], bigint | null>>();
  same<Equal<(typeof chosen)["gt"], string | null>>();
  void chosen.toArray();
  // @ts-expect-error it was not chosen
  void chosen.x;
  const left = (await table.drop("x", "gt").first())!;
  same<Equal<(typeof left)["at"], Date>>();
  // @ts-expect-error it was left out
  void left.x;
  const renamed = (await table.withColumnRenamed("x", "ratio").first())!;
  same<Equal<(typeof renamed)["ratio"], number | null>>();
  same<Equal<(typeof renamed)["id"], bigint | null>>();
  // @ts-expect-error it has another name now
  void renamed.x;
}

export async function columnsAreAdded(): Promise<void> {
  const added = (await table.withColumn("half", col("x").divide(2)).where("half > 0").first())!;
  same<Equal<IsAny<(typeof added)["half"]>, true>>();
  same<Equal<(typeof added)["id"], bigint | null>>();
  const replaced = (await table.withColumn("id", expr("string(id)")).first())!;
  same<Equal<IsAny<(typeof replaced)["id"]>, true>>();
  // @ts-expect-error a misspelt column
  void added.haalf;
  const several = (await table.withColumns({ one: col("x"), two: col("id") }).first())!;
  same<Equal<IsAny<(typeof several)["two"]>, true>>();
  same<Equal<(typeof several)["gt"], string | null>>();
}

export async function afterTextRowsAreWide(names: string[], name: string): Promise<void> {
  for (const wide of [
    table.selectExpr("id + 1 AS next"),
    table.select(expr("id")),
    table.select(...names),
    session.sql("SELECT 1 AS a"),
    table.groupBy("gt").agg(count("*")),
    table.join(table, "id"),
  ]) {
    const row = (await wide.first())!;
    same<Equal<IsAny<(typeof row)["whatever"]>, true>>();
  }
  // A name that the compiler does not know may be any: nothing is forbidden.
  const dropped = (await table.drop(...names).first())!;
  same<Equal<IsAny<(typeof dropped)["whatever"]>, true>>();
  const renamed = (await table.withColumnRenamed(name, "b").first())!;
  same<Equal<IsAny<(typeof renamed)["whatever"]>, true>>();
  const added = (await table.withColumn(name, col("x")).first())!;
  same<Equal<IsAny<(typeof added)["whatever"]>, true>>();
  const wider: DataFrame = table;
  const of: DataFrame<AnyRow> = table.where("x > 1");
  void [wider, of];
}

export async function readersAndStreamsKnowTheirRows(): Promise<void> {
  const read = (await session.read.schema(schema).csv("folder").first())!;
  same<Equal<(typeof read)["id"], bigint | null>>();
  const streamed = session.readStream.schema(schema).json("folder").where("x > 1").select("at");
  const rows = await streamed.collect();
  same<Equal<(typeof rows)[0]["at"], Date>>();
  const fed = (await session.memoryStream(schema).toDF().withWatermark("at", "5 seconds").first())!;
  same<Equal<(typeof fed)["x"], number | null>>();
  const ids = await session.range(3).collect();
  same<Equal<(typeof ids)[0]["id"], bigint>>();
}
