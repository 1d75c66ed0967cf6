import type { StreamStory } from "../format.js";
import { batches, inputs } from "./aggregates.js";

const story = (
  name: string,
  query: string,
  mode: StreamStory["mode"] = "update",
  more: Partial<StreamStory> = {},
): StreamStory => ({ name, inputs, query, mode, batches, within: 1e-12, ...more });
const per = (select: string): string => `SELECT k, ${select} FROM s GROUP BY k`;
const since = "(t - timestamp'2024-01-01')";

/** Aggregates at the borders of their types. */
const stories: StreamStory[] = [
  story(
    "intervals",
    per(
      ["sum", "avg", "max", "median", "try_sum", "try_avg"]
        .map((fn) => `CAST(${fn}(${since}) AS STRING)`)
        .join(", "),
    ),
  ),
  story(
    "months",
    per("CAST(sum(make_ym_interval(0, n)) AS STRING), CAST(avg(make_ym_interval(0, n)) AS STRING)"),
  ),
  story("a sum that did not fit", per("try_sum(n * 80000000000000000), try_sum(d)")),
  story("a sum that does not fit", per("sum(n * 80000000000000000)")),
  story("a sum that wraps around", per("sum(n * 80000000000000000), avg(n)"), "update", {
    config: { "spark.sql.ansi.enabled": "false" },
  }),
  story(
    "a bitmap of bitmaps",
    "SELECT window(w, '20 seconds').start, bitmap_count(bitmap_or_agg(m)), bitmap_count(bitmap_and_agg(m)) FROM (SELECT window AS w, bitmap_construct_agg(abs(n)) AS m FROM s GROUP BY window(t, '10 seconds')) GROUP BY window(w, '20 seconds')",
    "append",
  ),
  story(
    "not a number",
    per("sum(x), avg(x), min(x), max(x), stddev(x), collect_set(x), mode(x, true)"),
    "update",
    {
      sets: true,
      inputs: { s: { schema: "k string, v string, x double" } },
      query: `SELECT k, sum(x), avg(x), min(x), max(x), stddev(x), mode(x, true) FROM (SELECT k, CAST(v AS double) AS x FROM s) GROUP BY k`,
      batches: [
        [
          { k: "a", v: "1.5" },
          { k: "a", v: "NaN" },
          { k: "b", v: "-0.0" },
        ],
        [
          { k: "a", v: "Infinity" },
          { k: "b", v: "0.0" },
          { k: "c", v: "-Infinity" },
        ],
        [
          { k: "c", v: "-Infinity" },
          { k: "a", v: "2" },
          { k: "b", v: "-1" },
        ],
      ],
    },
  ),
];

export default { stories };
