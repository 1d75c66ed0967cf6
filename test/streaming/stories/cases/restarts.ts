import type { StoryStep, StreamStory } from "../format.js";

const schema = "k string, n bigint, t timestamp";
const inputs = { s: { schema, watermark: ["t", "5 seconds"] as const } };
const row = (k: string | null, t: string | null, n: number | null = 1) => ({
  k,
  n,
  t: t === null ? null : `2024-01-01T00:${t}Z`,
});

const stopped: readonly StoryStep[] = [
  [row("a", "00:01"), row("b", "00:12", 2)],
  "stop",
  [row("a", "00:02", 3), row("a", "00:08", 4)],
  [row("b", "00:31", 5)],
  "start",
  [row("a", "00:25", 6), row("a", "00:27", 7)],
  "stop",
  "start",
  [row("b", "00:26", 8), row("b", "01:31", 9)],
  "stop",
  "start",
  [row("b", "01:20", 10), row("a", "01:32", 11)],
];
const once: readonly StoryStep[] = [
  "stop",
  [row("a", "00:01"), row("b", "00:12", 2)],
  "once",
  [row("a", "00:02", 3), row("b", "00:31", 5)],
  "once",
  "once",
  [row("a", "00:25", 6), row("a", "00:27", 7)],
  "once",
  [row("b", "01:31", 9)],
  "once",
  [row("b", "01:32", 9)],
  "once",
];
const available = once.map((step) => (step === "once" ? "availableNow" : step));

const story = (
  name: string,
  query: string,
  mode: StreamStory["mode"],
  steps: readonly StoryStep[],
  more: Partial<StreamStory> = {},
): StreamStory => ({ name, inputs, query, mode, batches: steps, ...more });

const windows = "SELECT window.start, k, count(*), sum(n) FROM s GROUP BY window(t, '10 seconds'), k";
const sessions = "SELECT session_window, k, count(*) FROM s GROUP BY session_window(t, '5 seconds'), k";
const twice =
  "SELECT window(w, '20 seconds').start, sum(c) FROM (SELECT window AS w, k, count(*) AS c FROM s GROUP BY window(t, '10 seconds'), k) GROUP BY window(w, '20 seconds')";

const both = {
  a: { schema, watermark: ["t", "5 seconds"] as const },
  b: { schema, watermark: ["t", "10 seconds"] as const },
};
const union =
  "SELECT window.start, count(*) FROM (SELECT * FROM a UNION ALL SELECT * FROM b) GROUP BY window(t, '10 seconds')";
const unionSteps: readonly StoryStep[] = [
  { a: [row("x", "00:21")], b: [row("x", "00:31")] },
  "stop",
  "start",
  { a: [row("x", "01:00")] },
  { b: [row("x", "01:00")], a: [row("x", "00:22")] },
  { b: [row("x", "01:30")], a: [row("x", "01:30")] },
  "stop",
  { a: [row("x", "02:30")] },
  "availableNow",
  { a: [row("x", "02:40")], b: [row("x", "02:40")] },
  "availableNow",
];

const stories: StreamStory[] = [
  story("windows, append", windows, "append", stopped),
  story("windows, update", windows, "update", stopped),
  story("windows, complete", windows, "complete", stopped),
  story("windows once", windows, "append", once),
  story("windows once, update", windows, "update", once),
  story("windows for what is there", windows, "append", available),
  story("windows for what is there, complete", windows, "complete", available),
  story("sessions", sessions, "append", stopped),
  story("sessions, complete", sessions, "complete", stopped),
  story("sessions once", sessions, "append", once),
  story("windows of windows", twice, "append", stopped),
  story("windows of windows for what is there", twice, "append", available),
  story("a global count", "SELECT count(*), sum(n) FROM s", "update", stopped),
  story("a global count once", "SELECT count(*), sum(n) FROM s", "complete", once),
  story("a limit", "SELECT k, n FROM s LIMIT 5", "append", stopped, { ordered: true }),
  story("stateless", "SELECT k, n FROM s WHERE n > 1", "append", stopped),
  story("two watermarks", union, "append", unionSteps, { inputs: both }),
  story("two watermarks, the most", union, "append", unionSteps, {
    inputs: both,
    config: { "spark.sql.streaming.multipleWatermarkPolicy": "max" },
  }),
  {
    name: "deduplicated",
    inputs,
    python: "t('s').dropDuplicates(['k', 't'])",
    frame: ({ t }) => t("s").dropDuplicates(["k", "t"]),
    mode: "append",
    batches: [...stopped, [row("b", "01:32", 11), row("a", "01:32", 12)]],
  },
  {
    name: "deduplicated within the watermark",
    inputs,
    python: "t('s').dropDuplicatesWithinWatermark(['k'])",
    frame: ({ t }) => t("s").dropDuplicatesWithinWatermark(["k"]),
    mode: "append",
    batches: stopped,
  },
];

export default { stories };
