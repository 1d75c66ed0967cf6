import type { StoryStep, StreamStory } from "../format.js";

const schema = "k string, n bigint, t timestamp, gap string";
const inputs = { s: { schema, watermark: ["t", "5 seconds"] as const } };
const row = (k: string | null, t: string | null, n: number | null = 1, gap: string | null = null) => ({
  k,
  n,
  gap,
  t: t === null ? null : `2024-01-01T00:${t}Z`,
});

const batches: readonly StoryStep[] = [
  [row("a", "00:01"), row("b", "00:03", 2), row("a", "00:04", 3), row("a", "00:20", 4)],
  [row("a", "00:09", 5), row("b", "00:16", 6), row("a", "00:15", 7)], // touches at 20, bridges
  [row("b", "00:10", 8), row("c", "00:31", 9), row(null, "00:26", 10), row("a", null, 11)],
  [row("b", "00:27", 12), row("c", "00:21", 13), row("c", "00:21.001", 14), row(null, "00:30.5", 15)],
  [row("c", "00:40", 16)],
  [row("a", "01:40", 17), row("a", "01:00", 18)],
  [row("a", "01:45", 19), row("a", "01:35", 20), row("a", "01:35.001", 21), row("a", "01:30.001", 22)],
];

const gaps: readonly StoryStep[] = [
  [row("a", "00:01", 1, "5 seconds"), row("a", "00:07", 2, "2 seconds"), row("b", "00:03", 3, "0 seconds")],
  [row("a", "00:05", 4, "3 seconds"), row("b", "00:04", 5, "-1 seconds"), row("b", "00:05", 6, "soon")],
  [row("b", "00:06", 7, null), row("b", "00:07", 8, "1 minute"), row("b", "00:20", 9, "1 second")],
  [row("b", "00:30", 10, "5 seconds"), row("a", "01:30", 11, "500 milliseconds")],
  [
    row("b", "01:20", 12, "5 seconds"),
    row("b", "01:20.5", 13, "10 seconds"),
    row("a", "03:00", 11, "1 second"),
  ],
];

const story = (
  name: string,
  query: string,
  mode: StreamStory["mode"] = "append",
  more: Partial<StreamStory> = {},
): StreamStory => ({ name, inputs, query, mode, batches, ...more });

const sessions =
  "SELECT session_window, k, count(*), sum(n) FROM s GROUP BY session_window(t, '5 seconds'), k";
const without = { s: { schema } };
const perRow = "SELECT session_window, k, count(*), sum(n) FROM s GROUP BY session_window(t, gap), k";

const stories: StreamStory[] = [
  story("append", sessions),
  story("complete", sessions, "complete"),
  story("update refused", sessions, "update"),
  story("without a watermark, append", sessions, "append", { inputs: without }),
  story("without a watermark, complete", sessions, "complete", { inputs: without }),
  story("no delay", sessions, "append", {
    inputs: { s: { schema, watermark: ["t", "0 seconds"] as const } },
  }),
  story("a gap per row", perRow, "append", { batches: gaps }),
  story("a gap per row, complete", perRow, "complete", { batches: gaps }),
  story(
    "a gap by case",
    "SELECT session_window.start, session_window.end, k, count(*) FROM s GROUP BY session_window(t, CASE WHEN k = 'a' THEN '5 seconds' WHEN k = 'b' THEN '8 seconds' ELSE '1 second' END), k",
  ),
  story(
    "no other key",
    "SELECT session_window, count(*) FROM s GROUP BY session_window(t, '5 seconds')",
    "append",
  ),
  story(
    "no other key, complete",
    "SELECT session_window, count(*) FROM s GROUP BY session_window(t, '5 seconds')",
    "complete",
  ),
  story(
    "many aggregates",
    "SELECT session_window.start, k, min(n), max(n), avg(n), first(n), last(n), collect_list(n), count(n) FROM s GROUP BY k, session_window(t, '5 seconds')",
    "append",
    {
      sets: true,
      batches: batches.map((b) => (b as { n: number; k: string }[]).filter((r) => r.k !== null)),
    },
  ),
  story(
    "spread",
    "SELECT session_window.start, k, stddev(n), var_pop(n), max_by(n, t), bool_or(n > 5), approx_count_distinct(n) FROM s GROUP BY k, session_window(t, '5 seconds')",
    "append",
    { within: 1e-12 },
  ),
  story("having", `${sessions} HAVING count(*) > 1`),
  story("filtered before", sessions.replace("FROM s", "FROM s WHERE n <> 7")),
  story(
    "several keys",
    "SELECT session_window.end, k, n % 2 AS odd, count(*) FROM s GROUP BY session_window(t, '5 seconds'), k, n % 2",
  ),
  story("sorted, complete", `${sessions} ORDER BY session_window.start, k`, "complete", { ordered: true }),
  story(
    "windows of the sessions",
    "SELECT window(session_window, '20 seconds').start, sum(c), count(*) FROM (SELECT session_window, k, count(*) AS c FROM s GROUP BY session_window(t, '5 seconds'), k) GROUP BY window(session_window, '20 seconds')",
  ),
  story(
    "windows of the sessions' time",
    "SELECT window(session_time, '20 seconds').start, sum(c) FROM (SELECT window_time(w) AS session_time, c FROM (SELECT session_window AS w, k, count(*) AS c FROM s GROUP BY session_window(t, '5 seconds'), k)) GROUP BY window(session_time, '20 seconds')",
  ),
  story(
    "sessions of windows",
    "SELECT session_window(w, '15 seconds') AS x, k, sum(c) FROM (SELECT window AS w, k, count(*) AS c FROM s GROUP BY window(t, '5 seconds'), k) GROUP BY session_window(w, '15 seconds'), k",
  ),
  story(
    "two windows",
    "SELECT count(*) FROM s GROUP BY session_window(t, '5 seconds'), window(t, '10 seconds'), k",
  ),
  story(
    "two of a kind",
    "SELECT count(*) FROM s GROUP BY session_window(t, '5 seconds'), session_window(t, '6 seconds'), k",
  ),
  story("no aggregate", "SELECT session_window, k FROM s GROUP BY session_window(t, '5 seconds'), k"),
  story("outside of a grouping", "SELECT session_window(t, '5 seconds') AS w, k FROM s"),
  story("a gap that is no text", "SELECT count(*) FROM s GROUP BY session_window(t, 5), k"),
  story("a gap that cannot be read", "SELECT count(*) FROM s GROUP BY session_window(t, 'five'), k"),
  story("a gap of nothing", "SELECT count(*) FROM s GROUP BY session_window(t, '0 seconds'), k"),
  story(
    "distinct aggregates refused",
    "SELECT session_window, k, count(DISTINCT n) FROM s GROUP BY session_window(t, '5 seconds'), k",
  ),
  {
    name: "verbs",
    inputs,
    python:
      "t('s').groupBy(F.session_window('t', '5 seconds'), 'k').agg(F.count('*').alias('c'), F.max('n'))",
    frame: ({ t, F }) =>
      t("s").groupBy(F.sessionWindow("t", "5 seconds"), "k").agg(F.count("*").as("c"), F.max("n")),
    mode: "append",
    batches,
  },
  {
    name: "verbs, a gap per row",
    inputs,
    python:
      "t('s').groupBy('k', F.session_window('t', F.when(F.col('k') == 'a', '5 seconds').otherwise('2 seconds')).alias('w')).count().select('w.start', 'w.end', 'k', 'count')",
    frame: ({ t, F }) =>
      t("s")
        .groupBy(
          "k",
          F.sessionWindow("t", F.when(F.col("k").equalTo("a"), "5 seconds").otherwise("2 seconds")).as("w"),
        )
        .count()
        .select("w.start", "w.end", "k", "count"),
    mode: "append",
    batches,
  },
];

export default { stories };
