import type { StoryStep, StreamStory } from "../format.js";

// `addData([])`: an addition without rows is a batch. And starts on a checkpoint with nothing new, or with nothing but such additions.

const schema = "k string, n bigint, t timestamp";
const watermarked = { schema, watermark: ["t", "5 seconds"] as const };
const inputs = { s: watermarked };
const both = { a: watermarked, b: { schema, watermark: ["t", "10 seconds"] as const } };
const row = (k: string, t: string, n = 1) => ({ k, n, t: `2024-01-01T00:${t}Z` });

const steps: readonly StoryStep[] = [
  [],
  [row("a", "00:01"), row("b", "00:12", 2), row("a", "00:02")],
  [],
  [row("a", "00:31", 3)],
  [],
  [],
  [row("a", "00:03", 4), row("b", "00:32", 5)],
];
const restarts: readonly StoryStep[] = [
  "stop",
  "start",
  [row("a", "00:01"), row("b", "00:31", 2)],
  "stop",
  "start",
  "stop",
  [],
  "start",
  [row("a", "00:45"), row("a", "00:02")],
  [],
  "stop",
  [row("b", "01:31")],
  "once",
  "once",
  [],
  "availableNow",
  "availableNow",
  [],
  [row("c", "02:00")],
  [],
  "once",
  "start",
];
const pairs: readonly StoryStep[] = [
  { a: [], b: [] },
  { a: [row("x", "00:01")], b: [] },
  { b: [row("x", "00:02")] },
  { a: [] },
  { a: [row("y", "00:31")], b: [row("y", "00:33", 2)] },
  { b: [] },
  "stop",
  { b: [], a: [] },
  "start",
  { a: [row("z", "01:31")] },
  { b: [row("z", "01:32")] },
  "stop",
  "start",
  { a: [], b: [row("z", "01:35")] },
];

const windows = "SELECT window.start, k, count(*), sum(n) FROM s GROUP BY window(t, '10 seconds'), k";
const queries: Readonly<Record<string, readonly [string, readonly StreamStory["mode"][]]>> = {
  stateless: ["SELECT k, n FROM s WHERE n > 0", ["append", "update"]],
  windows: [windows, ["append", "update", "complete"]],
  "one row": ["SELECT count(*), max(n) FROM s", ["update", "complete"]],
  keys: ["SELECT k, count(*) FROM s GROUP BY k", ["update", "complete"]],
  sessions: [
    "SELECT session_window, k, count(*) FROM s GROUP BY session_window(t, '5 seconds'), k",
    ["append", "complete"],
  ],
  distinct: ["SELECT DISTINCT k, t FROM s", ["append", "update"]],
  limit: ["SELECT k, n FROM s LIMIT 4", ["append"]],
};
const asked = { inputRows: true, progress: true };

const stories: StreamStory[] = [];
for (const [name, [query, modes]] of Object.entries(queries))
  for (const mode of modes) {
    stories.push({ name: `${name}, ${mode}`, inputs, query, mode, batches: steps, ...asked });
    stories.push({ name: `${name}, ${mode}, restarts`, inputs, query, mode, batches: restarts, ...asked });
  }

const joined = (kind: string): string =>
  `SELECT a.k, a.n, b.n AS m FROM a ${kind} JOIN b ON a.k = b.k AND b.t BETWEEN a.t - INTERVAL 5 SECONDS AND a.t + INTERVAL 5 SECONDS`;
for (const kind of ["INNER", "LEFT", "RIGHT", "FULL", "LEFT SEMI"])
  stories.push({
    name: `${kind} join`,
    inputs: both,
    query: joined(kind).replace(", b.n AS m", kind === "LEFT SEMI" ? "" : ", b.n AS m"),
    mode: "append",
    batches: pairs,
    inputRows: true,
  });
for (const mode of ["append", "update", "complete"] as const)
  stories.push({
    name: `union of two, ${mode}`,
    inputs: both,
    query:
      "SELECT window.start, count(*) FROM (SELECT * FROM a UNION ALL SELECT * FROM b) GROUP BY window(t, '10 seconds')",
    mode,
    batches: pairs,
    ...asked,
  });
stories.push(
  {
    name: "union with itself",
    inputs,
    query: "SELECT k, count(*) FROM (SELECT * FROM s UNION ALL SELECT * FROM s) GROUP BY k",
    mode: "update",
    batches: steps,
    ...asked,
  },
  {
    name: "union of three, restarts",
    inputs: { ...both, c: { schema } },
    query: "SELECT k, n FROM a UNION ALL SELECT k, n FROM b UNION ALL SELECT k, n FROM c",
    mode: "append",
    batches: [...pairs.slice(0, 4), { c: [row("q", "00:00")] }, { c: [] }, ...pairs.slice(4)],
    inputRows: true,
  },
  {
    name: "deduplicated within the watermark",
    inputs,
    python: "t('s').dropDuplicatesWithinWatermark(['k'])",
    mode: "append",
    batches: [...steps, ...restarts],
    ...asked,
  },
  {
    name: "windows, no batches without data",
    inputs,
    query: windows,
    mode: "append",
    batches: steps,
    config: { "spark.sql.streaming.noDataMicroBatches.enabled": "false" },
    ...asked,
  },
);

export default { stories };
