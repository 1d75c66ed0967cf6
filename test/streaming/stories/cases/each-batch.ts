import type { StoryStep, StreamStory } from "../format.js";

// foreachBatch that uses a batch several times: counts it, keeps it, writes it to several places; also when a batch fails and comes again.

const schema = "k string, n bigint, t timestamp";
const inputs = { s: { schema, watermark: ["t", "5 seconds"] as const } };
const at = (seconds: number): string => new Date(Date.UTC(2024, 0, 1) + seconds * 1000).toISOString();
const row = (k: string | null, seconds: number, n: number | null = 1) => ({ k, n, t: at(seconds) });

const rows: readonly StoryStep[] = [
  [row("a", 1), row("b", 12, 2), row(null, 3, 3), row("a", 1, null)],
  [row("a", 13, 4), row("a", 2, 5), row("b", 22, 6), row("b", 22, 6)],
  [row("c", 31, 7), row("a", 9, 8)],
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
/** The first try of a batch fails, and the query goes on afterwards. */
const again: readonly StoryStep[] = [rows[0]!, rows[1]!, "start", rows[2]!, "start", rows[3]!];

const thrice = ["df.persist()", "df.count()", "df.filter('n > 1')", "df.count()", "df.unpersist()"];
const plain = ["df.count()", "df.select('k')", "df.groupBy('k').count()"];
const written = [
  "df.persist()",
  "df.write.mode('append').json(out + '/all')",
  "df.filter('n > 2').write.mode('append').parquet(out + '/some')",
  "df.write.mode('overwrite').json(out + '/last')",
  "df.unpersist()",
  "spark.read.schema('k string, n bigint').json(out + '/all')",
  "spark.read.schema('k string, n bigint').json(out + '/last')",
];

const windows =
  "SELECT window.start AS w, k, count(*) AS c, sum(n) AS n FROM s GROUP BY window(t, '10 seconds'), k";
const counts = "SELECT k, count(*) AS c, sum(n) AS n FROM s GROUP BY k";
const sessions =
  "SELECT session_window.end AS w, k, count(*) AS n FROM s GROUP BY session_window(t, '5 seconds'), k";
const stream = "SELECT k, n, t FROM s WHERE n > 0";

const story = (
  name: string,
  query: string,
  mode: StreamStory["mode"],
  each: readonly string[],
  more: Partial<StreamStory> = {},
): StreamStory => ({ name, inputs, query, mode, each, batches: rows, ...more });

const joined = {
  inputs: { a: inputs.s, b: { schema, watermark: ["t", "10 seconds"] as const } },
  batches: [
    { a: [row("x", 1), row("y", 2)], b: [row("x", 3, 2)] },
    { a: [row("x", 4, 3)], b: [row("y", 6, 4), row("z", 7, 5)] },
    "stop",
    "start",
    { a: [row("z", 60)], b: [row("z", 61)] },
    { a: [row("z", 70)], b: [row("z", 4), row("z", 71)] },
  ],
} satisfies Partial<StreamStory>;

const stories: StreamStory[] = [
  story("stateless, kept and counted", stream, "append", thrice),
  story("stateless, several uses without keeping", stream, "append", plain),
  story("stateless, written and read", stream, "append", written, { batches: stops }),
  story("windows, kept and counted", windows, "append", thrice, { batches: stops }),
  story("windows, update, kept and counted", windows, "update", thrice, { batches: stops }),
  story("windows, complete, kept and counted", windows, "complete", thrice, { batches: stops }),
  story("windows, written and read", windows, "append", written, { batches: stops }),
  story("counts, update, written and read", counts, "update", written, { batches: stops }),
  story("counts, complete, written and read", counts, "complete", written, { batches: stops }),
  story("counts, complete, overwritten", counts, "complete", [
    "df.write.mode('overwrite').json(out + '/last')",
    "spark.read.schema('k string, c bigint').json(out + '/last')",
  ]),
  story("sessions, kept and counted", sessions, "append", thrice, { batches: stops }),
  story("the number of the batch in the rows", stream, "append", [
    "df.withColumn('batch', F.lit(id))",
    "df.withColumn('batch', F.lit(id)).write.mode('append').json(out)",
    "spark.read.schema('batch int, k string').json(out).groupBy('batch').count()",
  ]),
  story(
    "partitions by key",
    stream,
    "append",
    [
      "df.write.partitionBy('k').mode('append').json(out)",
      "spark.read.schema('n bigint, k string').json(out)",
    ],
    { batches: stops },
  ),
  story("partitions by key, overwritten", counts, "complete", [
    "df.write.partitionBy('k').mode('overwrite').parquet(out)",
    "spark.read.schema('c bigint, n bigint, k string').parquet(out)",
  ]),
  story("joined with itself", stream, "append", [
    "df.persist()",
    "df.alias('x').join(df.alias('y'), 'k').select('k', 'x.n', 'y.n')",
    "df.union(df).groupBy('k').count()",
    "df.unpersist()",
  ]),
  story(
    "deduplicated by the batch and by the stream",
    "SELECT DISTINCT k, t FROM s",
    "append",
    ["df.persist()", "df.dropDuplicates(['k'])", "df.count()"].map((text) =>
      text.includes("drop") ? "df.select('k').distinct()" : text,
    ),
    { batches: stops },
  ),
  story("a limit, kept and counted", "SELECT k, n FROM s LIMIT 5", "append", [
    "df.persist()",
    "df.count()",
    "df.groupBy().sum('n')",
  ]),
  story("a batch that fails, stateless", stream, "append", written, { batches: again, fails: [1, 2] }),
  story("a batch that fails, windows", windows, "append", thrice, { batches: again, fails: [1, 2] }),
  story("a batch that fails, windows, update", windows, "update", thrice, { batches: again, fails: [1, 3] }),
  story("a batch that fails, complete", windows, "complete", thrice, {
    batches: again,
    fails: [1, 2],
  }),
  story("a batch that fails, sessions", sessions, "append", ["df"], { batches: again, fails: [1, 2] }),
  story("a batch without data that fails", windows, "append", ["df"], {
    batches: [rows[0]!, "start", rows[1]!, rows[2]!, "start", rows[3]!],
    fails: [1, 5],
  }),
  story("a batch that fails, rows come before it is tried again", windows, "append", ["df"], {
    batches: [rows[0]!, rows[1]!, rows[2]!, "start", rows[3]!],
    fails: [2],
  }),
  story("a batch that fails once, then for what is there", windows, "append", ["df"], {
    batches: ["stop", rows[0]!, "once", rows[1]!, "once", rows[2]!, "availableNow", rows[3]!, "availableNow"],
    fails: [1],
  }),
  story("a batch that fails, deduplicated", "SELECT DISTINCT k, t FROM s", "append", ["df"], {
    batches: again,
    fails: [1, 2],
  }),
  story(
    "two streams, kept and counted",
    "SELECT a.k, a.n, b.n AS m, b.t FROM a JOIN b ON a.k = b.k AND b.t BETWEEN a.t - INTERVAL 5 SECONDS AND a.t + INTERVAL 5 SECONDS",
    "append",
    ["df.persist()", "df.count()", "df", "df.unpersist()"],
    joined,
  ),
  story(
    "two streams, outer, kept and counted",
    "SELECT a.k, a.n, b.n AS m, b.t FROM a LEFT JOIN b ON a.k = b.k AND b.t BETWEEN a.t - INTERVAL 5 SECONDS AND a.t + INTERVAL 5 SECONDS",
    "append",
    ["df.persist()", "df.count()", "df", "df.unpersist()"],
    joined,
  ),
  story(
    "two streams, outer, a batch that fails",
    "SELECT a.k, a.n, b.n AS m, b.t FROM a LEFT JOIN b ON a.k = b.k AND b.t BETWEEN a.t - INTERVAL 5 SECONDS AND a.t + INTERVAL 5 SECONDS",
    "append",
    ["df.persist()", "df.count()", "df"],
    {
      ...joined,
      batches: [
        joined.batches[0]!,
        joined.batches[1]!,
        "start",
        joined.batches[4]!,
        "start",
        joined.batches[5]!,
      ],
      fails: [2, 3],
    },
  ),
];

export default { stories };
