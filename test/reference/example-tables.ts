import { StreamSession, window, type DataFrame } from "../../src/index.js";

/** The tables and streams that docstrings speak of. */
export interface ExampleTables {
  readonly session: StreamSession;
  /** A table with a column for each kind of value. */
  readonly df: DataFrame;
  /** The names of an example; `iot` is a stream where it writes one or keeps state. */
  scope(code: string): Promise<Record<string, unknown>>;
  /** Stops what an example has started. */
  rest(): Promise<void>;
}

const COLUMNS = [
  "1L AS id, 0.5D AS x, 2 AS y, 'a' AS name, 'phone' AS device, 'a' AS user, array('b') AS tags",
  "date'2020-02-29' AS day, date'2020-01-01' AS start, date'2020-03-01' AS end, timestamp'2020-01-01 12:00:00' AS time",
  "3 AS hours, '31/12/2020' AS text, 18000 AS days, 1577836800L AS seconds, 1577836800000L AS millis, 1577836800000000L AS micros, 5 AS flags, true AS isOk",
  "3 AS d, 4 AS h, 5 AS mi, 6.5BD AS s, 7 AS mo, 1 AS a, 2 AS b, array(1, 2) AS xs, map('k', 1) AS m",
  "'walk' AS gt, 1424686735000000000L AS Creation_Time, 1 AS t",
].join(", ");

const IOT =
  "'a' AS User, 'walk' AS gt, 'nexus' AS Device, 0.5D AS x, 1.5D AS y, 2.5D AS z, timestamp'2020-01-01 00:00:03' AS event_time";

export async function exampleTables(readingsFile: string): Promise<ExampleTables> {
  const session = await StreamSession.create({
    threads: 1,
    print: () => undefined,
    config: { "spark.sql.session.timeZone": "UTC" },
  });
  const df = session.sql(`SELECT ${COLUMNS}`);
  const table = session.sql(`SELECT ${IOT}`);
  const stream = session.memoryStream(table.schema);
  const rows = await table.collect();
  table.createOrReplaceTempView("iot_data");
  table.createOrReplaceTempView("activity");
  return {
    session,
    df,
    async scope(code) {
      const isStream = /writeStream|GroupsWithState/.test(code);
      const iot = isStream ? stream.toDF() : table;
      if (isStream) stream.addData(rows);
      const counted = stream.toDF().groupBy("gt").count().writeStream.format("memory").queryName("counted");
      const query =
        /\bquery\./.test(code) || code.includes("(query")
          ? await counted.outputMode("complete").trigger({ availableNow: true }).start()
          : null;
      return {
        session,
        df,
        iot,
        query,
        evenNumbers: (numbers: DataFrame) => numbers.where("value % 2 = 0"),
        readings: session.read.schema("User string, x double").json(readingsFile),
        lines: session.sql(`SELECT '{"User":"a","x":0.5}' AS value`),
        people: session.sql("SELECT 'Ada' AS FirstName, 'Lovelace' AS LastName"),
        orders: session.sql("SELECT 1 AS orderId, timestamp'2020-01-01' AS time"),
        clicks: session.sql("SELECT 'a' AS user, timestamp'2020-01-01' AS time"),
        perMinute: table.groupBy(window("event_time", "1 minute"), "User").count(),
      };
    },
    async rest() {
      for (const query of [...session.streams.active]) await query.stop();
    },
  };
}
