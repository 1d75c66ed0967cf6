import { frameFamily, type FrameCase, type Frames } from "../format.js";
import type { DataFrame } from "../../../src/dataframe/dataframe.js";

type Make = (df: DataFrame, frames: Frames) => DataFrame;

/** A verb over the rows of files of `test/oracle/files`: `df` in PySpark's text and in ours. */
function over(format: string, file: string, schema: string, python: string, make: Make): FrameCase {
  const read = `spark.read.schema("${schema}").format("${format}").load(files + "/${file}")`;
  return {
    python: `(lambda df: ${python})(${read})`,
    frame: (frames) =>
      make(frames.session.read.schema(schema).format(format).load(`${frames.files}/${file}`), frames),
  };
}

const csv = (python: string, make: Make): FrameCase =>
  over("csv", "ragged.csv", "a STRING, b STRING", python, make);
const json = (python: string, make: Make): FrameCase => over("json", "kinds.json", "i BIGINT", python, make);
const text = (python: string, make: Make): FrameCase =>
  over("text", "lines.txt", "value STRING", python, make);
const list = (items: readonly string[]): string => items.map((item) => JSON.stringify(item)).join(", ");
const select = (kind: typeof csv, ...items: string[]): FrameCase =>
  kind(`df.selectExpr(${list(items)})`, (df) => df.selectExpr(...items));

const own = [
  "_metadata.file_name",
  "_metadata.file_size",
  "_metadata.file_block_start",
  "_metadata.file_block_length",
];
const last = (text: string): string => `regexp_extract(${text}, '[^/]*$', 0)`;
const named = [last("input_file_name()"), "input_file_block_start()", "input_file_block_length()"];

export default frameFamily("file-metadata", {
  views: { t: "VALUES (1), (2) AS t(id)" },
  cases: [
    ...[csv, json, text].flatMap((kind) => [
      select(kind, "*", ...own),
      select(kind, ...named),
      select(kind, "typeof(_metadata)", "_metadata.file_modification_time > timestamp'2000-01-01'"),
      select(kind, last("_metadata.file_path"), "left(_metadata.file_path, 6)", "left(input_file_name(), 8)"),
    ]),
    csv(
      'df.select("_metadata.file_name", F.col("_metadata")["file_size"], F.expr("_metadata.file_size + 1"))',
      (df, { F }) =>
        df.select(
          "_metadata.file_name",
          F.col("_metadata").getField("file_size"),
          F.expr("_metadata.file_size + 1"),
        ),
    ),
    csv('df.where("_metadata.file_size > 3")', (df) => df.where("_metadata.file_size > 3")),
    csv('df.where("_metadata.file_size > 3").select("_metadata.file_name")', (df) =>
      df.where("_metadata.file_size > 3").select("_metadata.file_name"),
    ),
    csv('df.where("a is not null").select("_METADATA.FILE_NAME")', (df) =>
      df.where("a is not null").select("_METADATA.FILE_NAME"),
    ),
    csv('df.select("a").select("_metadata.file_name")', (df) => df.select("a").select("_metadata.file_name")),
    csv('df.withColumn("f", F.col("_metadata.file_name"))', (df, { F }) =>
      df.withColumn("f", F.col("_metadata.file_name")),
    ),
    csv('df.withColumn("f", F.lit(1)).select("f", "_metadata.file_name")', (df, { F }) =>
      df.withColumn("f", F.lit(1)).select("f", "_metadata.file_name"),
    ),
    csv('df.alias("t").select("t._metadata.file_name", "t.a")', (df) =>
      df.alias("t").select("t._metadata.file_name", "t.a"),
    ),
    csv('df.select("a").alias("z").select("z._metadata.file_name")', (df) =>
      df.select("a").alias("z").select("z._metadata.file_name"),
    ),
    csv('df.groupBy("_metadata.file_name").count()', (df) => df.groupBy("_metadata.file_name").count()),
    csv('df.agg(F.max("_metadata.file_size"))', (df, { F }) => df.agg(F.max("_metadata.file_size"))),
    csv('df.groupBy("a").count().select("_metadata")', (df) => df.groupBy("a").count().select("_metadata")),
    csv('df.limit(1).select("_metadata.file_name")', (df) => df.limit(1).select("_metadata.file_name")),
    csv('df.orderBy("a").select("_metadata.file_name")', (df) =>
      df.orderBy("a").select("_metadata.file_name"),
    ),
    csv('df.select("a").orderBy("_metadata.file_name", "a")', (df) =>
      df.select("a").orderBy("_metadata.file_name", "a"),
    ),
    csv('df.dropDuplicates(["a"]).select("_metadata.file_name")', (df) =>
      df.dropDuplicates(["a"]).select("_metadata.file_name"),
    ),
    csv('df.union(df).select("_metadata.file_name")', (df) => df.union(df).select("_metadata.file_name")),
    csv('df.select("_metadata.nope")', (df) => df.select("_metadata.nope")),
    csv('df.select("_metadata.row_index")', (df) => df.select("_metadata.row_index")),
    csv('df.select("_metadata.file_size").schema.json() and df.select("_metadata.file_size")', (df) =>
      df.select("_metadata.file_size"),
    ),
    csv(
      'df.alias("x").join(t("t").alias("y"), F.expr("y.id = 1")).select("x._metadata.file_name", "id")',
      (df, { F, t }) =>
        df.alias("x").join(t("t").alias("y"), F.expr("y.id = 1")).select("x._metadata.file_name", "id"),
    ),
    csv('df.alias("x").join(df.alias("y"), F.expr("x.a = y.a")).select("_metadata.file_name")', (df, { F }) =>
      df.alias("x").join(df.alias("y"), F.expr("x.a = y.a")).select("_metadata.file_name"),
    ),
    csv(
      'df.alias("x").join(df.alias("y"), F.expr("x.a = y.a")).select("x._metadata.file_name", "y.a")',
      (df, { F }) =>
        df.alias("x").join(df.alias("y"), F.expr("x.a = y.a")).select("x._metadata.file_name", "y.a"),
    ),
    csv('df.drop("_metadata")', (df) => df.drop("_metadata")),
    csv('df.select(df.metadataColumn("_metadata").getField("file_name"))', (df) =>
      df.select(df.metadataColumn("_metadata").getField("file_name")),
    ),
    csv('df.select(df["_metadata"].getField("file_name"))', (df) =>
      df.select(df.col("_metadata").getField("file_name")),
    ),
    csv('df.where(F.input_file_name().like("%ragged.csv"))', (df, { F }) =>
      df.where(F.inputFileName().like("%ragged.csv")),
    ),
    csv('df.groupBy(F.regexp_extract(F.input_file_name(), "[^/]*$", 0).alias("f")).count()', (df, { F }) =>
      df.groupBy(F.regexpExtract(F.inputFileName(), "[^/]*$", 0).as("f")).count(),
    ),
    csv("df.agg(F.max(F.input_file_name()))", (df, { F }) => df.agg(F.max(F.inputFileName()))),
    csv('df.orderBy("a").select(F.input_file_name())', (df, { F }) =>
      df.orderBy("a").select(F.inputFileName()),
    ),
    csv('df.groupBy("a").count().select(F.input_file_name())', (df, { F }) =>
      df.groupBy("a").count().select(F.inputFileName()),
    ),
    csv("df.distinct().select(F.input_file_name())", (df, { F }) => df.distinct().select(F.inputFileName())),
    csv('df.join(df.select("a"), "a").select(F.input_file_name())', (df, { F }) =>
      df.join(df.select("a"), "a").select(F.inputFileName()),
    ),
    csv('df.join(t("t"), F.expr("a = id")).select(F.input_file_name())', (df, { F, t }) =>
      df.join(t("t"), F.expr("a = id")).select(F.inputFileName()),
    ),
    csv('df.union(df).select(F.regexp_extract(F.input_file_name(), "[^/]*$", 0))', (df, { F }) =>
      df.union(df).select(F.regexpExtract(F.inputFileName(), "[^/]*$", 0)),
    ),
    csv(
      'df.select(F.explode(F.array(F.lit(1), F.lit(2))).alias("n")).select(F.regexp_extract(F.input_file_name(), "[^/]*$", 0))',
      (df, { F }) =>
        df
          .select(F.explode(F.array(F.lit(1), F.lit(2))).as("n"))
          .select(F.regexpExtract(F.inputFileName(), "[^/]*$", 0)),
    ),
    { python: 't("t").select("_metadata")', frame: ({ t }) => t("t").select("_metadata") },
    {
      python: 't("t").select(F.input_file_name(), F.input_file_block_start(), F.input_file_block_length())',
      frame: ({ t, F }) =>
        t("t").select(F.inputFileName(), F.inputFileBlockStart(), F.inputFileBlockLength()),
    },
    over(
      "csv",
      "ragged.csv",
      "_metadata STRING, b STRING",
      'df.select("_metadata", F.input_file_block_length())',
      (df, { F }) => df.select("_metadata", F.inputFileBlockLength()),
    ),
    over(
      "csv",
      "ragged.csv",
      "_metadata STRING",
      'df.select(df.metadataColumn("_metadata").getField("file_size"))',
      (df) => df.select(df.metadataColumn("_metadata").getField("file_size")),
    ),
  ],
});
