import type { StreamStory } from "../format.js";

const inputs = {
  s: { schema: "k string, m string, n bigint, t timestamp", watermark: ["t", "5 seconds"] as const },
};
const batches = [
  [
    { k: "a", m: "x", n: 1, t: "2024-01-01T00:00:01Z" },
    { k: null, m: "y", n: 2, t: "2024-01-01T00:00:02Z" },
  ],
  [{ k: "a", m: null, n: 3, t: "2024-01-01T00:00:21Z" }],
  [{ k: "b", m: "x", n: 4, t: "2024-01-01T00:00:03Z" }],
];

const story = (name: string, query: string, mode: StreamStory["mode"]): StreamStory => ({
  name,
  inputs,
  query,
  mode,
  batches,
});
const cube = "SELECT k, m, count(*), avg(n) FROM s GROUP BY cube(k, m)";

const stories: StreamStory[] = [
  story("cube complete", cube, "complete"),
  story("cube update", cube, "update"),
  story(
    "rollup with its grouping",
    "SELECT k, m, grouping_id(), sum(n) FROM s GROUP BY rollup(k, m)",
    "complete",
  ),
  story(
    "cube of a window",
    "SELECT window.start, k, count(*) FROM s GROUP BY cube(window(t, '10 seconds'), k)",
    "update",
  ),
];

export default { stories };
