import type { StoryInput, StoryStep, StreamStory } from "../format.js";

// Windows where rules meet: chains of two and three aggregations, offsets, zones, event times inside structs, sorts and limits, several watermarks.

const schema = "k string, n bigint, t timestamp, gap string";
const s: StoryInput = { schema, watermark: ["t", "5 seconds"] };
const slow: StoryInput = { schema, watermark: ["t", "20 seconds"] };
const at = (seconds: number | null): string | null =>
  seconds === null ? null : new Date(Date.UTC(2024, 2, 30, 23) + seconds * 1000).toISOString();
const row = (
  k: string | null,
  seconds: number | null,
  n: number | null = 1,
  gap: string | null = "4 seconds",
) => ({ k, n, t: at(seconds), gap });

const batches: readonly StoryStep[] = [
  [row("a", 1), row("b", 9.999, 2), row("a", 10, 3, "9 seconds"), row(null, 4, 4), row("b", null, 5)],
  [row("a", 5, 6), row("b", 15, 7, "1 second"), row("c", 24, 8)], // 5 is the watermark
  [row("a", 19, 9), row("a", 9, 10), row("b", 31, null), row(null, 29.9999, 11, "0 seconds")],
  [row("c", 26, 12), row("b", 26.001, 13, "30 seconds"), row("a", 47, 14, null)],
  [row("c", 125, 15, "2 seconds")],
  [row("c", 119, 16), row("a", 121, 17, "1 minute"), row("b", 120, 18)],
  [row("d", 400, 19)],
];
const stops: readonly StoryStep[] = [
  batches[0]!,
  "stop",
  batches[1]!,
  "start",
  batches[2]!,
  "stop",
  "start",
  batches[3]!,
  "stop",
  batches[4]!,
  "once",
  "once",
  batches[5]!,
  "availableNow",
  batches[6]!,
  "start",
];
const story = (
  name: string,
  query: string,
  mode: StreamStory["mode"] = "append",
  more: Partial<StreamStory> = {},
): StreamStory => ({ name, inputs: { s }, query, mode, batches, progress: !withoutTimes.has(name), ...more });
const verbs = (
  name: string,
  python: string,
  mode: StreamStory["mode"] = "append",
  more: Partial<StreamStory> = {},
): StreamStory => ({
  name,
  inputs: { s },
  python,
  mode,
  batches,
  progress: !withoutTimes.has(name),
  ...more,
});

// Spark counts a null event time as 1970 in the progress of some of these (docs/differences.md).
const withoutTimes = new Set([
  "three aggregations",
  "three aggregations, restarts",
  "three aggregations, the second of sessions",
  "windows, deduplicated, windows",
  "event time taken out of a struct",
  "event time renamed, windows by the new name",
  "sorted and limited, complete",
  "sorted and limited, complete, restarts",
  "counted by key beside windows, update, restarts",
]);

const counts = "SELECT window AS w, k, count(*) AS c, sum(n) AS n FROM s GROUP BY window(t, '10 seconds'), k";
const twice = `SELECT window(window_time(w), '20 seconds') AS v, k, sum(c) AS c FROM (${counts}) GROUP BY window(window_time(w), '20 seconds'), k`;
const thrice = `SELECT window(window_time(v), '1 minute') AS x, sum(c) AS c FROM (${twice}) GROUP BY window(window_time(v), '1 minute')`;
const two = { a: s, b: slow };
const twoBatches: readonly StoryStep[] = [
  { a: [row("a", 1), row("b", 31)], b: [row("a", 2)] },
  { a: [row("a", 3), row("b", 28)], b: [row("a", 44), row("b", 22)] },
  { b: [row("a", 100)] },
  { a: [row("b", 60), row("b", 55)], b: [row("c", 70)] },
  { a: [row("b", 300)], b: [row("c", 300)] },
];
const twoStops: readonly StoryStep[] = [
  twoBatches[0]!,
  "stop",
  "start",
  twoBatches[1]!,
  "stop",
  twoBatches[2]!,
  "availableNow",
  twoBatches[3]!,
  "once",
  "start",
  twoBatches[4]!,
];
const max = { "spark.sql.streaming.multipleWatermarkPolicy": "max" };
const union = "(SELECT * FROM a UNION ALL SELECT * FROM b)";
const berlin = { "spark.sql.session.timeZone": "Europe/Berlin" };

// The clocks of Berlin go from 2 to 3 on this night.
const night: readonly StoryStep[] = [
  [row("a", 0), row("b", 3599), row("a", 3600), row("b", 7199)],
  [row("a", 7200, 2), row("b", 10_799.5, 3), row("a", 86_400, 4)],
  [row("a", 79_000, 5), row("b", 90_000, 6)],
  [row("a", 200_000, 7)],
];

const inner = "k string, at struct<t: timestamp, n: bigint>";
const nested: readonly StoryStep[] = [
  [
    { k: "a", at: { t: at(1), n: 1 } },
    { k: "b", at: { t: at(12), n: 2 } },
    { k: "b", at: null },
  ],
  [
    { k: "a", at: { t: at(7), n: 3 } },
    { k: "a", at: { t: at(6), n: 4 } },
    { k: "c", at: { t: at(31), n: 5 } },
  ],
  [
    { k: "a", at: { t: at(90), n: 6 } },
    { k: "a", at: { t: null, n: 7 } },
  ],
];
const bare: StreamStory["inputs"] = { s: { schema: inner } };

const stories: StreamStory[] = [
  story("three aggregations", thrice),
  story("three aggregations, restarts", thrice, "append", { batches: stops }),
  story(
    "three aggregations, the second of sessions",
    `SELECT window(v, '1 minute') AS x, sum(c) FROM (SELECT session_window(w, '15 seconds') AS v, k, sum(c) AS c FROM (${counts}) GROUP BY session_window(w, '15 seconds'), k) GROUP BY window(v, '1 minute')`,
  ),
  story(
    "sessions of a gap per row, then windows twice",
    "SELECT window(v, '2 minutes') AS x, sum(c), count(*) FROM (SELECT window(w, '1 minute') AS v, k, sum(c) AS c FROM (SELECT session_window(t, gap) AS w, k, count(*) AS c FROM s GROUP BY session_window(t, gap), k) GROUP BY window(w, '1 minute'), k) GROUP BY window(v, '2 minutes')",
  ),
  story(
    "sessions of a gap per row, restarts",
    "SELECT session_window, k, count(*), sum(n) FROM s GROUP BY session_window(t, gap), k",
    "append",
    { batches: stops },
  ),
  story(
    "sessions of a gap per row, complete, restarts",
    "SELECT session_window, k, count(*), sum(n) FROM s GROUP BY session_window(t, gap), k",
    "complete",
    { batches: stops },
  ),
  verbs(
    "deduplicated, then sessions of a gap per row",
    "t('s').dropDuplicates(['k', 't']).groupBy(F.session_window('t', F.col('gap')), 'k').agg(F.count('*').alias('c'), F.sum('n'))",
  ),
  verbs(
    "deduplicated within the watermark, then sessions",
    "t('s').dropDuplicatesWithinWatermark(['k']).groupBy(F.session_window('t', F.col('gap')), 'k').agg(F.count('*').alias('c'), F.sum('n'))",
  ),
  verbs(
    "deduplicated within the watermark, then sessions, restarts",
    "t('s').dropDuplicatesWithinWatermark(['k']).groupBy(F.session_window('t', F.col('gap')), 'k').agg(F.count('*').alias('c'), F.sum('n'))",
    "append",
    { batches: stops },
  ),
  verbs(
    "deduplicated, then windows twice",
    "t('s').dropDuplicates(['k', 't']).groupBy(F.window('t', '10 seconds'), 'k').count().groupBy(F.window('window', '20 seconds')).agg(F.sum('count'))",
  ),
  verbs(
    "windows, deduplicated, windows",
    "t('s').groupBy(F.window('t', '10 seconds'), 'k').count().dropDuplicates(['window']).groupBy(F.window('window', '30 seconds')).count()",
  ),
  story(
    "sliding windows with an offset",
    "SELECT window, k, count(*) FROM s GROUP BY window(t, '10 seconds', '4 seconds', '3 seconds'), k",
  ),
  story(
    "sliding windows with a negative offset, update",
    "SELECT window, count(*), max(n) FROM s GROUP BY window(t, '10 seconds', '4 seconds', '-1 second')",
    "update",
  ),
  story(
    "sliding windows, then tumbling twice",
    "SELECT window(v, '40 seconds') AS x, sum(c) FROM (SELECT window(w, '20 seconds') AS v, sum(c) AS c FROM (SELECT window AS w, count(*) AS c FROM s GROUP BY window(t, '10 seconds', '5 seconds', '2 seconds')) GROUP BY window(w, '20 seconds')) GROUP BY window(v, '40 seconds')",
  ),
  story(
    "tumbling, then sliding over its time",
    "SELECT window(w, '40 seconds', '20 seconds') AS v, sum(c) FROM (SELECT window AS w, count(*) AS c FROM s GROUP BY window(t, '10 seconds')) GROUP BY window(w, '40 seconds', '20 seconds')",
  ),
  story(
    "windows of days in a zone, as clocks change",
    "SELECT window.start, window.end, CAST(window.start AS STRING), count(*), sum(n) FROM s GROUP BY window(t, '1 day')",
    "append",
    { batches: night, config: berlin },
  ),
  story(
    "windows of days with an offset in a zone",
    "SELECT window, CAST(window.end AS STRING), count(*) FROM s GROUP BY window(t, '1 day', '12 hours', '-1 hour')",
    "update",
    { batches: night, config: berlin },
  ),
  story(
    "windows of hours and days in a zone",
    "SELECT window(w, '1 day') AS v, date_format(max(window_time(w)), 'yyyy-MM-dd HH:mm:ss.SSSSSS VV'), sum(c) FROM (SELECT window AS w, count(*) AS c FROM s GROUP BY window(t, '1 hour')) GROUP BY window(w, '1 day')",
    "append",
    { batches: night, config: { "spark.sql.session.timeZone": "America/St_Johns" } },
  ),
  verbs(
    "event time in a struct",
    "t('s').withWatermark('at.t', '5 seconds').groupBy(F.window('at.t', '10 seconds')).count()",
    "append",
    { inputs: bare, batches: nested },
  ),
  verbs(
    "event time taken out of a struct",
    "t('s').select('k', F.col('at.t').alias('t'), F.col('at.n').alias('n')).withWatermark('t', '5 seconds').groupBy(F.window('t', '10 seconds'), 'k').agg(F.sum('n'))",
    "append",
    { inputs: bare, batches: nested },
  ),
  verbs(
    "event time taken out of a struct, deduplicated",
    "t('s').select('k', 'at.*').withWatermark('t', '5 seconds').dropDuplicates(['k', 't'])",
    "append",
    { inputs: bare, batches: nested },
  ),
  verbs(
    "event time put into a struct",
    "t('s').select('k', F.struct('t', 'n').alias('at')).groupBy(F.window('at.t', '10 seconds')).count()",
  ),
  verbs(
    "event time put into a struct, deduplicated",
    "t('s').select('k', F.struct('t', 'n').alias('at')).dropDuplicates(['k', 'at'])",
  ),
  verbs(
    "event time renamed, windows by the new name",
    "t('s').withColumnRenamed('t', 'time').groupBy(F.window('time', '10 seconds')).count()",
  ),
  verbs(
    "event time cut to minutes",
    "t('s').withColumn('t', F.expr(\"date_trunc('minute', t)\")).groupBy(F.window('t', '2 minutes')).count()",
  ),
  verbs(
    "event time twice",
    "t('s').withColumn('v', F.col('t')).groupBy(F.window('v', '10 seconds'), 'k').count()",
  ),
  verbs(
    "event time twice, both in a deduplication",
    "t('s').withColumn('v', F.col('t')).dropDuplicates(['k', 't', 'v'])",
  ),
  story(
    "windows.end as a plain time",
    "SELECT e, sum(c) FROM (SELECT window.end AS e, k, count(*) AS c FROM s GROUP BY window(t, '10 seconds'), k) GROUP BY e",
  ),
  story(
    "least and most of the event time",
    "SELECT window(x, '30 seconds') AS v, count(*) FROM (SELECT max(t) AS x FROM s GROUP BY window(t, '10 seconds')) GROUP BY window(x, '30 seconds')",
  ),
  story(
    "sorted and limited, complete",
    "SELECT window.start AS w, k, count(*) AS c, sum(n) AS n FROM s GROUP BY window(t, '10 seconds'), k ORDER BY c DESC, w, k LIMIT 3",
    "complete",
    { ordered: true },
  ),
  story(
    "sorted and limited, complete, restarts",
    "SELECT window.start AS w, k, count(*) AS c FROM s GROUP BY window(t, '10 seconds'), k ORDER BY w DESC NULLS LAST, k LIMIT 2",
    "complete",
    { ordered: true, batches: stops },
  ),
  story(
    "limited, then sorted, complete",
    "SELECT * FROM (SELECT k, count(*) AS c FROM s GROUP BY k ORDER BY k LIMIT 3) ORDER BY c DESC, k",
    "complete",
    { ordered: true },
  ),
  story(
    "sorted with HAVING, complete",
    "SELECT k, count(*) AS c, max(t) AS m FROM s GROUP BY k HAVING count(*) > 1 ORDER BY m DESC",
    "complete",
    { ordered: true, batches: stops },
  ),
  story(
    "offset and limit, complete",
    "SELECT k, count(*) AS c FROM s GROUP BY k ORDER BY k LIMIT 2 OFFSET 1",
    "complete",
    { ordered: true },
  ),
  story(
    "an analytic function over a complete table",
    "SELECT k, c, rank() OVER (ORDER BY c DESC) AS r FROM (SELECT k, count(*) AS c FROM s GROUP BY k)",
    "complete",
  ),
  story(
    "windows of a union",
    `SELECT window AS w, k, count(*) FROM ${union} GROUP BY window(t, '10 seconds'), k`,
    "append",
    { inputs: two, batches: twoBatches },
  ),
  story(
    "windows of a union, the most",
    `SELECT window AS w, k, count(*) FROM ${union} GROUP BY window(t, '10 seconds'), k`,
    "append",
    { inputs: two, batches: twoBatches, config: max },
  ),
  story(
    "windows of a union, restarts",
    `SELECT window AS w, k, count(*) FROM ${union} GROUP BY window(t, '10 seconds'), k`,
    "append",
    { inputs: two, batches: twoStops },
  ),
  story(
    "windows of a union, the most, restarts",
    `SELECT window AS w, k, count(*) FROM ${union} GROUP BY window(t, '10 seconds'), k`,
    "append",
    { inputs: two, batches: twoStops, config: max },
  ),
  story(
    "sessions of a union, the most",
    `SELECT session_window AS w, k, count(*) FROM ${union} GROUP BY session_window(t, gap), k`,
    "append",
    { inputs: two, batches: twoStops, config: max },
  ),
  story(
    "a union of windows and sessions, in windows",
    "SELECT window(w, '1 minute') AS v, sum(c), count(*) FROM (SELECT window AS w, count(*) AS c FROM a GROUP BY window(t, '10 seconds') UNION ALL SELECT session_window AS w, count(*) AS c FROM b GROUP BY session_window(t, '4 seconds'), k) GROUP BY window(w, '1 minute')",
    "append",
    { inputs: two, batches: twoBatches },
  ),
  story(
    "a union of windows and rows, in windows",
    "SELECT window(w, '1 minute') AS v, sum(c), count(*) FROM (SELECT window_time(w) AS w, c FROM (SELECT window AS w, count(*) AS c FROM a GROUP BY window(t, '10 seconds')) UNION ALL SELECT t AS w, n AS c FROM b) GROUP BY window(w, '1 minute')",
    "append",
    { inputs: two, batches: twoBatches },
  ),
  story(
    "counted by key beside windows, update, restarts",
    "SELECT window, k, count(*), min(t), max(n) FROM s GROUP BY window(t, '10 seconds'), k",
    "update",
    { batches: stops },
  ),
  story("by time and key, append, restarts", "SELECT t, k, count(*), sum(n) FROM s GROUP BY t, k", "append", {
    batches: stops,
  }),
  story(
    "no watermark, update, restarts",
    "SELECT window, count(*) FROM s GROUP BY window(t, '10 seconds')",
    "update",
    { inputs: { s: { schema } }, batches: stops },
  ),
];

export default { stories };
