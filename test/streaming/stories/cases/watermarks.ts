import type { StoryStep, StreamStory } from "../format.js";

const schema = "k string, n bigint, t timestamp";
const inputs = {
  a: { schema, watermark: ["t", "5 seconds"] as const },
  b: { schema, watermark: ["t", "10 seconds"] as const },
};
const row = (k: string | null, t: string | null, n: number | null = 1) => ({
  k,
  n,
  t: t === null ? null : `2024-01-01T00:${t}Z`,
});

const batches: readonly StoryStep[] = [
  { a: [row("x", "00:01"), row("y", "00:14", 2)], b: [] },
  { a: [], b: [row("x", "00:02", 3)] },
  { a: [row("x", "00:30", 4)], b: [row("y", "00:21", 5)] },
  { a: [row("x", "00:08", 6), row("y", "00:12", 7)], b: [row("y", "00:03", 8)] },
  { a: [], b: [row("y", "01:00", 9)] },
  { a: [row("x", "00:24", 10), row("x", "00:31", 11)], b: [row("x", "00:45", 12)] },
  { a: [row("x", "02:00", 13)], b: [row("x", "02:10", 14)] },
  { a: [row("x", "01:49", 15)], b: [row("x", "01:59", 16)] },
];
const union = "(SELECT * FROM a UNION ALL SELECT * FROM b)";
const windows = `SELECT window, count(*), sum(n) FROM ${union} GROUP BY window(t, '10 seconds')`;
const max = { "spark.sql.streaming.multipleWatermarkPolicy": "max" };

const story = (
  name: string,
  query: string,
  mode: StreamStory["mode"] = "append",
  more: Partial<StreamStory> = {},
): StreamStory => ({ name, inputs, query, mode, batches, ...more });

const one = { s: { schema, watermark: ["t", "5 seconds"] as const } };
const single: readonly StoryStep[] = [
  [row("x", "00:01"), row("y", "00:14", 2), row(null, "00:15", 20)],
  [row("x", "00:02", 3), row("y", "00:11", 3)],
  [row("y", "00:41", 5), row("x", null, 4)],
  [row("x", "00:37", 6), row("y", "00:29.999", 7), row("x", "00:20", 2)],
  [row("x", "02:00", 8)],
];
const alone = (
  name: string,
  query: string,
  mode: StreamStory["mode"] = "append",
  more: Partial<StreamStory> = {},
): StreamStory => ({ name, inputs: one, query, mode, batches: single, ...more });

const stories: StreamStory[] = [
  story("union of two watermarks", windows),
  story("union of two watermarks, update", windows, "update"),
  story("union of two watermarks, complete", windows, "complete"),
  story("union of two watermarks, the most", windows, "append", { config: max }),
  story("union of two watermarks, the most, update", windows, "update", { config: max }),
  story("union of a watermark and none", windows, "append", {
    inputs: { a: inputs.a, b: { schema } },
  }),
  story("union of none and a watermark", windows, "append", {
    inputs: { a: { schema }, b: inputs.b },
  }),
  story(
    "union of two aggregations",
    "SELECT window, count(*) FROM a GROUP BY window(t, '10 seconds') UNION ALL SELECT window, count(*) FROM b GROUP BY window(t, '20 seconds')",
  ),
  story(
    "union of two aggregations, the most",
    "SELECT window, count(*) FROM a GROUP BY window(t, '10 seconds') UNION ALL SELECT window, count(*) FROM b GROUP BY window(t, '20 seconds')",
    "append",
    { config: max },
  ),
  story(
    "union of two aggregations, update",
    "SELECT window, count(*) FROM a GROUP BY window(t, '10 seconds') UNION ALL SELECT window, count(*) FROM b GROUP BY window(t, '20 seconds')",
    "update",
  ),
  story(
    "union of aggregations, aggregated",
    "SELECT window(w, '40 seconds').start, sum(c) FROM (SELECT window AS w, count(*) AS c FROM a GROUP BY window(t, '10 seconds') UNION ALL SELECT window AS w, count(*) AS c FROM b GROUP BY window(t, '20 seconds')) GROUP BY window(w, '40 seconds')",
  ),
  story("union, stateless", `SELECT k, n FROM ${union} WHERE n > 3`),
  {
    name: "union of three streams",
    inputs: { ...inputs, c: { schema, watermark: ["t", "1 second"] as const } },
    query: `SELECT window.start, count(*) FROM (SELECT * FROM a UNION ALL SELECT * FROM b UNION ALL SELECT * FROM c) GROUP BY window(t, '10 seconds')`,
    mode: "append",
    batches: [
      { a: [row("x", "00:31")], b: [row("x", "00:41")] },
      { c: [row("x", "00:26")] },
      { a: [row("x", "00:12")], b: [row("x", "00:20")], c: [row("x", "00:40")] },
    ],
  },
  {
    name: "redefined above",
    inputs: one,
    python: "t('s').withWatermark('t', '1 second').groupBy(F.window('t', '10 seconds')).count()",
    frame: ({ t, F }) => t("s").withWatermark("t", "1 second").groupBy(F.window("t", "10 seconds")).count(),
    mode: "append",
    batches: single,
  },
  alone(
    "window_time",
    "SELECT window_time(window), c FROM (SELECT window, count(*) AS c FROM s GROUP BY window(t, '10 seconds'))",
  ),
  alone(
    "windows of window_time",
    "SELECT window(window_time(w), '20 seconds').start, sum(c) FROM (SELECT window AS w, k, count(*) AS c FROM s GROUP BY window(t, '10 seconds'), k) GROUP BY window(window_time(w), '20 seconds')",
  ),
  alone(
    "windows of windows of windows",
    "SELECT window(w2, '40 seconds').start, sum(c) FROM (SELECT window(w, '20 seconds') AS w2, sum(c) AS c FROM (SELECT window AS w, k, count(*) AS c FROM s GROUP BY window(t, '10 seconds'), k) GROUP BY window(w, '20 seconds')) GROUP BY window(w2, '40 seconds')",
  ),
  alone(
    "sliding, then tumbling",
    "SELECT window(w, '20 seconds').start, sum(c) FROM (SELECT window AS w, count(*) AS c FROM s GROUP BY window(t, '10 seconds', '5 seconds')) GROUP BY window(w, '20 seconds')",
  ),
  alone(
    "twice aggregated, update refused",
    "SELECT window(w, '20 seconds').start, sum(c) FROM (SELECT window AS w, count(*) AS c FROM s GROUP BY window(t, '10 seconds')) GROUP BY window(w, '20 seconds')",
    "update",
  ),
  alone(
    "twice aggregated, complete refused",
    "SELECT window(w, '20 seconds').start, sum(c) FROM (SELECT window AS w, count(*) AS c FROM s GROUP BY window(t, '10 seconds')) GROUP BY window(w, '20 seconds')",
    "complete",
  ),
  alone(
    "twice aggregated, the second time by no time",
    "SELECT k, sum(c) FROM (SELECT window AS w, k, count(*) AS c FROM s GROUP BY window(t, '10 seconds'), k) GROUP BY k",
  ),
  alone(
    "several parts of a filter",
    "SELECT window.start, count(*) FROM s WHERE n < 8 AND t < '2024-01-01T00:00:41Z' GROUP BY window(t, '10 seconds')",
  ),
  alone(
    "a filter of the groups' keys",
    "SELECT window.start, k, count(*) FROM s GROUP BY window(t, '10 seconds'), k HAVING k = 'x'",
  ),
  alone(
    "a filter of a window's start",
    "SELECT window.start, k, count(*) FROM s GROUP BY window(t, '10 seconds'), k HAVING window.start < '2024-01-01T00:00:30Z'",
  ),
  alone("global, update", "SELECT count(*), max(t) FROM s", "update"),
  alone("global, complete", "SELECT count(*), max(t) FROM s", "complete"),
  alone("global, append refused", "SELECT count(*), max(t) FROM s", "append"),
  alone(
    "rollup, append",
    "SELECT window.start, k, count(*) FROM s GROUP BY rollup(window(t, '10 seconds'), k)",
  ),
  alone(
    "rollup, update",
    "SELECT window.start, k, count(*) FROM s GROUP BY rollup(window(t, '10 seconds'), k)",
    "update",
  ),
  alone(
    "rollup, complete",
    "SELECT window.start, k, count(*) FROM s GROUP BY rollup(window(t, '10 seconds'), k)",
    "complete",
  ),
  alone(
    "cube of key and number",
    "SELECT k, n % 2, window.start, count(*) FROM s GROUP BY window(t, '10 seconds'), cube(k, n % 2)",
  ),
  alone(
    "two windows of one time",
    "SELECT count(*) FROM s GROUP BY window(t, '10 seconds'), window(t, '20 seconds')",
  ),
  alone("limit with a watermark", "SELECT k FROM s LIMIT 3"),
  alone("distinct of SQL, append", "SELECT DISTINCT t, k FROM s"),
  alone("distinct of SQL, update", "SELECT DISTINCT k FROM s", "update"),
  alone("microseconds", "SELECT window.start, count(*) FROM s GROUP BY window(t, '1 second')", "append", {
    batches: [
      [row("x", "00:10.000999"), row("x", "00:05")],
      [row("x", "00:04.9999"), row("x", "00:05.0005"), row("x", "00:05.9")],
      [row("x", "00:11.0009999")],
      [row("x", "00:20.5")],
    ],
    inputs: { s: { schema, watermark: ["t", "5 seconds"] as const } },
  }),
  alone("microseconds of the time itself", "SELECT t, count(*) FROM s GROUP BY t", "append", {
    batches: [
      [row("x", "00:10.000999"), row("x", "00:05.000001"), row("x", "00:05")],
      [row("x", "00:05.000002"), row("x", "00:05.0005"), row("x", "00:05")],
      [row("x", "00:20.5")],
    ],
  }),
];

export default { stories };
