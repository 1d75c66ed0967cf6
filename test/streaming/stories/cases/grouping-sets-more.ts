import type { StoryStep, StreamStory } from "../format.js";

const schema = "k string, m string, n bigint, d decimal(8,2), t timestamp";
const inputs = { s: { schema, watermark: ["t", "5 seconds"] as const } };
const row = (k: string | null, m: string | null, second: number, n: number | null) => ({
  k,
  m,
  n,
  d: n === null ? null : n - 0.5,
  t: new Date(Date.UTC(2024, 0, 1) + second * 1000).toISOString(),
});

const batches: readonly StoryStep[] = [
  [row("a", "x", 1, 1), row(null, "y", 2, -2), row("a", null, 3, null)],
  [row("b", "x", 14, 4), row(null, null, 13, 5), row("a", "x", 2, 6)],
  "stop",
  "start",
  [row("a", "y", 30, 7), row("a", "x", 1, 8)],
  [row("b", "y", 31, null), row("b", "x", 45, -9)],
];

const story = (
  name: string,
  query: string,
  mode: StreamStory["mode"],
  more: Partial<StreamStory> = {},
): StreamStory => ({
  name,
  inputs,
  query,
  mode,
  batches,
  ...more,
});
const wide = "count(*), sum(n), avg(d), max(m), first(n, true), approx_count_distinct(n), bit_xor(n)";

/** Grouping sets in every mode, with what says which set a row is of. */
const stories: StreamStory[] = [
  story("rollup, update", `SELECT k, m, ${wide} FROM s GROUP BY ROLLUP(k, m)`, "update"),
  story("rollup, complete", `SELECT k, m, ${wide} FROM s GROUP BY ROLLUP(k, m)`, "complete"),
  story(
    "cube, update",
    `SELECT k, m, ${wide}, grouping(k), grouping(m), grouping_id(k, m) FROM s GROUP BY CUBE(k, m)`,
    "update",
  ),
  story(
    "sets, complete",
    "SELECT k, m, count(*), grouping_id() FROM s GROUP BY GROUPING SETS ((k), (m), (k, m), ())",
    "complete",
  ),
  story(
    "sets without a whole, update",
    "SELECT k, m, sum(d) FROM s GROUP BY GROUPING SETS ((k), (k, m))",
    "update",
  ),
  story(
    "rollup of a window, append",
    "SELECT window.start, k, count(*), sum(n) FROM s GROUP BY ROLLUP(window(t, '10 seconds'), k)",
    "append",
  ),
  story(
    "cube of a window, append",
    "SELECT window.start, k, count(*), grouping_id() FROM s GROUP BY CUBE(window(t, '10 seconds'), k)",
    "append",
  ),
  story(
    "cube within a window, append",
    "SELECT window.start, k, m, count(*) FROM s GROUP BY window(t, '10 seconds'), CUBE(k, m)",
    "append",
  ),
  story(
    "rollup within a window, update",
    "SELECT window.start, k, m, count(*) FROM s GROUP BY window(t, '10 seconds'), ROLLUP(k, m)",
    "update",
  ),
  story(
    "having of sets",
    "SELECT k, m, count(*) FROM s GROUP BY CUBE(k, m) HAVING grouping_id() > 0 AND count(*) > 1",
    "update",
  ),
  story(
    "sorted sets",
    "SELECT k, m, count(*) AS c, grouping_id() AS g FROM s GROUP BY ROLLUP(k, m) ORDER BY g, k NULLS LAST, m, c",
    "complete",
    { ordered: true },
  ),
  story("lists of sets", "SELECT k, collect_list(n), max_by(m, n) FROM s GROUP BY ROLLUP(k)", "complete", {
    sets: true,
  }),
  {
    name: "verbs",
    inputs,
    python:
      "t('s').cube('k', 'm').agg(F.grouping('k').alias('g'), F.grouping_id().alias('i'), F.sum('n'), F.stddev_pop('n'))",
    frame: ({ t, F }) =>
      t("s")
        .cube("k", "m")
        .agg(F.grouping("k").as("g"), F.groupingId().as("i"), F.sum("n"), F.stddevPop("n")),
    mode: "update",
    batches,
    within: 1e-12,
  },
];

export default { stories };
