import type { StreamStory } from "../format.js";
import { batches, groups, inputs } from "./aggregates.js";

const story = (name: string, query: string, more: Partial<StreamStory> = {}): StreamStory => ({
  name,
  inputs,
  query,
  mode: "append",
  batches,
  sets: true,
  within: 1e-12,
  ...more,
});

/** A few groups at a time: of their sessions, which fold what is kept of them by twos. */
const chosen: Readonly<Record<string, readonly string[]>> = {
  numbers: ["sums", "averages", "extremes"],
  picks: ["firsts", "any of them", "extremesBy", "modes"],
  statistics: ["spreads", "shapes", "pairs", "regressions", "lines"],
  sketches: ["distinct", "bins", "approximate percentiles"],
  collections: ["lists", "texts", "parts", "filtered"],
  "bits and logic": ["logic", "bits", "percentiles", "percentiles within", "of expressions"],
};

const selected = (names: readonly string[]): string =>
  names
    .map((name) => groups[name]!)
    .map((group) => (typeof group === "string" ? group : group.near))
    .join(", ");

const stories: StreamStory[] = Object.entries(chosen).map(([name, names]) =>
  story(
    `${name} of sessions`,
    `SELECT session_window.start, k, ${selected(names)} FROM s WHERE k IS NOT NULL GROUP BY session_window(t, '5 seconds'), k`,
  ),
);

// What the tables of aggregates leave out.
const per = (select: string): string => `SELECT k, ${select} FROM s GROUP BY k`;
const update = { mode: "update" } as const;
stories.push(
  story("counts, update", per("count(*), count(n), count(n, v), count_if(n > 0), count(1)"), update),
  story(
    "counts, append",
    "SELECT window.start, count(*), count(n), count(n, v), count_if(n > 0) FROM s GROUP BY window(t, '10 seconds')",
  ),
  story("counts, complete", "SELECT count(*), count(n), count_if(b) FROM s WHERE k = 'b' OR n > 90", {
    mode: "complete",
  }),
  story(
    "times",
    per(
      "percentile_approx(day, 0.5), percentile_approx(t, array(0.1, 0.9)), mode(day, true), approx_count_distinct(t), max_by(t, n), collect_set(day)",
    ),
    update,
  ),
  story(
    "decimals of many digits",
    per("sum(CAST(n AS decimal(38, 2))), avg(CAST(n AS decimal(38, 10))), avg(d * d)"),
    update,
  ),
  story("many", per("approx_count_distinct(many), percentile_approx(many, 0.5), mode(many % 7, true)"), {
    mode: "complete",
    inputs: { s: { schema: "k string, many bigint" } },
    batches: [0, 1, 2].map((batch) =>
      Array.from({ length: 150 }, (_, i) => ({
        k: i % 3 === 0 ? "a" : "b",
        many: (i * 7919 + batch * 104729) % 1009,
      })),
    ),
  }),
  story(
    "bitmaps",
    per(
      "bitmap_count(bitmap_construct_agg(bitmap_bit_position(abs(n)))), hex(substring(bitmap_construct_agg(abs(n)), 1, 16))",
    ),
    update,
  ),
  story(
    "extremes beside nulls",
    per("max_by(v, n), min_by(n, v), max_by(n, b), max_by(n, k), min_by(v, day)"),
    {
      ...update,
      batches: [
        [
          { k: "a", n: 1, v: null, b: true, day: "2024-01-01" },
          { k: "a", n: 2, v: "x", b: true, day: "2024-01-01" },
          { k: "b", n: null, v: "y", b: null, day: null },
        ],
        [
          { k: "a", n: 2, v: null, b: true, day: "2024-01-01" },
          { k: "a", n: 0, v: "w", b: false, day: null },
          { k: "b", n: null, v: "z", b: null, day: null },
        ],
        [
          { k: "a", n: null, v: "v", b: true, day: "2024-01-01" },
          { k: "b", n: 5, v: "z", b: false, day: "2023-01-01" },
          { k: "b", n: 6, v: "z", b: false, day: "2023-01-01" },
        ],
      ],
    },
  ),
);

export default { stories };
