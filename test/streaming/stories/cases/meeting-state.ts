import type { StoryInput, StoryStep, StreamStory } from "../format.js";

// Deduplication, limits and static tables where rules meet: restarts, triggers, null keys and times, rows exactly at the watermark.

const schema = "k string, n bigint, t timestamp";
const s: StoryInput = { schema, watermark: ["t", "5 seconds"] };
const at = (seconds: number | null): string | null =>
  seconds === null ? null : new Date(Date.UTC(2024, 0, 1) + seconds * 1000).toISOString();
const row = (k: string | null, seconds: number | null, n: number | null = 1) => ({ k, n, t: at(seconds) });

const batches: readonly StoryStep[] = [
  [row("a", 10), row("b", 12, 2), row(null, 11, 3), row("c", null, 4), row("a", 10, 5)],
  [row("a", 7, 6), row("b", 12, 7), row("a", 7.001, 8), row(null, 13, 9), row("c", null, 10)], // 7 is the watermark
  [row("d", 17, 11), row("a", 16, 12), row("b", 16, 13)],
  [row("a", 15, 14), row("b", 17, 15), row("c", 17, 16), row(null, null, 17)],
  [row("d", 22, 18), row("e", 40, 19)],
  [row("d", 36, 20), row("a", 35, 21), row("e", 40, 22), row(null, 45, 23)],
  [row("d", 100, 24)],
  [row("d", 96, 25), row("e", 99, 26), row("d", 100, 27)],
];
const stops: readonly StoryStep[] = [
  batches[0]!,
  "stop",
  "start",
  batches[1]!,
  "stop",
  batches[2]!,
  "start",
  batches[3]!,
  "stop",
  batches[4]!,
  "once",
  batches[5]!,
  "availableNow",
  "availableNow",
  batches[6]!,
  "once",
  "start",
  batches[7]!,
];
const two = { a: s, b: { schema, watermark: ["t", "15 seconds"] } satisfies StoryInput };
const twoBatches = stops.map((step, i): StoryStep =>
  typeof step === "string"
    ? step
    : { [i % 3 === 0 ? "a" : "b"]: step as object[], ...(i % 2 && { a: step as object[] }) },
);
const max = { "spark.sql.streaming.multipleWatermarkPolicy": "max" };
const off = { "spark.sql.streaming.noDataMicroBatches.enabled": "false" };

const story = (
  name: string,
  python: string,
  mode: StreamStory["mode"] = "append",
  more: Partial<StreamStory> = {},
): StreamStory => ({ name, inputs: { s }, python, mode, batches, progress: true, ...more });
const names =
  "spark.sql(\"SELECT * FROM VALUES ('a', 1), ('b', 2), ('b', 3), (NULL, 4), ('z', 5) AS v(k, w)\")";
const union = { inputs: two, batches: twoBatches };

const stories: StreamStory[] = [
  story("within the watermark, restarts", "t('s').dropDuplicatesWithinWatermark(['k'])", "append", {
    batches: stops,
  }),
  story("within the watermark, restarts, update", "t('s').dropDuplicatesWithinWatermark(['k'])", "update", {
    batches: stops,
  }),
  story(
    "within the watermark, no batches without data",
    "t('s').dropDuplicatesWithinWatermark(['k'])",
    "append",
    { config: off, batches: stops },
  ),
  story(
    "within the watermark of a union",
    "t('a').union(t('b')).dropDuplicatesWithinWatermark(['k'])",
    "append",
    union,
  ),
  story(
    "within the watermark of a union, the most",
    "t('a').union(t('b')).dropDuplicatesWithinWatermark(['k'])",
    "append",
    { ...union, config: max },
  ),
  story(
    "within the watermark, twice",
    "t('s').dropDuplicatesWithinWatermark(['k', 'n']).dropDuplicatesWithinWatermark(['k'])",
    "append",
    { batches: stops },
  ),
  story("deduplicated of a union, the most", "t('a').union(t('b')).dropDuplicates(['k', 't'])", "append", {
    ...union,
    config: max,
  }),
  story(
    "deduplicated apart, then united",
    "t('a').dropDuplicates(['k', 't']).union(t('b').dropDuplicates(['k', 't']))",
    "append",
    union,
  ),
  story(
    "deduplicated apart, united, deduplicated",
    "t('a').dropDuplicates(['k', 't']).union(t('b').dropDuplicates(['k', 't'])).dropDuplicates(['k', 't'])",
    "append",
    union,
  ),
  story(
    "deduplicated apart, united, in windows",
    "t('a').dropDuplicates(['k', 't']).union(t('b').dropDuplicates(['k', 't'])).groupBy(F.window('t', '10 seconds')).count()",
    "append",
    union,
  ),
  story(
    "deduplicated apart, united, in windows, the most, update",
    "t('a').dropDuplicates(['k', 't']).union(t('b').dropDuplicates(['k', 't'])).groupBy(F.window('t', '10 seconds')).count()",
    "update",
    { ...union, config: max },
  ),
  story(
    "windows of a union of one with itself, deduplicated",
    "t('s').union(t('s')).dropDuplicates(['k', 't', 'n']).groupBy(F.window('t', '10 seconds'), 'k').count()",
  ),
  story("deduplicated, no batches without data", "t('s').dropDuplicates(['k', 't'])", "append", {
    config: off,
  }),
  story(
    "windows, no batches without data, restarts",
    "t('s').groupBy(F.window('t', '10 seconds'), 'k').count()",
    "append",
    { config: off, batches: stops, progress: false },
  ),
  story(
    "deduplicated, then a join with a table",
    `t('s').dropDuplicates(['k', 't']).join(${names}, 'k', 'left')`,
  ),
  story(
    "a join with a table, then deduplicated",
    `t('s').join(${names}, 'k', 'left').dropDuplicates(['k', 't', 'w'])`,
    "append",
    { batches: stops },
  ),
  story(
    "a join with a table, then within the watermark",
    `t('s').join(${names}, 'k', 'leftsemi').dropDuplicatesWithinWatermark(['n'])`,
  ),
  story(
    "a join with a table, then windows twice",
    `t('s').join(${names}, 'k', 'left').groupBy(F.window('t', '10 seconds'), 'w').count().groupBy(F.window('window', '20 seconds')).agg(F.sum('count'), F.count('*'))`,
  ),
  story(
    "windows joined with a table",
    `t('s').groupBy(F.window('t', '10 seconds'), 'k').count().join(${names}, 'k', 'left')`,
    "update",
    { batches: stops, progress: false },
  ),
  story(
    "windows not in a table",
    `t('s').groupBy(F.window('t', '10 seconds'), 'k').count().join(${names}, 'k', 'leftanti')`,
    "append",
    { batches: stops },
  ),
  story(
    "a table joined with windows, right",
    `${names}.join(t('s').groupBy(F.window('t', '10 seconds'), 'k').count(), 'k', 'right')`,
    "append",
    { progress: false },
  ),
  story(
    "counts joined with a table, sorted",
    `t('s').groupBy('k').count().join(${names}, 'k', 'left').orderBy('k', 'w').limit(3)`,
    "complete",
    { ordered: true, batches: stops },
  ),
  story("limited, then deduplicated", "t('s').limit(6).dropDuplicates(['k'])", "append", { batches: stops }),
  story("limited, then windows", "t('s').limit(7).groupBy(F.window('t', '10 seconds')).count()", "append", {
    batches: stops,
  }),
  story("limited twice", "t('s').limit(9).where('n <> 2').limit(5)", "append", {
    batches: stops,
    ordered: true,
  }),
  story("limited, update refused", "t('s').limit(5)", "update"),
  story("a union of limits", "t('a').limit(3).union(t('b').limit(2))", "append", { ...union, ordered: true }),
  story("a union of limits, limited", "t('a').limit(3).union(t('b').limit(4)).limit(5)", "append", {
    ...union,
    ordered: true,
  }),
  story(
    "windows of a key that is null alone",
    "t('s').where('k IS NULL').groupBy(F.window('t', '10 seconds'), 'k').agg(F.count('*'), F.count('k'), F.max('k'))",
    "append",
    { progress: false },
  ),
  story(
    "windows of what has no time",
    "t('s').where('t IS NULL').groupBy(F.window('t', '10 seconds')).count()",
  ),
  story("by time, null among them, update", "t('s').groupBy('t').count()", "update", { batches: stops }),
  story(
    "distinct keys counted, complete",
    "t('s').dropDuplicates(['k', 't']).groupBy('k').count()",
    "complete",
    { batches: stops },
  ),
  story(
    "within the watermark counted, complete",
    "t('s').dropDuplicatesWithinWatermark(['k']).groupBy('k').agg(F.count('*'), F.sum('n'))",
    "complete",
    { batches: stops },
  ),
  story(
    "two deduplications, then windows twice",
    "t('s').dropDuplicates(['k', 't']).dropDuplicatesWithinWatermark(['n']).groupBy(F.window('t', '5 seconds'), 'k').count().groupBy(F.window('window', '20 seconds')).agg(F.count('*'))",
    "append",
    { batches: stops },
  ),
  story(
    "exploded, then deduplicated",
    "t('s').select('t', F.explode(F.expr('array(k, n)')).alias('x')).dropDuplicates(['t', 'x'])",
  ),
  story(
    "exploded windows",
    "t('s').select('t', F.explode(F.expr('array(n, n + 1)')).alias('x')).groupBy(F.window('t', '10 seconds'), F.expr('x % 2')).agg(F.sum('x'))",
    "update",
    { batches: stops },
  ),
];

export default { stories };
