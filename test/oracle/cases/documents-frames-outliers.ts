import { frameFamily, type Frames } from "../format.js";
import type { DataFrame } from "../../../src/dataframe/dataframe.js";
import type { Column } from "../../../src/dataframe/column.js";

const record = "id STRING, date STRING, value STRING, label STRING";
const recordPython =
  "types.StructType([types.StructField('id', types.StringType(), True), types.StructField('date', types.StringType(), True), types.StructField('value', types.StringType(), True), types.StructField('label', types.StringType(), True)])";

/** An array of records as one text, cut into a text for each. */
const cutPython = (pattern: string, limit = ""): string =>
  `t('readings').select(F.col('value').cast('string'), 'timestamp').withColumn('value', F.expr('substring(value, 2, length(value) - 2)')).select(F.explode(F.split(F.col('value'), r'${pattern}'${limit})).alias('values'), 'timestamp')`;
const cut = ({ t, F }: Frames, pattern: string, limit?: Column): DataFrame =>
  t("readings")
    .select(F.col("value").cast("string"), "timestamp")
    .withColumn("value", F.expr("substring(value, 2, length(value) - 2)"))
    .select(F.explode(F.split(F.col("value"), pattern, limit)).as("values"), "timestamp");
const between = String.raw`(?<=\}),(?=\{)`;
const after = String.raw`(?<=\})`;
const before = String.raw`(?=\{)`;
const readPython = (cutting: string): string =>
  `${cutting}.select(F.from_json(F.col('values'), ${recordPython}).alias('datas'), 'timestamp').select('datas.*', 'timestamp')`;
const read = (df: DataFrame, { F }: Frames): DataFrame =>
  df.select(F.fromJson(F.col("values"), record).as("datas"), "timestamp").select("datas.*", "timestamp");

const detectPython = `(lambda spec: ${readPython(cutPython(between))}.select(F.col('id').cast('integer'), 'date', F.col('value').cast('double'), 'label').withColumn('prev_value', F.lag('value').over(spec)).withColumn('value_diff', F.when(F.col('prev_value').isNotNull(), F.abs(F.col('value') - F.col('prev_value'))).otherwise(F.lit(0))).withColumn('avg_3_diff', F.avg(F.col('value_diff')).over(spec.rowsBetween(-4, 0))).withColumn('detection', F.lit(0)).withColumn('detection', F.when((F.col('value_diff') > 2.6 * F.col('avg_3_diff')) & (F.lag('detection').over(spec) != 1), 1).otherwise(0)))(Window().orderBy('id'))`;
function detect(frames: Frames): DataFrame {
  const { F, Window } = frames;
  const spec = Window.orderBy("id");
  return read(cut(frames, between), frames)
    .select(F.col("id").cast("integer"), "date", F.col("value").cast("double"), "label")
    .withColumn("prev_value", F.lag("value").over(spec))
    .withColumn(
      "value_diff",
      F.when(F.col("prev_value").isNotNull(), F.abs(F.col("value").minus(F.col("prev_value")))).otherwise(
        F.lit(0),
      ),
    )
    .withColumn("avg_3_diff", F.avg(F.col("value_diff")).over(spec.rowsBetween(-4, 0)))
    .withColumn("detection", F.lit(0))
    .withColumn(
      "detection",
      F.when(
        F.col("value_diff")
          .gt(F.lit(2.6).multiply(F.col("avg_3_diff")))
          .and(F.lag("detection").over(spec).notEqual(1)),
        1,
      ).otherwise(0),
    );
}
const fields = ["id", "date", "value", "label", "detection"];
const outputPython = `${detectPython}.select('id', 'date', 'value', 'label', 'detection').selectExpr('CAST(id AS STRING) AS key', 'to_json(struct(*)) AS value')`;
const output = (frames: Frames): DataFrame =>
  detect(frames).select(fields).selectExpr("CAST(id AS STRING) AS key", "to_json(struct(*)) AS value");
const members = fields.map((f) => `CAST(get_json_object(value, '$.${f}') AS STRING)`);

export default frameFamily("documents-frames-outliers", {
  views: {
    readings: `VALUES
      (cast('[{"id":"0","date":"1\\/1\\/2022 0:00","value":"0.0","label":"0"},{"id":"1","date":"1\\/1\\/2022 0:00","value":"612.75","label":"0"},{"id":"2","date":"1\\/1\\/2022 0:00","value":"640.1000000000001","label":"0"},{"id":"3","date":"1\\/1\\/2022 0:00","value":"-33.5","label":"0"}]' AS BINARY), TIMESTAMP'2024-02-01 08:51:30.265'),
      (cast('[{"id":"4","date":"1\\/1\\/2022 0:01","value":"-30.25","label":"0"},{"id":"5","date":"1\\/1\\/2022 0:01","value":"-28.0","label":"0"},{"id":"6","date":"1\\/1\\/2022 0:01","value":"-31.5","label":"0"},{"id":"7","date":"1\\/1\\/2022 0:01","value":"-29.0","label":"0"},{"id":"8","date":"1\\/1\\/2022 0:01","value":"905.125","label":"1"},{"id":"10","date":"1\\/1\\/2022 0:01","value":"900.0","label":"0"}]' AS BINARY), TIMESTAMP'2024-02-01 08:51:31.29') AS t(value, timestamp)`,
  },
  cases: [
    {
      note: "document 000, as printed: the third argument of split is its limit, and no column is called so",
      python: cutPython(after, `, r'${before}'`),
      frame: (frames) => cut(frames, after, frames.F.col("`" + before + "`")),
    },
    {
      note: "document 000, cut by the look-behind alone: all but the first keep a comma",
      python: readPython(cutPython(after)),
      frame: (frames) => read(cut(frames, after), frames),
    },
    {
      note: "document 000, an array cut between its records",
      python: cutPython(between),
      frame: (frames) => cut(frames, between),
    },
    {
      note: "document 000, the records of a message",
      python: readPython(cutPython(between)),
      frame: (frames) => read(cut(frames, between), frames),
    },
    {
      note: "document 000, the same records without cutting text",
      python: `t('readings').select(F.explode(F.from_json(F.col('value').cast('string'), types.ArrayType(${recordPython}))).alias('datas'), 'timestamp').select('datas.*', 'timestamp')`,
      frame: ({ t, F }) =>
        t("readings")
          .select(
            F.explode(F.fromJson(F.col("value").cast("string"), `ARRAY<STRUCT<${record}>>`)).as("datas"),
            "timestamp",
          )
          .select("datas.*", "timestamp"),
    },
    { note: "document 000, the detection with every column of it", python: detectPython, frame: detect },
    { note: "document 000, what goes to the topic OT", python: outputPython, frame: output },
    {
      note: "document 000, from the topic to the columns of the CSV",
      python: `${outputPython}.selectExpr('CAST(value AS STRING)').select(${fields.map((f, i) => `F.expr("${members[i]}").alias('${f}')`).join(", ")})`,
      frame: (frames) =>
        output(frames)
          .selectExpr("CAST(value AS STRING)")
          .select(fields.map((f, i) => frames.F.expr(members[i]!).as(f))),
    },
  ],
});
