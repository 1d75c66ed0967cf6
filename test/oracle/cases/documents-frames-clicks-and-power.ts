import { frameFamily, type Frames } from "../format.js";
import type { DataFrame } from "../../../src/dataframe/dataframe.js";

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

export default frameFamily("documents-frames-clicks-and-power", {
  views: {
    clicks: `VALUES
      (cast(NULL AS BINARY), cast('{"name": "yuki_1639277668791", "action": "login", "sendtime": 1639277668791}' AS BINARY), TIMESTAMP'2021-12-12 03:16:58.791'),
      (NULL, cast('{"name": "yuki_1639277669912", "action": "add_cart", "sendtime": 1639277669912}' AS BINARY), TIMESTAMP'2021-12-12 03:16:59.912'),
      (NULL, cast('{"name": "yuki_1639277670059", "action": "payment", "sendtime": 1639277670059}' AS BINARY), TIMESTAMP'2021-12-12 03:17:00') AS t(key, value, timestamp)`,
    spoiled: `VALUES (cast('{"name": "yuki_1", "action": "login", "sendtime": 1}' AS BINARY), TIMESTAMP'2021-12-12 03:16:58'), (cast('{"name": "yuki_2", "act' AS BINARY), TIMESTAMP'2021-12-12 03:16:59') AS t(value, timestamp)`,
  },
  cases: [
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
