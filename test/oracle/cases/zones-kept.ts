import type { DataFrame } from "../../../src/dataframe/dataframe.js";
import { frameFamily, type FrameCase } from "../format.js";

/** A table that is made in one zone and used in another: what it computes stays in the first, what is computed above it is in the second. */
function kept(items: readonly string[], above: readonly string[] = ["*"]): FrameCase {
  const [inside, outside] = [items, above].map((list) => list.map((item) => JSON.stringify(item)).join(", "));
  return {
    python: `(lambda d: (spark.conf.set("spark.sql.session.timeZone", "Asia/Tokyo"), d.selectExpr(${outside}))[1])(t("one").selectExpr(${inside}))`,
    frame: ({ session, t }) => {
      const made = t("one").selectExpr(...items);
      session.conf.set("spark.sql.session.timeZone", "Asia/Tokyo");
      return made.selectExpr(...above);
    },
  };
}

/** The same by way of a view. */
function viewed(query: string, above: string): FrameCase {
  const create = `CREATE OR REPLACE TEMP VIEW made_before AS ${query}`;
  return {
    python: `(spark.sql(${JSON.stringify(create)}), spark.conf.set("spark.sql.session.timeZone", "Asia/Tokyo"), spark.sql(${JSON.stringify(above)}))[2]`,
    frame: ({ session }): DataFrame => {
      session.sql(create);
      session.conf.set("spark.sql.session.timeZone", "Asia/Tokyo");
      return session.sql(above);
    },
  };
}

export default frameFamily("zones-kept", {
  views: { one: "VALUES ('2020-01-01 20:00:00', 0L, DATE'2020-01-01') AS t(x, n, d)" },
  cases: [
    kept(["cast(x as timestamp) AS t"], ["cast(t as long)", "cast(t as string)", "hour(t)"]),
    kept(["cast(timestamp_seconds(n) as string) AS s"]),
    kept(["timestamp_seconds(n) || '' AS s", "concat(timestamp_seconds(n), x) AS c"]),
    kept([
      "hour(timestamp_seconds(n)) AS h",
      "minute(timestamp_seconds(n)) AS m",
      "day(timestamp_seconds(72000)) AS d",
    ]),
    kept(["date_format(timestamp_seconds(n), 'HH') AS f", "from_unixtime(n) AS u", "unix_timestamp(x) AS v"]),
    kept(
      ["to_timestamp(x) AS t", "to_timestamp(x, 'yyyy-MM-dd HH:mm:ss') AS u"],
      ["cast(t as long)", "cast(u as long)"],
    ),
    kept(["to_date(timestamp_seconds(72000)) AS d", "cast(timestamp_seconds(72000) as date) AS e"]),
    kept(
      ["cast(d as timestamp) AS t", "cast(timestamp_ntz'2020-01-01 00:00:00' as timestamp) AS u"],
      ["cast(t as long)", "cast(u as long)"],
    ),
    kept(
      [
        "cast(timestamp_seconds(n) as timestamp_ntz) AS t",
        "date_trunc('day', timestamp_seconds(72000)) AS u",
      ],
      ["t", "cast(u as long)"],
    ),
    kept(
      [
        "to_json(struct(timestamp_seconds(n) AS t)) AS j",
        "from_json('{\"t\":\"2020-01-01 00:00:00\"}', 't timestamp').t AS t",
      ],
      ["j", "cast(t as long)"],
    ),
    kept(
      [
        "cast(array(timestamp_seconds(n)) as array<string>) AS a",
        "cast(struct(timestamp_seconds(n)) as string) AS s",
        "cast(map(x, timestamp_seconds(n)) as map<timestamp, string>) AS m",
      ],
      ["a", "s", "cast(map_keys(m) as array<long>)", "map_values(m)"],
    ),
    kept(
      [
        "timestamp_seconds(n) + interval 1 month AS m",
        "timestamp_seconds(n) = '1970-01-01 00:00:00' AS e",
        "x > timestamp_seconds(n) AS g",
        "timestamp_seconds(n) - d AS i",
      ],
      ["cast(m as long)", "e", "g", "i"],
    ),
    kept(
      [
        "timestamp_seconds(n) IN ('1970-01-01 00:00:00') AS i",
        "coalesce(timestamp_seconds(n), d) AS c",
        "if(n = 0, d, timestamp_seconds(n)) AS f",
      ],
      ["i", "cast(c as long)", "cast(f as long)"],
    ),
    kept(["n"], ["current_timezone()", "cast(timestamp_seconds(n) as string) AS s"]),
    kept(["current_timezone() AS z"]),
    kept(["window(x, '1 day') AS w"], ["cast(w.start as long)", "cast(w.start as string)"]),
    kept(
      [
        "make_timestamp(2020, 1, 1, 0, 0, 0) AS m",
        "convert_timezone('Asia/Tokyo', timestamp_ntz'2020-01-01 00:00:00') AS c",
      ],
      ["cast(m as long)", "c"],
    ),
    viewed(
      "SELECT cast(x as timestamp) AS t, cast(timestamp_seconds(n) as string) AS s, hour(timestamp_seconds(n)) AS h, TIMESTAMP'2020-01-01 00:00:00' AS w FROM one",
      "SELECT cast(t as long), s, h, cast(w as long), cast(t as string) FROM made_before",
    ),
    viewed(
      "SELECT x FROM one",
      "SELECT cast(cast(x as timestamp) as long) AS a, current_timezone() AS z FROM made_before",
    ),
    viewed(
      "SELECT timestamp_seconds(n) AS t FROM one UNION ALL SELECT d FROM one",
      "SELECT cast(t as long) AS a FROM made_before",
    ),
    viewed(
      "SELECT timestamp_seconds(n) AS t FROM one",
      "SELECT * FROM made_before WHERE t = '1970-01-01 09:00:00'",
    ),
    viewed(
      "SELECT timestamp_seconds(n) AS t FROM one WHERE timestamp_seconds(n) = '1970-01-01 00:00:00'",
      "SELECT cast(t as long) AS a FROM made_before",
    ),
  ],
});
