import type { StreamStory } from "../format.js";

const inputs = { s: { schema: "k string, n bigint, x double, d decimal(10,2), b boolean" } };
const batches = [
  [
    { k: "a", n: 1, x: 1.5, d: 1.1, b: true },
    { k: "b", n: 2, x: -2, d: 2.25, b: false },
    { k: "a", n: 3, x: 4, d: 3.33, b: true },
    { k: null, n: 4, x: 0.5, d: -7, b: null },
  ],
  [
    { k: "a", n: null, x: null, d: null, b: null },
    { k: "c", n: 7, x: 1e10, d: 99999999.99, b: true },
    { k: "b", n: -5, x: 3, d: 0.01, b: true },
  ],
  [
    { k: "a", n: 10, x: 2.5, d: 0.02, b: false },
    { k: null, n: 4, x: 0.5, d: 0, b: true },
    { k: "d", n: null, x: null, d: null, b: null },
  ],
];

const per = (select: string): string => `SELECT k, ${select} FROM s GROUP BY k`;
const story = (
  name: string,
  query: string,
  mode: StreamStory["mode"] = "update",
  more: Partial<StreamStory> = {},
): StreamStory => ({
  name,
  inputs,
  query,
  mode,
  batches,
  ...more,
});

const stories: StreamStory[] = [
  story("count", per("count(*), count(n), count(n, x)")),
  story("count complete", per("count(*)"), "complete"),
  story("sums", per("sum(n), sum(x), sum(d)")),
  story("averages", per("avg(n), avg(x), avg(d)")),
  story("extremes", per("min(n), max(n), min(x), max(x), min(d), max(b), min(k)")),
  story("first and last", per("first(n), last(n), first(n, true), last(n, true)")),
  story("any value", per("any_value(n) IS NULL")),
  story("spread", per("stddev(x), stddev_pop(n), variance(n), var_pop(x)"), "update", { within: 1e-12 }),
  story("pairs", per("corr(n, x), covar_pop(n, x), covar_samp(n, x)"), "update", { within: 1e-9 }),
  story("logic", per("bool_and(b), bool_or(b), every(b), some(b), count_if(b)")),
  story("lists", per("collect_list(n), collect_set(n)"), "update", { sets: true }),
  story("max_by", per("max_by(n, x), min_by(d, n)")),
  story(
    "extremes of what has parts",
    per(
      "max(struct(b, n)), min(struct(b, n)), max(array(n, 2)), min(array(n, 2)), max_by(x, struct(b, n)), min_by(n, array(n, 2))",
    ),
  ),
  story(
    "extremes of what has parts, complete",
    "SELECT max(struct(k, n)), min(struct(k, n)), min(struct(n, struct(k, b))), max(array(struct(k, n))), min_by(k, struct(k, n)) FROM s",
    "complete",
  ),
  story("approximate", per("approx_count_distinct(n), approx_count_distinct(k)"), "complete"),
  story("median", per("median(n), percentile(x, 0.25)"), "update"),
  story("percentile_approx", per("percentile_approx(n, 0.5)"), "update"),
  story("mode and lists of text", per("max(concat(k, n)), collect_list(concat(k, n))"), "complete", {
    sets: true,
  }),
  story("global", "SELECT count(*), sum(n), max(k), avg(d) FROM s"),
  story("global complete", "SELECT count(*), sum(n) FROM s WHERE n > 5", "complete"),
  story("global filtered to nothing", "SELECT count(*), min(n) FROM s WHERE n > 100"),
  story("having", per("count(*)") + " HAVING count(*) > 1"),
  story("having complete", per("sum(n) AS t") + " HAVING t > 3", "complete"),
  story("sorted", per("count(*) AS c") + " ORDER BY c DESC, k", "complete", { ordered: true }),
  story("sorted and limited", per("count(*) AS c") + " ORDER BY c DESC, k LIMIT 2", "complete", {
    ordered: true,
  }),
  story("keys from expressions", "SELECT n % 2, length(k), count(*) FROM s GROUP BY n % 2, length(k)"),
  story("constants", "SELECT 1 AS one, k, count(1) FROM s GROUP BY k"),
  story("computed from aggregates", per("sum(n) / count(*), max(n) - min(n)")),
  story("filter clause", per("count(*) FILTER (WHERE n > 2), sum(x) FILTER (WHERE b)")),
  story("case when", per("sum(CASE WHEN b THEN 1 ELSE 0 END), sum(CASE WHEN n IS NULL THEN 1 END)")),
  story("distinct rows", "SELECT DISTINCT k FROM s", "append"),
  story("distinct then count", "SELECT count(*) FROM (SELECT DISTINCT k, b FROM s)", "complete"),
  story("limit", "SELECT k, n FROM s LIMIT 4", "append", { ordered: true }),
  story("limit zero", "SELECT k FROM s LIMIT 0", "append"),
  story("nested", "SELECT upper(k), c + 1 FROM (SELECT k, count(*) AS c FROM s GROUP BY k) WHERE c < 3"),
  story("double keys", "SELECT x * 0, count(*) FROM s GROUP BY x * 0"),
  story("append refused", per("count(*)"), "append"),
  story("distinct complete refused", "SELECT DISTINCT k FROM s", "complete"),
  story("stateless complete refused", "SELECT k FROM s", "complete"),
];

export default { stories };
