import type { StoryStep, StreamStory } from "../format.js";

// State per key, told by rows that say what its function is to do (groups.ts).

const schema = "k string, j bigint, n bigint, op string, t timestamp";
const inputs = { s: { schema, watermark: ["t", "5 seconds"] as const }, c: { schema } };
let n = 0;
const row = (k: string | null, seconds: number | null, op: string, j: number | null = 1) => ({
  k,
  j,
  n: ++n,
  op,
  t: seconds === null ? null : new Date(Date.UTC(2024, 0, 1) + seconds * 1000).toISOString(),
});

const steps: readonly StoryStep[] = [
  [row("a", 1, "add"), row("b", 2, "add;remove"), row("a", 3, "add"), row(null, 4, "add")],
  [row("a", 12, "exists;add;remove;exists;add"), row("b", 7, "exists;out 2"), row("c", 8, "out 0")],
  [row("a", 30, "remove;exists"), row("b", 31, "add;add"), row(null, 3, "add;exists")],
  [row("a", 2, "add"), row("b", 40, "remove"), row("c", 41, "")],
];
// Each call sets its timeout anew: what becomes of one that is not is told in the differences.
const timed: readonly StoryStep[] = [
  [
    row("a", 1, "add;later remove;at 12"),
    row("b", 2, "add;later remove;at 9"),
    row("c", 2, "add;later add,at 300;at 9"),
  ],
  [row("a", 11, "add;at 30"), row("b", 7, "add;at 40")],
  [row("d", 30, "at 20;remove"), row("e", 31, "add;later remove;at 26")],
  [
    row("a", 27, "add;later out 2,remove;at 90"),
    row("e", null, "exists;at 70"),
    row("f", 70, "add;later out 3,remove;at 75"),
  ],
  [
    row("f", 71, "remove;at 80"),
    row("g", 72, "out 0;add;later remove;at 73"),
    row("b", 66, "exists;add;later remove;at 67"),
  ],
  [row("h", 120, "add;later remove;at 1000")],
  [row("a", 119, "exists;remove"), row("f", 100, "exists;at 500"), row("c", 119, "exists;remove")],
];
const restarted: readonly StoryStep[] = [
  "stop",
  "start",
  ...timed.slice(0, 2),
  "stop",
  timed[2]!,
  "start",
  "stop",
  "start",
  timed[3]!,
  "stop",
  timed[4]!,
  "availableNow",
  timed[5]!,
  "once",
  "start",
  timed[6]!,
];
const counts = "t('s').groupBy(F.window('t', '10 seconds'), 'k').count()";
const again = ".selectExpr('k', 'c AS j', 'c AS n', \"'add' AS op\")";

const story = (
  name: string,
  python: string,
  mode: StreamStory["mode"],
  batches: readonly StoryStep[],
  more: Partial<StreamStory> = {},
): StreamStory => ({ name, inputs, python, mode, batches, ...more });

const stories: StreamStory[] = [];
for (const mode of ["append", "update"] as const) {
  stories.push(
    story(`no timeout, ${mode}`, `groups(t('s'), ['k'], '${mode}')`, mode, steps),
    story(
      `no timeout, no watermark, ${mode}`,
      `groups(t('c'), ['k'], '${mode}')`,
      mode,
      steps.map((s) => ({ c: s as object[] })),
    ),
    story(`event time, ${mode}`, `groups(t('s'), ['k'], '${mode}', 'eventTime')`, mode, timed),
    story(`event time, restarts, ${mode}`, `groups(t('s'), ['k'], '${mode}', 'eventTime')`, mode, restarted),
    story(`no timeout, restarts, ${mode}`, `groups(t('s'), ['k'], '${mode}')`, mode, [
      ...steps.slice(0, 2),
      "stop",
      "start",
      steps[2]!,
      "stop",
      steps[3]!,
      "availableNow",
      "once",
    ]),
    story(`two keys, ${mode}`, `groups(t('s'), ['k', 'j'], '${mode}', 'eventTime')`, mode, [
      [
        row("a", 1, "add;later remove;at 12", 1),
        row("a", 2, "add;at 90", 2),
        row(null, 2, "add;later remove;at 9", null),
      ],
      [row("a", 30, "add;at 91", 2), row(null, 31, "add;at 92", null), row("a", 32, "add;at 93", null)],
      [row("a", 60, "exists;remove", 1), row(null, 61, "exists;remove", 1)],
    ]),
    story(`without rows, ${mode}`, `groups(t('s'), ['k'], '${mode}', 'eventTime')`, mode, [
      [],
      [row("a", 1, "add;later remove;at 12")],
      [],
      [row("b", 40, "add;at 90")],
      [],
    ]),
    story(
      `no key, ${mode}`,
      `groups(t('s').withColumn('z', F.lit('all')), ['z'], '${mode}', 'eventTime')`,
      mode,
      timed,
    ),
  );
}
// Spark's verb for Python allows one in a query, its verb for Scala several in append mode: what both refuse is asked.
const several = ["twice", "united with itself"];
// Beside other operators; and what is refused.
const one: readonly StoryStep[] = [
  { s: [row("a", 1, "add"), row("b", 2, "add"), row("a", 2, "add")], c: [row("a", 1, "add")] },
  { s: [row("a", 31, "add"), row("a", 32, "add")], c: [row("b", 31, "add")] },
];
for (const f of ["append", "update"])
  for (const mode of ["append", "update", "complete"] as const) {
    const groups = (df: string, timeout = "none") => `groups(${df}, ['k'], '${f}', '${timeout}')`;
    const many: Readonly<Record<string, string>> = {
      alone: groups("t('s')"),
      "without a watermark": groups("t('c')"),
      "event time without a watermark": groups("t('c')", "eventTime"),
      "event time, its column left out": groups("t('s').drop('t')", "eventTime"),
      "then counted": `${groups("t('s')")}.groupBy('k').count()`,
      "then one row": `${groups("t('s')")}.groupBy().sum('c')`,
      "after windows": groups(`${counts}.selectExpr('k', 'count AS n', "'add' AS op", 'window.start AS t')`),
      "after a count": groups("t('s').groupBy('k').count().selectExpr('k', 'count AS n', \"'add' AS op\")"),
      "after a deduplication": groups("t('s').dropDuplicates(['k', 't'])"),
      "then deduplicated": `${groups("t('s')")}.selectExpr('k', 'c + 0 AS c').dropDuplicates(['k'])`,
      "after a limit": groups("t('s').limit(2)"),
      "then a limit": `${groups("t('s')")}.selectExpr('k', 'c + 0 AS c').limit(2)`,
      "then filtered": `${groups("t('s')")}.where("c > 1").select('k', 'c')`,
      twice: `groups(${groups("t('s')")}${again}, ['k'], '${f}')`,
      "united with itself": `${groups("t('s')")}.union(${groups("t('s')")})`,
      "united with a stream": `${groups("t('s')")}.select('k').union(t('s').select('k'))`,
      "joined with rows": `${groups("t('s')")}.join(spark.sql("SELECT 'a' AS k, 1 AS v"), 'k')`,
      "joined with a stream": `${groups("t('s')")}.selectExpr('k AS kk', 'c').join(t('c'), F.expr('k = kk'))`,
      "then sorted": `${groups("t('s')")}.orderBy('k')`,
      "then windows of a watermark of its own": `${groups("t('s')")}.selectExpr('k', 'timestamp_seconds(1704067200 + c * 10) AS u').withWatermark('u', '5 seconds').groupBy(F.window('u', '10 seconds')).count()`,
      "without a watermark, then windows of its own": `${groups("t('c')")}.selectExpr('k', 'timestamp_seconds(1704067200 + c * 10) AS u').withWatermark('u', '5 seconds').groupBy(F.window('u', '10 seconds')).count()`,
      "windows beside it": `${groups("t('s')")}.select('k').union(${counts}.select('k'))`,
    };
    for (const [name, python] of Object.entries(many))
      if (!several.includes(name) || (f === "update" ? mode !== "complete" : mode === "update"))
        stories.push(story(`${name}: ${f} function, ${mode} query`, python, mode, one));
  }

export default { stories };
