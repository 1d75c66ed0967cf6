import { queryFamily, type QueryCase } from "../format.js";

const watches = (sql: string): QueryCase => ({ sql, note: "document 002, SQL over its memory tables" });
const outliers = (sql: string): QueryCase => ({ sql, note: "document 000, in SQL" });
const ratings = (sql: string): QueryCase => ({ sql, note: "document 001, in SQL" });
const clicks = (sql: string, timeZone = "UTC"): QueryCase => ({
  sql,
  timeZone,
  note: "document 003, SQL over its memory tables",
});
const power = (sql: string): QueryCase => ({ sql, note: "document 004, in SQL" });
const tuple = "LATERAL VIEW json_tuple(value,'name','action','sendtime') user as name,action,sendtime";
const rule =
  "SELECT *, avg(value_diff) OVER (ORDER BY id ROWS BETWEEN 4 PRECEDING AND CURRENT ROW) AS average_diff FROM (SELECT *, coalesce(abs(value - lag(value) OVER (ORDER BY id)), 0D) AS value_diff FROM events)";

export default queryFamily("documents-queries", {
  views: {
    iot_data: `VALUES
      (1584786731698422519L, 1584786731485499800L, 'nexus4_2', 1039L, 'nexus4', 'b', 'stand', 0.5D, -0.25D, 1.5D),
      (1584786732700000001L, 1584786732000000000L, 'nexus4_1', 1040L, 'nexus4', 'a', 'stairsup', -0.25D, 0.125D, 2.0D),
      (1584786735900000000L, 1584786734999999999L, 'nexus4_1', 1041L, 'nexus4', 'a', 'stairsdown', 0.75D, 0D, 1D),
      (1584786736000000000L, 1584786735000000000L, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
      (1584786742000000000L, 1584786741750000000L, 'nexus4_2', 1044L, 'nexus4', 'b', 'walk', 0.5D, -0.125D, NULL)
      AS t(Arrival_Time, Creation_Time, Device, Index, Model, User, gt, x, y, z)`,
    users: "VALUES ('a', 'Anne', 'Lefèvre'), ('b', 'Bachir', 'Morel') AS t(User, FirstName, LastName)",
    quotes:
      "VALUES ('The miller', 'The mill turns, it turns... even at night !'), ('The owl', 'Who  goes there'), ('The fox', NULL) AS t(character, quote)",
    events:
      "VALUES (0, 0.0D, 0), (1, 612.75D, 0), (2, 640.1D, 0), (3, 633.5D, 0), (4, 630.25D, 0), (5, 628.0D, 0), (6, 631.5D, 0), (7, 1905.125D, 1), (8, 1900D, 0), (9, 1901D, 0), (10, 1903D, 0), (11, 1902D, 0), (12, 1904D, 1), (13, 2500D, 0) AS t(id, value, label)",
    web_actions: `VALUES
      (cast(NULL AS STRING), '{"name": "yuki_1639277668791", "action": "login", "sendtime": 1639277668791}', TIMESTAMP'2021-12-12 03:16:58.791'),
      (NULL, '{"name": "yuki_1639277669912", "action": "add_cart", "sendtime": 1639277669912}', TIMESTAMP'2021-12-12 03:16:59.912'),
      (NULL, '{"name": "yuki_1639277670059", "sendtime": 1639277670059}', TIMESTAMP'2021-12-12 03:17:00'),
      (NULL, 'no json', TIMESTAMP'2021-12-12 03:17:21') AS t(key, value, timestamp)`,
    ratings:
      "VALUES ('2000-01-29,7397,1428659,3'), ('2000-01-29,7397,77,5'), ('2000-03-01,12,77,4') AS t(value)",
    movie_ratings:
      "VALUES (1012176000L, '2', 'Salt, Smoke and Rain', 3L, 13L, 2L), (1014768000L, '1', 'The Long Harbour', 1L, 4L, 1L) AS t(window_start, movie_id, title, rating_count, rating_sum, unique_rating_count)",
    power_data: `VALUES
      ('16/12/2006', '17:24:00', '4.216', '234.840'), ('16/12/2006', '17:25:00', '?', '?'), ('1/1/2007', '00:00:00', '2.580', '241.970'),
      ('02/01/2007', '00:01:00', '2.552', ''), ('02/01/2007', '00:02:00', '9.750', '239.1') AS t(Date, Time, Global_active_power, Voltage)`,
  },
  cases: [
    watches("SELECT * FROM iot_data"),
    watches("SELECT gt, count(*) AS count FROM iot_data WHERE gt IS NOT NULL GROUP BY gt ORDER BY gt"),
    watches(
      "SELECT CASE WHEN Device IS NULL AND Index IS NULL AND Model IS NULL AND User IS NULL AND gt IS NULL THEN TRUE ELSE FALSE END AS error, count(1) FROM iot_data GROUP BY error ORDER BY error",
    ),
    watches("SELECT gt, model, arrival_time, creation_time FROM iot_data WHERE gt like '%stairs%'"),
    watches("SELECT gt, model, avg(x), avg(y), avg(z) FROM iot_data GROUP BY CUBE(gt, model)"),
    watches("SELECT cast(cast(Creation_Time as double)/1000000000 as timestamp) as event_time FROM iot_data"),
    watches("SELECT timestamp_micros(Creation_Time DIV 1000) AS event_time FROM iot_data"),
    watches(
      "SELECT window, count(*) AS count FROM iot_data GROUP BY window(cast(cast(Creation_Time as double)/1000000000 as timestamp), '10 seconds', '5 seconds') ORDER BY window",
    ),
    watches(
      "SELECT User, FirstName, LastName, count(*) AS count FROM iot_data JOIN users USING (User) GROUP BY User, FirstName, LastName",
    ),
    watches(
      "SELECT User, count, FirstName, LastName FROM (SELECT User, count(*) AS count FROM iot_data GROUP BY User) NATURAL JOIN users",
    ),
    watches(
      "SELECT character, count(*) FROM (SELECT character, explode(split(quote, ' ')) AS word FROM quotes) GROUP BY character",
    ),
    watches("SELECT character, word FROM quotes LATERAL VIEW OUTER explode(split(quote, ' ')) AS word"),
    outliers(`SELECT id, value_diff, average_diff FROM (${rule}) ORDER BY id`),
    outliers(
      `SELECT id, value, label, CASE WHEN value_diff > 2.65 * average_diff THEN 1 ELSE 0 END AS detection FROM (${rule}) ORDER BY id`,
    ),
    outliers(
      `SELECT 100 * avg(CASE WHEN detection = label THEN 1 ELSE 0 END) AS accuracy, 100 * count_if(detection = 1 AND label = 1) / count_if(label = 1) AS recall, 100 * count_if(detection = 1 AND label = 1) / count_if(detection = 1) AS precision FROM (SELECT label, CASE WHEN value_diff > 2.65 * average_diff THEN 1 ELSE 0 END AS detection FROM (${rule}))`,
    ),
    outliers("SELECT to_json(struct(*)) AS value FROM events WHERE id < 2"),
    outliers(
      "SELECT to_json(collect_list(struct(*))) AS value FROM (SELECT * FROM events WHERE id < 3 ORDER BY id)",
    ),
    outliers(
      "SELECT to_timestamp('1/1/2022 0:00', 'd/M/yyyy H:mm') AS date, to_timestamp('2022-01-01 0:00:00') AS other",
    ),
    ratings(
      "SELECT to_date(p[0]) AS date, p[1] AS film_id, cast(p[3] AS int) AS rate FROM (SELECT split(value, ',') AS p FROM ratings) ORDER BY ALL",
    ),
    ratings(
      "SELECT r.* FROM (SELECT from_csv(value, 'date DATE, film_id STRING, user_id STRING, rate INT') AS r FROM ratings)",
    ),
    ratings(
      "SELECT unix_timestamp(window.start) AS window_start, film_id, count(*) AS rating_count, sum(rate) AS rating_sum, approx_count_distinct(rate) AS unique_rating_count FROM (SELECT r.* FROM (SELECT from_csv(value, 'date TIMESTAMP, film_id STRING, user_id STRING, rate INT') AS r FROM ratings)) GROUP BY window(date, '30 days'), film_id",
    ),
    ratings(
      "SELECT w.start, film_id FROM (SELECT window(to_timestamp(split(value, ',')[0]), '30 days') AS w, split(value, ',')[1] AS film_id FROM ratings)",
    ),
    ratings(
      "SELECT concat(upper(date_format(timestamp_millis(window_start), 'yyyy-MMMM-dd')), ' ', title, '(', movie_id, ') ', rating_count, ' ', rating_sum, ' ', unique_rating_count) AS line FROM movie_ratings",
    ),
    ratings(
      "SELECT concat_ws(' ', upper(date_format(timestamp_seconds(window_start), 'yyyy-MMMM-dd')), '-', upper(date_format(timestamp_seconds(window_start) + INTERVAL 30 DAYS, 'yyyy-MMMM-dd')), title) AS line FROM movie_ratings ORDER BY window_start",
    ),
    clicks(`select * from web_actions ${tuple}`),
    clicks(
      "select * from web_actions LATERAL VIEW json_tuple(value,'name','action','sendtime') user as name, action,sendtime ",
    ),
    clicks(
      `select user.action, count(*) from web_actions ${tuple} where user.name is not null group by user.action`,
    ),
    clicks(
      "SELECT cast(window AS string) AS window, count(*) AS count FROM web_actions GROUP BY window(timestamp, '10 seconds')",
      "JST",
    ),
    clicks(
      `SELECT action, cast(timestamp AS string) AS arrived, timestamp_millis(cast(sendtime AS bigint)) AS sent, unix_millis(timestamp) - sendtime AS delay FROM web_actions ${tuple} WHERE sendtime IS NOT NULL`,
      "JST",
    ),
    { ...clicks("select 1 as key, uuid() as uuid"), compare: "kind" },
    {
      ...clicks("select key, uuid() as uuid, current_timestamp() as processed_time from web_actions"),
      compare: "kind",
    },
    clicks(
      "select length(uuid()) as n, uuid() rlike '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' as shaped",
    ),
    power("SELECT to_timestamp(concat(Date, ' ', Time), 'd/M/yyyy HH:mm:ss') AS Datetime FROM power_data"),
    power("SELECT max(to_date(Date, 'd/M/yyyy')) AS latest, max(Date) AS latest_as_text FROM power_data"),
    power(
      "SELECT to_date(Date, 'd/M/yyyy') AS day, try_cast(nullif(Global_active_power, '?') AS double) AS power, try_cast(Voltage AS double) AS voltage FROM power_data",
    ),
    power(
      "SELECT date_format(to_date(Date, 'd/M/yyyy'), 'yyyy-MM') AS month, avg(try_cast(Global_active_power AS double)) AS power FROM power_data GROUP BY 1 ORDER BY 1",
    ),
    power(
      "SELECT schema_of_csv('16/12/2006,17:24:00,4.216') AS line, schema_of_csv('17:24') AS minute, schema_of_csv('24:00:00') AS none",
    ),
    {
      ...power("SELECT from_csv('16/12/2006,17:24:00', 'Date STRING, Time TIMESTAMP') AS line"),
      compare: "kind",
    },
    power("SELECT date_format(from_json('{\"at\": \"17:24:00\"}', 'at TIMESTAMP').at, 'HH:mm:ss') AS at"),
    power("SELECT from_csv('16/12/2006,17:24:00', 'Date STRING, Time TIMESTAMP_NTZ') AS line"),
    power("SELECT cast(Global_active_power AS double) FROM power_data"),
    power(
      "SELECT (p - avg(p) OVER ()) / stddev_pop(p) OVER () AS scaled, p > avg(p) OVER () + 1.2 * stddev(p) OVER () AS anomaly FROM (SELECT try_cast(Global_active_power AS double) AS p FROM power_data) WHERE p IS NOT NULL ORDER BY p",
    ),
  ],
});
