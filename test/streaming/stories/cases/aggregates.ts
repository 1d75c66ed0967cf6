import type { StoryStep, StreamStory } from "../format.js";

// Every aggregate in every mode: with nulls, groups of nulls only, negative numbers, decimals and texts, over several batches and a restart.

export const schema =
  "k string, n bigint, i int, x double, f float, d decimal(10,2), b boolean, v string, day date, t timestamp";
export const inputs = { s: { schema, watermark: ["t", "5 seconds"] as const } };

/** A row; `null` for a number is one of nulls only. */
function row(k: string | null, second: number, n: number | null): object {
  const t = new Date(Date.UTC(2024, 0, 1) + second * 1000).toISOString();
  if (n === null) return { k, t };
  return {
    k,
    n,
    i: -n,
    x: n / 4,
    f: n * 1.5,
    d: n + 0.25,
    b: n % 2 === 0,
    v: `v${n % 5}`,
    day: `2024-01-${String(10 + (Math.abs(n) % 9))}`,
    t,
  };
}

export const batches: readonly StoryStep[] = [
  [row("a", 1, 3), row("a", 2, -4), row("b", 3, null), row(null, 4, 7), row("a", 5, 12)],
  [row("a", 6, null), row("b", 7, null), row("c", 14, -9), row(null, 5, 7), row("a", 12, 3)],
  "stop",
  "start",
  [row("a", 8, 8), row("b", 21, 2), row("c", 13, -9), row("c", 13, 4), row("d", 22, null)],
  [row("a", 31, 1), row("a", 2, 99), row("b", 32, 6), row("b", 33, -1), row("d", 31, null)],
  [row("a", 60, 0)],
];

/** Expressions by what they have in common; those in braces hold for numbers near to each other. */
export const groups: Readonly<Record<string, string | { readonly near: string }>> = {
  sums: "sum(n), sum(i), sum(x), sum(f), sum(d), try_sum(n), try_sum(d)",
  averages: "avg(n), avg(i), avg(x), avg(d), mean(f), try_avg(n), try_avg(d)",
  extremes: "min(n), max(n), min(x), max(d), min(b), max(b), min(v), max(v), min(day), max(t)",
  firsts: "first(n), last(n), first(v, true), last(v, true), first_value(d), last_value(day)",
  "any of them": "any_value(v), any_value(n, true)",
  spreads: { near: "stddev(n), stddev_samp(x), stddev_pop(d), std(i), variance(n), var_samp(x), var_pop(f)" },
  shapes: { near: "skewness(n), kurtosis(n), skewness(x), kurtosis(d)" },
  pairs: { near: "corr(n, x * x), covar_pop(n, i), covar_samp(x, n), corr(n, d)" },
  regressions: {
    near: "regr_count(n, x), regr_avgx(n, x), regr_avgy(n, x), regr_sxx(n, x), regr_syy(n, x), regr_sxy(n, x)",
  },
  lines: { near: "regr_slope(n, x * x), regr_intercept(n, x * x), regr_r2(n, x * x)" },
  distinct: "approx_count_distinct(v), approx_count_distinct(n), approx_count_distinct(d, 0.1)",
  lists: "collect_list(n), collect_set(v), array_agg(d), collect_list(struct(n, v)), collect_set(b)",
  extremesBy: "max_by(v, n), min_by(v, n), max_by(n, v), min_by(d, x), max_by(day, b)",
  logic: "bool_and(b), bool_or(b), every(b), some(b), any(b), bool_and(n > -5)",
  bits: "bit_and(n), bit_or(n), bit_xor(n), bit_xor(i), bit_and(i)",
  percentiles:
    "percentile(n, 0.25), percentile(x, array(0.1, 0.5)), median(n), median(x), percentile(n, 0.5, 2)",
  "approximate percentiles":
    "percentile_approx(n, 0.5), approx_percentile(x, array(0.25, 0.9)), percentile_approx(d, 0.5, 100)",
  "percentiles within":
    "percentile_cont(0.5) WITHIN GROUP (ORDER BY n), percentile_disc(0.5) WITHIN GROUP (ORDER BY x DESC)",
  modes: "mode(v, true), mode() WITHIN GROUP (ORDER BY n)",
  texts: "listagg(v), string_agg(v, '-'), listagg(v, ', ') WITHIN GROUP (ORDER BY v)",
  filtered:
    "count(*) FILTER (WHERE n > 2), sum(n) FILTER (WHERE b), max(v) FILTER (WHERE x < 0), avg(d) FILTER (WHERE n IS NULL), collect_list(n) FILTER (WHERE b)",
  bins: "histogram_numeric(n, 3)",
  "of expressions":
    "sum(n * 2 + 1), max(upper(v)), avg(coalesce(n, 0)), min(abs(i)), sum(CASE WHEN b THEN d END)",
  parts: "max(struct(v, n)), min(array(n, i)), max_by(struct(n, v), n), first(array(n))",
};

const stories = Object.entries(groups).flatMap(([name, group]): StreamStory[] => {
  const select = typeof group === "string" ? group : group.near;
  const near = typeof group === "string" ? {} : { within: 1e-12 };
  const more = { inputs, batches, sets: true, ...near };
  return [
    { ...more, name: `${name}, update`, mode: "update", query: `SELECT k, ${select} FROM s GROUP BY k` },
    {
      ...more,
      name: `${name}, append`,
      mode: "append",
      query: `SELECT window.start, ${select} FROM s GROUP BY window(t, '10 seconds')`,
    },
    {
      ...more,
      name: `${name}, complete`,
      mode: "complete",
      query: `SELECT ${select} FROM s WHERE k = 'b' OR n > 90`,
    },
  ];
});

export default { stories };
