import { frameFamily, type FrameCase, type Frames } from "../format.js";
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

const titlesPython = "spark.read.csv(files + '/documents/titles.csv')";
const titles = ({ session, files }: Frames): Promise<DataFrame> =>
  session.read.csv(`${files}/documents/titles.csv`);
const aggregatesPython = (counted: string): string =>
  `(lambda df, movies: df.groupBy(F.window('timestamp', '30 days'), 'movie_id').agg(F.count('${counted}').alias('rating_count'), F.sum('rating').alias('rating_sum'), F.approx_count_distinct('rating').alias('unique_rating_count')).join(movies, df.movie_id == movies['_c0'], 'inner').select(F.unix_timestamp(F.col('window.start')).alias('window_start'), 'movie_id', F.col('_c2').alias('title'), 'rating_count', 'rating_sum', 'unique_rating_count'))`;
const aggregates =
  (counted: string, change = (df: DataFrame): DataFrame => df) =>
  async (frames: Frames): Promise<DataFrame> => {
    const { F, t } = frames;
    const [df, movies] = [change(t("ratings")), await titles(frames)];
    return df
      .groupBy(F.window("timestamp", "30 days"), F.col("movie_id"))
      .agg(
        F.count(counted).as("rating_count"),
        F.sum("rating").as("rating_sum"),
        F.approxCountDistinct("rating").as("unique_rating_count"),
      )
      .join(movies, df.col("movie_id").equalTo(movies.col("_c0")), "inner")
      .select(
        F.unixTimestamp(F.col("window.start")).as("window_start"),
        "movie_id",
        F.col("_c2").as("title"),
        "rating_count",
        "rating_sum",
        "unique_rating_count",
      );
  };
const anomalyPython = (size: string, start: string, end: string, comma: string): string =>
  `(lambda found, movies: found.join(movies, found.movie_id == movies['_c0'], 'inner').select(F.col('${end}').alias('window_end'), F.col('${start}').alias('window_start'), 'movie_id', F.col('_c2').alias('title'), F.col('_c1').alias('Year'), 'ratingCount', 'ratingMean').select(F.concat(F.col('window_start'), F.lit('${comma}'), F.col('window_end'), F.lit('${comma}'), F.col('title'), F.lit('${comma}'), F.col('ratingCount'), F.lit('${comma}'), F.col('ratingMean')).alias('value')))(t('ratings').withWatermark('timestamp', '1 days').groupBy(F.window('timestamp', '${size}', '1 day'), 'movie_id').agg(F.count('*').alias('ratingCount'), F.mean('rating').alias('ratingMean')).filter('ratingCount >= 2 AND ratingMean >= 2'), ${titlesPython})`;
const anomalies =
  (size: string, start: string, end: string, comma: string) =>
  async (frames: Frames): Promise<DataFrame> => {
    const { F, t } = frames;
    const movies = await titles(frames);
    const found = t("ratings")
      .withWatermark("timestamp", "1 days")
      .groupBy(F.window("timestamp", size, "1 day"), F.col("movie_id"))
      .agg(F.count("*").as("ratingCount"), F.mean("rating").as("ratingMean"))
      .filter("ratingCount >= 2 AND ratingMean >= 2");
    const parts = ["window_start", "window_end", "title", "ratingCount", "ratingMean"].map((c) => F.col(c));
    return found
      .join(movies, found.col("movie_id").equalTo(movies.col("_c0")), "inner")
      .select(
        F.col(end).as("window_end"),
        F.col(start).as("window_start"),
        "movie_id",
        F.col("_c2").as("title"),
        F.col("_c1").as("Year"),
        "ratingCount",
        "ratingMean",
      )
      .select(F.concat(...parts.flatMap((c, i) => (i === 0 ? [c] : [F.lit(comma), c]))).as("value"));
  };
const anomaly = (note: string, ...how: [string, string, string, string]): FrameCase => ({
  note: `document 001, ${note}`,
  python: anomalyPython(...how),
  frame: anomalies(...how),
});

const actionPython = (mode: string, view = "clicks"): string =>
  `(lambda df: df.select(df.timestamp, F.from_json(df.value.cast('string'), types.StructType([types.StructField('name', types.StringType(), True), types.StructField('action', types.StringType(), True), types.StructField('sendtime', types.StringType(), True)]), {'mode': '${mode}'}).alias('json')).select(df.timestamp, 'json.*'))(t('${view}'))`;
function actions({ t, F }: Frames, mode: "FAILFAST" | "PERMISSIVE", view = "clicks"): DataFrame {
  const df = t(view);
  const schema = "name STRING, action STRING, sendtime STRING";
  return df
    .select(df.col("timestamp"), F.fromJson(df.col("value").cast("string"), schema, { mode }).as("json"))
    .select(df.col("timestamp"), "json.*");
}
const windowPython =
  ".withWatermark('timestamp', '10 seconds').groupBy(F.window(F.col('timestamp'), '10 seconds')).count()";
const windowed = (df: DataFrame, { F }: Frames): DataFrame =>
  df
    .withWatermark("timestamp", "10 seconds")
    .groupBy(F.window(F.col("timestamp"), "10 seconds"))
    .count();

const powerPython =
  "spark.read.option('header', True).option('inferSchema', True).option('nullValue', '?').csv(files + '/documents/power.csv')";
const power = ({ session, files }: Frames): Promise<DataFrame> =>
  session.read
    .option("header", true)
    .option("inferSchema", true)
    .option("nullValue", "?")
    .csv(`${files}/documents/power.csv`);

export default frameFamily("documents-frames", {
  views: {
    readings: `VALUES
      (cast('[{"id":"0","date":"1\\/1\\/2022 0:00","value":"0.0","label":"0"},{"id":"1","date":"1\\/1\\/2022 0:00","value":"612.75","label":"0"},{"id":"2","date":"1\\/1\\/2022 0:00","value":"640.1000000000001","label":"0"},{"id":"3","date":"1\\/1\\/2022 0:00","value":"-33.5","label":"0"}]' AS BINARY), TIMESTAMP'2024-02-01 08:51:30.265'),
      (cast('[{"id":"4","date":"1\\/1\\/2022 0:01","value":"-30.25","label":"0"},{"id":"5","date":"1\\/1\\/2022 0:01","value":"-28.0","label":"0"},{"id":"6","date":"1\\/1\\/2022 0:01","value":"-31.5","label":"0"},{"id":"7","date":"1\\/1\\/2022 0:01","value":"-29.0","label":"0"},{"id":"8","date":"1\\/1\\/2022 0:01","value":"905.125","label":"1"},{"id":"10","date":"1\\/1\\/2022 0:01","value":"900.0","label":"0"}]' AS BINARY), TIMESTAMP'2024-02-01 08:51:31.29') AS t(value, timestamp)`,
    ratings: `SELECT to_timestamp(split(value, ',')[0]) AS timestamp, split(value, ',')[1] AS movie_id, split(value, ',')[2] AS user_id, cast(split(value, ',')[3] AS int) AS rating FROM VALUES
      ('2002-03-01,1,10,4'), ('2002-03-01,2,11,5'), ('2002-03-01,1,12,3'), ('2002-03-02,1,13,3'), ('2002-03-30,1,10,5'), ('2002-04-15,2,10,1'), ('2002-04-15,2,11,2'), ('2002-04-15,9,12,5'), ('2002-04-15,3,12,4'), ('2002-04-15,3,13,4'), ('2002-04-15,3,14,4') AS t(value)`,
    clicks: `VALUES
      (cast(NULL AS BINARY), cast('{"name": "yuki_1639277668791", "action": "login", "sendtime": 1639277668791}' AS BINARY), TIMESTAMP'2021-12-12 03:16:58.791'),
      (NULL, cast('{"name": "yuki_1639277669912", "action": "add_cart", "sendtime": 1639277669912}' AS BINARY), TIMESTAMP'2021-12-12 03:16:59.912'),
      (NULL, cast('{"name": "yuki_1639277670059", "action": "payment", "sendtime": 1639277670059}' AS BINARY), TIMESTAMP'2021-12-12 03:17:00') AS t(key, value, timestamp)`,
    spoiled: `VALUES (cast('{"name": "yuki_1", "action": "login", "sendtime": 1}' AS BINARY), TIMESTAMP'2021-12-12 03:16:58'), (cast('{"name": "yuki_2", "act' AS BINARY), TIMESTAMP'2021-12-12 03:16:59') AS t(value, timestamp)`,
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
    { note: "document 001, the file of titles: the unquoted comma", python: titlesPython, frame: titles },
    {
      note: "document 001, titles whole: a line cut at its first two commas",
      python:
        "spark.read.text(files + '/documents/titles.csv').select(F.split('value', ',', 3).alias('part')).select(F.col('part')[0].alias('id'), F.col('part')[1].alias('year'), F.col('part')[2].alias('title'))",
      frame: ({ session, files, F }) =>
        session.read
          .text(`${files}/documents/titles.csv`)
          .select(F.split("value", ",", 3).as("part"))
          .select(...["id", "year", "title"].map((name, i) => F.col("part").getItem(i).as(name))),
    },
    {
      note: "document 001, the file of ratings, typed",
      python:
        "spark.read.option('header', True).schema('date DATE, film_id STRING, user_id STRING, rate INT').csv(files + '/documents/ratings.csv')",
      frame: ({ session, files }) =>
        session.read
          .option("header", true)
          .schema("date DATE, film_id STRING, user_id STRING, rate INT")
          .csv(`${files}/documents/ratings.csv`),
    },
    {
      note: "document 001, as printed: there is no column r",
      python: `${aggregatesPython("r")}(t('ratings'), ${titlesPython})`,
      frame: aggregates("r"),
    },
    {
      note: "document 001, mode A",
      python: `${aggregatesPython("*")}(t('ratings'), ${titlesPython})`,
      frame: aggregates("*"),
    },
    {
      note: "document 001, mode C: a table has no late rows",
      python: `${aggregatesPython("*")}(t('ratings').withWatermark('timestamp', '1 days'), ${titlesPython})`,
      frame: aggregates("*", (df) => df.withWatermark("timestamp", "1 days")),
    },
    anomaly("as printed: #1 is no number", "#1 days", "window.start", "window.end", ","),
    anomaly("as printed: there is no column window_end", "1 days", "window_start", "window_end", ", "),
    anomaly("anomalies with the separators of the code", "1 days", "window.start", "window.end", ", "),
    anomaly("anomalies with those of the output", "1 days", "window.start", "window.end", ","),
    anomaly("anomalies of thirty days", "30 days", "window.start", "window.end", ","),
    {
      note: "document 003, the records in columns",
      python: actionPython("FAILFAST"),
      frame: (frames) => actions(frames, "FAILFAST"),
    },
    {
      note: "document 003, a spoiled record stops the query",
      python: actionPython("FAILFAST", "spoiled"),
      frame: (frames) => actions(frames, "FAILFAST", "spoiled"),
    },
    {
      note: "document 003, and does not in the other mode",
      python: actionPython("PERMISSIVE", "spoiled"),
      frame: (frames) => actions(frames, "PERMISSIVE", "spoiled"),
    },
    {
      note: "document 003, rows of each ten seconds",
      python: `${actionPython("FAILFAST")}${windowPython}`,
      frame: (frames) => windowed(actions(frames, "FAILFAST"), frames),
    },
    {
      note: "document 003, the windows as Tokyo reads them",
      timeZone: "JST",
      python: `${actionPython("FAILFAST")}${windowPython}.select(F.col('window').cast('string'), 'count')`,
      frame: (frames) =>
        windowed(actions(frames, "FAILFAST"), frames).select(frames.F.col("window").cast("string"), "count"),
    },
    {
      note: "document 003, a UUID for the one row",
      compare: "kind",
      python:
        "spark.sql('select 1 as key').withColumn('uuid', F.udf(lambda: str(__import__('uuid').uuid4()), types.StringType())())",
      frame: ({ session, F }) =>
        session
          .sql("select 1 as key")
          .withColumn("uuid", F.udf(() => globalThis.crypto.randomUUID(), "string")()),
    },
    {
      note: "document 003, a UUID for each record",
      compare: "kind",
      python: `${actionPython("FAILFAST")}.withColumn('uuid', F.udf(lambda: str(__import__('uuid').uuid4()), types.StringType())())`,
      frame: (frames) =>
        actions(frames, "FAILFAST").withColumn(
          "uuid",
          frames.F.udf(() => globalThis.crypto.randomUUID(), "string")(),
        ),
    },
    {
      note: "document 003, the time of processing",
      compare: "kind",
      python: `${actionPython("FAILFAST")}.withColumn('spark_streaming_processed_time', F.lit(__import__('datetime').datetime.now()))`,
      frame: (frames) =>
        actions(frames, "FAILFAST").withColumn("spark_streaming_processed_time", frames.F.lit(new Date())),
    },
    {
      note: "document 004, the file: its times are of this day",
      compare: "kind",
      python: powerPython,
      frame: power,
    },
    {
      note: "document 004, date and time in one, rows with nothing missing",
      python: `${powerPython}.na.drop().withColumn('Datetime', F.to_timestamp(F.concat_ws(' ', 'Date', F.date_format('Time', 'HH:mm:ss')), 'dd/MM/yyyy HH:mm:ss')).drop('Date', 'Time')`,
      frame: async (frames) => {
        const { F } = frames;
        const at = F.concatWs(" ", "Date", F.dateFormat("Time", "HH:mm:ss"));
        return (await power(frames)).na
          .drop()
          .withColumn("Datetime", F.toTimestamp(at, "dd/MM/yyyy HH:mm:ss"))
          .drop("Date", "Time");
      },
    },
    {
      note: "document 004, means of each month",
      python: `${powerPython}.na.drop().groupBy(F.date_trunc('month', F.to_date('Date', 'dd/MM/yyyy')).alias('month')).agg(F.avg('Global_active_power'), F.avg('Voltage'))`,
      frame: async (frames) => {
        const { F } = frames;
        return (await power(frames)).na
          .drop()
          .groupBy(F.dateTrunc("month", F.toDate("Date", "dd/MM/yyyy")).as("month"))
          .agg(F.avg("Global_active_power"), F.avg("Voltage"));
      },
    },
  ],
});
