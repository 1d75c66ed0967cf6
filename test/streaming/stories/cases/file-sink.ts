import type { StorySink, StoryStep, StreamStory } from "../format.js";

// The file sink with partitions: what a later read of the folder finds after each step, restarts and failed tries among them.

const schema = "k string, n bigint, d double, t timestamp";
const inputs = { s: { schema, watermark: ["t", "5 seconds"] as const } };
const at = (seconds: number): string => new Date(Date.UTC(2024, 0, 1) + seconds * 1000).toISOString();
const row = (k: string | null, seconds: number, n: number | null = 1, d: number | null = 0.5) => ({
  k,
  n,
  d,
  t: at(seconds),
});

const rows: readonly StoryStep[] = [
  [row("a", 1), row("b", 12, 2, 1.5), row(null, 3, 3), row("", 1, null)],
  [row("a b", 13, 4), row("x/y=1", 2, 5), row("b", 22, 6), row("ä%", 22, 6, null)],
  [row("10", 31, 7), row("2024-01-01", 9, 8), row("a:b", 40, 10)],
  [row("c", 60, 9)],
];
const stops: readonly StoryStep[] = [
  rows[0]!,
  "stop",
  rows[1]!,
  "start",
  "stop",
  rows[2]!,
  "availableNow",
  rows[3]!,
  "once",
  "availableNow",
];
const numbers: readonly StoryStep[] = [
  [row("1", 1), row("2", 12, 2, 1.5), row(null, 3, 3)],
  [row("007", 13, 4), row("3", 2, null, null)],
  "stop",
  [row("-1", 60, 40_000_000_000, 2e30)],
  "start",
];

const stream = "SELECT k, n, d, date(t) AS day, hour(t) AS h, t FROM s";
const windows = "SELECT window.start AS w, k, count(*) AS c FROM s GROUP BY window(t, '10 seconds'), k";

const story = (
  name: string,
  query: string,
  sink: StorySink,
  more: Partial<StreamStory> = {},
): StreamStory => ({ name, inputs, query, mode: "append", sink, batches: stops, ...more });

const stories: StreamStory[] = [
  ...["json", "parquet", "csv"].flatMap((format) => {
    const options = format === "csv" ? { header: "true" } : {};
    const read = format === "csv" ? "spark.read.option('header', 'true').csv(out)" : undefined;
    const sink = { format, options, ...(read && { read }) };
    return [
      story(`${format} by a string`, "SELECT k, n, d FROM s", { ...sink, partitionBy: ["k"] }),
      story(
        `${format} by strings that read as numbers`,
        "SELECT k, n, d FROM s",
        { ...sink, partitionBy: ["k"] },
        { batches: numbers },
      ),
      story(`${format} by a number`, "SELECT n, k, d FROM s", { ...sink, partitionBy: ["n"] }),
      story(
        `${format} by a number that needs 64 bits`,
        "SELECT n, k FROM s",
        { ...sink, partitionBy: ["n"] },
        { batches: numbers },
      ),
      story(`${format} by a date and an hour`, "SELECT k, n, date(t) AS day, hour(t) AS h FROM s", {
        ...sink,
        partitionBy: ["day", "h"],
      }),
      story(`${format} by key and number`, "SELECT k, n, d FROM s", { ...sink, partitionBy: ["k", "n"] }),
      story(
        `${format}, windows by key`,
        "SELECT k, unix_timestamp(window.start) AS w, count(*) AS c FROM s GROUP BY window(t, '10 seconds'), k",
        { ...sink, partitionBy: ["k"] },
      ),
      story(`${format}, not divided`, "SELECT k, n, d FROM s", sink),
    ];
  }),
  story("by a double", stream, { format: "json", partitionBy: ["d"] }),
  story("by a timestamp", "SELECT k, t FROM s", { format: "parquet", partitionBy: ["t"] }),
  story("by a boolean", "SELECT k, n > 3 AS big FROM s", { format: "json", partitionBy: ["big"] }),
  story("by the window's start", windows, { format: "parquet", partitionBy: ["w"] }),
  story(
    "read as text",
    "SELECT k, n FROM s",
    {
      format: "json",
      partitionBy: ["k"],
      read: "spark.read.schema('n bigint, k string').json(out)",
    },
    { batches: numbers },
  ),
  story("read without the partition's column", "SELECT k, n, d FROM s", {
    format: "json",
    partitionBy: ["k"],
    read: "spark.read.schema('d double, n bigint').json(out)",
  }),
  story("read one partition", "SELECT k, n, d FROM s", {
    format: "parquet",
    partitionBy: ["k"],
    read: "spark.read.parquet(out + '/k=a')",
  }),
  story("read one partition that is not there", "SELECT k, n, d FROM s", {
    format: "parquet",
    partitionBy: ["k"],
    read: "spark.read.parquet(out + '/k=nobody')",
  }),
  story("by every column", "SELECT k, n FROM s", { format: "parquet", partitionBy: ["k", "n"] }),
  story("by a column that is not there", "SELECT k, n FROM s", { format: "parquet", partitionBy: ["z"] }),
  story("by a column in other letters", "SELECT k, n FROM s", { format: "json", partitionBy: ["K"] }),
  story("by a list", "SELECT array(k) AS k, n FROM s", { format: "json", partitionBy: ["k"] }),
  story("by a part of a struct", "SELECT struct(k) AS s, n FROM s", { format: "json", partitionBy: ["s.k"] }),
  story("nothing comes through the filter", "SELECT k, n FROM s WHERE n > 1000", {
    format: "parquet",
    partitionBy: ["k"],
  }),
  story("nothing comes through the filter at first", "SELECT k, n FROM s WHERE n > 4", {
    format: "json",
    partitionBy: ["k"],
  }),
  story(
    "update is refused",
    "SELECT k, count(*) AS c FROM s GROUP BY k",
    { format: "parquet", partitionBy: ["k"] },
    { mode: "update" },
  ),
  story(
    "complete is refused",
    "SELECT k, count(*) AS c FROM s GROUP BY k",
    { format: "parquet" },
    { mode: "complete" },
  ),
  story(
    "another option after a restart",
    "SELECT k, n, d FROM s",
    { format: "json", partitionBy: ["k"] },
    {
      batches: [
        rows[0]!,
        "stop",
        { change: { sink: { format: "json", partitionBy: ["k"], options: { compression: "gzip" } } } },
        rows[1]!,
        "start",
      ],
    },
  ),
];

export default { stories };
