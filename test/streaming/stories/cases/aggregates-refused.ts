import type { StreamStory } from "../format.js";

const inputs = {
  s: { schema: "k string, n bigint, v string, t timestamp", watermark: ["t", "5 seconds"] as const },
};
const batches = [
  [
    { k: "a", n: 1, v: "x", t: "2024-01-01T00:00:01Z" },
    { k: "a", n: 2, v: "y", t: "2024-01-01T00:00:02Z" },
  ],
  [{ k: "b", n: 9223372036854, v: "z", t: "2024-01-01T00:01:00Z" }],
];

const story = (
  name: string,
  query: string,
  mode: StreamStory["mode"] = "update",
  more: Partial<StreamStory> = {},
): StreamStory => ({ name, inputs, query, mode, batches, ...more });
const per = (select: string): string => `SELECT k, ${select} FROM s GROUP BY k`;

/** Aggregates that Spark refuses in a stream, and what stands at the border. */
const stories: StreamStory[] = [
  story("count distinct", per("count(DISTINCT n)")),
  story("count distinct, complete", per("count(DISTINCT n)"), "complete"),
  story("sum distinct", per("sum(DISTINCT n)")),
  story("max distinct", per("max(DISTINCT n)")),
  story("min distinct, global", "SELECT min(DISTINCT n) FROM s"),
  story("collect_set distinct", per("collect_set(DISTINCT n)"), "update", { sets: true }),
  story("bool distinct", per("bool_and(DISTINCT n > 1)")),
  story("approx_count_distinct distinct", per("approx_count_distinct(DISTINCT n)")),
  story("listagg distinct", per("listagg(DISTINCT v)")),
  story("distinct of distinct rows", "SELECT count(DISTINCT n) FROM (SELECT DISTINCT n FROM s)"),
  story("distinct with filter", per("count(DISTINCT n) FILTER (WHERE n > 1)")),
  story(
    "distinct over a window",
    "SELECT count(DISTINCT n) FROM s GROUP BY window(t, '5 seconds')",
    "append",
  ),
  story("sum too great", per("sum(n * 1000000 * CASE WHEN k = 'b' THEN 2 ELSE 1 END)")),
  story("try_sum too great", per("try_sum(n * 900000), try_avg(n)")),
  story("percentage out of range", per("percentile(n, 1.5)")),
  story("percentage of each row", per("percentile(n, n)")),
  story("aggregate within an aggregate", per("sum(count(n))")),
  story("aggregate in where", "SELECT k FROM s WHERE count(*) > 1 GROUP BY k"),
  story("not grouped", "SELECT k, v, count(*) FROM s GROUP BY k"),
  story("window function", "SELECT k, row_number() OVER (PARTITION BY k ORDER BY t) FROM s", "append"),
  story("aggregate over rows", "SELECT k, sum(n) OVER (PARTITION BY k) FROM s", "append"),
  story("grouping outside of sets", "SELECT k, grouping(k) FROM s GROUP BY k"),
  story("rand in an aggregate", per("count(rand() > 2)")),
  story("sorted in update mode", per("count(*) AS c") + " ORDER BY c"),
  story("limited in update mode", per("count(*)") + " LIMIT 1"),
  story(
    "having in append mode",
    "SELECT window.start, count(*) FROM s GROUP BY window(t, '5 seconds') HAVING count(*) > 1",
    "append",
  ),
  story("pivoted", "SELECT * FROM (SELECT k, v, n FROM s) PIVOT (sum(n) FOR v IN ('x', 'y'))"),
  story(
    "pivoted, complete",
    "SELECT * FROM (SELECT k, v, n FROM s) PIVOT (sum(n) AS a, count(*) AS c FOR v IN ('x', 'y'))",
    "complete",
  ),
];

export default { stories };
