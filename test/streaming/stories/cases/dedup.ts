import type { StoryFrames, StoryStep, StreamStory } from "../format.js";
import type { DataFrame } from "../../../../src/dataframe/dataframe.js";

const schema = "k string, n bigint, t timestamp";
const inputs = { s: { schema, watermark: ["t", "5 seconds"] as const } };
const without = { s: { schema } };
const row = (k: string | null, t: string | null, n: number | null = 1) => ({
  k,
  n,
  t: t === null ? null : `2024-01-01T00:${t}Z`,
});

const batches: readonly StoryStep[] = [
  [row("a", "00:01"), row("b", "00:03", 2), row("a", "00:01"), row("a", "00:09.999", 3)],
  [row("a", "00:12"), row("b", "00:03", 2), row("b", "00:04", 5)],
  [row("a", "00:17"), row("b", "00:12.001"), row("c", "00:12"), row("c", "00:13")],
  [row("b", "00:08"), row("a", "00:16"), row("c", null), row(null, "00:31", 7)],
  [row("a", "00:14"), row("a", "00:26"), row(null, "00:33"), row("c", null), row("c", "00:31.5")],
  [row("a", "01:40"), row("c", "01:00"), row(null, null)],
  [row("a", "01:35"), row("a", "01:36"), row(null, null), row("c", null)],
];

const story = (
  name: string,
  python: string,
  frame: (t: DataFrame, F: StoryFrames["F"]) => DataFrame,
  more: Partial<StreamStory> = {},
): StreamStory => ({
  name,
  inputs,
  python,
  frame: ({ t, F }) => frame(t("s"), F),
  mode: "append",
  batches,
  ...more,
});

const stories: StreamStory[] = [
  story("by key", "t('s').dropDuplicates(['k'])", (s) => s.dropDuplicates(["k"])),
  story("by key and time", "t('s').dropDuplicates(['k', 't'])", (s) => s.dropDuplicates(["k", "t"])),
  story("by time", "t('s').dropDuplicates(['t'])", (s) => s.dropDuplicates(["t"])),
  story("by all columns", "t('s').dropDuplicates()", (s) => s.dropDuplicates()),
  story("distinct", "t('s').distinct()", (s) => s.distinct()),
  story("update", "t('s').dropDuplicates(['k', 't'])", (s) => s.dropDuplicates(["k", "t"]), {
    mode: "update",
  }),
  story("complete refused", "t('s').dropDuplicates(['k'])", (s) => s.dropDuplicates(["k"]), {
    mode: "complete",
  }),
  story("without a watermark", "t('s').dropDuplicates(['k', 't'])", (s) => s.dropDuplicates(["k", "t"]), {
    inputs: without,
  }),
  story("within the watermark", "t('s').dropDuplicatesWithinWatermark(['k'])", (s) =>
    s.dropDuplicatesWithinWatermark(["k"]),
  ),
  story("within the watermark, all columns", "t('s').dropDuplicatesWithinWatermark()", (s) =>
    s.dropDuplicatesWithinWatermark(),
  ),
  story(
    "within the watermark, time among the keys",
    "t('s').dropDuplicatesWithinWatermark(['k', 't'])",
    (s) => s.dropDuplicatesWithinWatermark(["k", "t"]),
  ),
  story(
    "within the watermark, update",
    "t('s').dropDuplicatesWithinWatermark(['k', 'n'])",
    (s) => s.dropDuplicatesWithinWatermark(["k", "n"]),
    { mode: "update" },
  ),
  story(
    "within the watermark, complete refused",
    "t('s').dropDuplicatesWithinWatermark(['k'])",
    (s) => s.dropDuplicatesWithinWatermark(["k"]),
    { mode: "complete" },
  ),
  story(
    "within no watermark",
    "t('s').dropDuplicatesWithinWatermark(['k'])",
    (s) => s.dropDuplicatesWithinWatermark(["k"]),
    { inputs: without },
  ),
  story(
    "within the watermark of a column that is gone",
    "t('s').select('k', 'n').dropDuplicatesWithinWatermark(['k'])",
    (s) => s.select("k", "n").dropDuplicatesWithinWatermark(["k"]),
  ),
  story("a column that is not there", "t('s').dropDuplicatesWithinWatermark(['z'])", (s) =>
    s.dropDuplicatesWithinWatermark(["z"]),
  ),
  story("the time is gone", "t('s').select('k', 'n').dropDuplicates(['k'])", (s) =>
    s.select("k", "n").dropDuplicates(["k"]),
  ),
  story("the time is gone above", "t('s').dropDuplicates(['k', 'n']).select('k', 'n')", (s) =>
    s.dropDuplicates(["k", "n"]).select("k", "n"),
  ),
  story(
    "the time is gone above, with it among the keys",
    "t('s').dropDuplicates(['k', 't']).select('k', 'n')",
    (s) => s.dropDuplicates(["k", "t"]).select("k", "n"),
  ),
  story(
    "windows of the rest, append",
    "t('s').dropDuplicates(['k', 't']).groupBy(F.window('t', '10 seconds')).agg(F.count('*'), F.sum('n'))",
    (s, F) => s.dropDuplicates(["k", "t"]).groupBy(F.window("t", "10 seconds")).agg(F.count("*"), F.sum("n")),
  ),
  story(
    "windows of the rest, update",
    "t('s').dropDuplicates(['k', 't']).groupBy(F.window('t', '10 seconds')).count()",
    (s, F) => s.dropDuplicates(["k", "t"]).groupBy(F.window("t", "10 seconds")).count(),
    { mode: "update" },
  ),
  story(
    "windows of the rest, complete",
    "t('s').dropDuplicates(['k', 't']).groupBy(F.window('t', '10 seconds')).count()",
    (s, F) => s.dropDuplicates(["k", "t"]).groupBy(F.window("t", "10 seconds")).count(),
    { mode: "complete" },
  ),
  story(
    "counted, complete",
    "t('s').dropDuplicates(['k']).groupBy('n').count()",
    (s) => s.dropDuplicates(["k"]).groupBy("n").count(),
    { mode: "complete" },
  ),
  story(
    "counted, update",
    "t('s').dropDuplicates(['k', 't']).groupBy('k').count()",
    (s) => s.dropDuplicates(["k", "t"]).groupBy("k").count(),
    { mode: "update" },
  ),
  story(
    "within the watermark, then windows, append",
    "t('s').dropDuplicatesWithinWatermark(['k']).groupBy(F.window('t', '10 seconds'), 'k').count()",
    (s, F) => s.dropDuplicatesWithinWatermark(["k"]).groupBy(F.window("t", "10 seconds"), "k").count(),
  ),
  story(
    "within the watermark, then windows, complete",
    "t('s').dropDuplicatesWithinWatermark(['k']).groupBy(F.window('t', '10 seconds'), 'k').count()",
    (s, F) => s.dropDuplicatesWithinWatermark(["k"]).groupBy(F.window("t", "10 seconds"), "k").count(),
    { mode: "complete" },
  ),
  story("deduplicated twice", "t('s').dropDuplicates(['k', 't']).dropDuplicates(['n', 't'])", (s) =>
    s.dropDuplicates(["k", "t"]).dropDuplicates(["n", "t"]),
  ),
  story(
    "windows, then deduplicated, append",
    "t('s').groupBy(F.window('t', '10 seconds'), 'k').count().select('window').dropDuplicates(['window'])",
    (s, F) => s.groupBy(F.window("t", "10 seconds"), "k").count().select("window").dropDuplicates(["window"]),
    { inputs: { s: { schema, watermark: ["t", "0 seconds"] as const } } },
  ),
  story(
    "windows, then deduplicated, update refused",
    "t('s').groupBy(F.window('t', '10 seconds'), 'k').count().dropDuplicates(['window'])",
    (s, F) => s.groupBy(F.window("t", "10 seconds"), "k").count().dropDuplicates(["window"]),
    { mode: "update" },
  ),
  story(
    "windows, then deduplicated, complete refused",
    "t('s').groupBy(F.window('t', '10 seconds'), 'k').count().dropDuplicates(['window'])",
    (s, F) => s.groupBy(F.window("t", "10 seconds"), "k").count().dropDuplicates(["window"]),
    { mode: "complete" },
  ),
  story(
    "filtered above the watermark by a key",
    "t('s').where(\"k <> 'c'\").dropDuplicates(['k', 't'])",
    (s) => s.where("k <> 'c'").dropDuplicates(["k", "t"]),
  ),
  story("filtered after", "t('s').dropDuplicates(['k', 't']).where(\"n < 5\")", (s) =>
    s.dropDuplicates(["k", "t"]).where("n < 5"),
  ),
  story("limited after", "t('s').dropDuplicates(['k']).limit(2)", (s) => s.dropDuplicates(["k"]).limit(2)),
];

export default { stories };
