import type { StoryInput, StoryStep, StreamStory } from "../format.js";

// Sources of several kinds, files with a limit among them, under every trigger: how many batches there are, what each has, and the watermarks.

const schema = "k string, n bigint, t timestamp";
const at = (seconds: number): string => new Date(Date.UTC(2024, 0, 1) + seconds * 1000).toISOString();
const row = (k: string | null, seconds: number, n: number | null = 1) => ({ k, n, t: at(seconds) });
const memory = (delay = "5 seconds"): StoryInput => ({ schema, watermark: ["t", delay] });
const files = (most?: number, delay = "5 seconds", more: Record<string, string> = {}): StoryInput => ({
  schema,
  watermark: ["t", delay],
  files: { ...(most && { maxFilesPerTrigger: String(most) }), ...more },
});

const five = [
  [row("a", 1), row("b", 4, 2)],
  [row("a", 12, 3), row("c", 2, 4)],
  [row("b", 23, 5)],
  [row("a", 3, 6), row("a", 41, 7)],
  [row("c", 30, 8), row("b", 44, 9)],
] as const;
const three = [[row("a", 2), row("b", 5)], [row("a", 25, 3)], [row("c", 50, 4), row("a", 9, 5)]] as const;
const all = five as readonly StoryStep[];
/** Everything is there, and the query is run for what is there, or once, or on. */
const then = (run: "start" | "once" | "availableNow"): readonly StoryStep[] => ["stop", ...all, run];
const twice = (run: "start" | "once" | "availableNow"): readonly StoryStep[] => [
  "stop",
  ...all.slice(0, 3),
  run,
  ...(run === "start" ? ["stop" as const] : []),
  ...all.slice(3),
  run,
  ...(run === "start" ? [] : [run]),
];
const both = (run: "start" | "once" | "availableNow"): readonly StoryStep[] => [
  "stop",
  ...five.slice(0, 4).map((rows) => ({ a: rows })),
  ...three.slice(0, 2).map((rows) => ({ b: rows })),
  run,
  ...(run === "start" ? ["stop" as const] : []),
  { a: five[4] },
  { b: three[2] },
  run,
  ...(run === "start" ? [] : [run, run]),
];
/** The second input is idle at first, then has rows, then not again. */
const idle: readonly StoryStep[] = [
  { a: five[0] },
  { a: five[1] },
  { a: five[2] },
  { b: three[0] },
  { a: five[3] },
  { a: five[4] },
  { b: three[1] },
  "stop",
  { a: [row("d", 100)] },
  "start",
  { a: [row("d", 110)] },
  { b: [row("d", 105), row("d", 20)] },
];
const never: readonly StoryStep[] = [
  ...five.map((rows) => ({ a: rows })),
  "stop",
  { a: [row("d", 100)] },
  "availableNow",
];

const windows = (from: string): string =>
  `SELECT window.start AS w, k, count(*) AS c, sum(n) AS n FROM ${from} GROUP BY window(t, '10 seconds'), k`;
const union = "(SELECT * FROM a UNION ALL SELECT * FROM b)";
const near = "a.k = b.k AND b.t BETWEEN a.t - INTERVAL 10 SECONDS AND a.t + INTERVAL 10 SECONDS";
const join = (kind: string): string =>
  `SELECT a.k, a.n, b.n AS m, a.t, b.t AS u FROM a ${kind} JOIN b ON ${near}`;

const story = (
  name: string,
  query: string,
  inputs: StreamStory["inputs"],
  batches: readonly StoryStep[],
  more: Partial<StreamStory> = {},
): StreamStory => ({ name, inputs, query, mode: "append", batches, inputRows: true, ...more });
const max = { "spark.sql.streaming.multipleWatermarkPolicy": "max" };
const update = { mode: "update" } as const;
const complete = { mode: "complete" } as const;

const stories: StreamStory[] = [
  ...(["start", "once", "availableNow"] as const).flatMap((run) => [
    story(`one file a batch, ${run}`, windows("s"), { s: files(1) }, then(run)),
    story(`two files a batch, ${run}, twice`, windows("s"), { s: files(2) }, twice(run)),
    story(
      `files and memory united, ${run}`,
      windows(union),
      { a: files(1), b: memory("10 seconds") },
      both(run),
    ),
    story(
      `files with two limits united, ${run}`,
      windows(union),
      { a: files(1), b: files(2, "10 seconds") },
      both(run),
    ),
    story(
      `files and memory joined, ${run}`,
      join("LEFT"),
      { a: files(1), b: memory("10 seconds") },
      both(run),
    ),
    story(
      `files with two limits joined, ${run}`,
      join("FULL"),
      { a: files(2), b: files(1, "10 seconds") },
      both(run),
    ),
  ]),
  story(
    "two files a batch for what is there, update",
    windows("s"),
    { s: files(2) },
    twice("availableNow"),
    update,
  ),
  story(
    "two files a batch for what is there, complete",
    windows("s"),
    { s: files(2) },
    twice("availableNow"),
    complete,
  ),
  story("one file a batch once, update", windows("s"), { s: files(1) }, twice("once"), update),
  story(
    "stateless files and memory, for what is there",
    "SELECT * FROM a UNION ALL SELECT * FROM b",
    { a: files(3), b: memory() },
    both("availableNow"),
  ),
  story(
    "the latest file first",
    windows("s"),
    { s: files(1, "5 seconds", { latestFirst: "true" }) },
    then("availableNow"),
  ),
  story(
    "the latest files first, as they come",
    windows("s"),
    { s: files(2, "5 seconds", { latestFirst: "true" }) },
    then("start"),
  ),
  story(
    "a limit in bytes",
    windows("s"),
    { s: files(undefined, "5 seconds", { maxBytesPerTrigger: "120" }) },
    then("availableNow"),
  ),
  story("another limit after a restart", windows("s"), { s: files(1) }, [
    "stop",
    ...all.slice(0, 3),
    "availableNow",
    { change: { inputs: { s: files(2) } } },
    ...all.slice(3),
    [row("z", 45)],
    "availableNow",
  ]),
  story("no limit after a restart", windows("s"), { s: files(1) }, [
    "stop",
    ...all.slice(0, 3),
    "availableNow",
    { change: { inputs: { s: files() } } },
    ...all.slice(3),
    "start",
    [row("z", 99)],
  ]),
  ...(
    [
      ["min", {}],
      ["max", { config: max }],
    ] as const
  ).flatMap(([policy, more]) => [
    story(
      `an idle memory beside files, united, ${policy}`,
      windows(union),
      { a: files(1), b: memory("10 seconds") },
      idle,
      more,
    ),
    story(
      `idle files beside memory, united, ${policy}`,
      windows(union),
      { a: memory(), b: files(1, "10 seconds") },
      idle,
      more,
    ),
    story(
      `idle files beside memory, joined, ${policy}`,
      join("LEFT"),
      { a: memory(), b: files(1, "10 seconds") },
      idle,
      more,
    ),
    story(
      `an idle memory beside files, inner join, ${policy}`,
      join("INNER"),
      { a: files(1), b: memory("10 seconds") },
      idle,
      more,
    ),
    story(
      `files beside memory that never has rows, ${policy}`,
      windows(union),
      { a: files(1), b: memory("10 seconds") },
      never,
      more,
    ),
    story(
      `files beside memory that never has rows, joined, ${policy}`,
      join("LEFT"),
      { a: files(1), b: memory("10 seconds") },
      never,
      more,
    ),
  ]),
  story(
    "idle files beside memory, united, update",
    windows(union),
    { a: memory(), b: files(1, "10 seconds") },
    idle,
    update,
  ),
  story(
    "the policy is the checkpoint's: min stays",
    windows(union),
    { a: memory(), b: memory("10 seconds") },
    [
      { a: five[0], b: three[0] },
      "stop",
      { change: { config: max } },
      "start",
      { a: five[4] },
      { b: three[1] },
    ],
  ),
  story(
    "the policy is the checkpoint's: max stays",
    windows(union),
    { a: memory(), b: memory("10 seconds") },
    [
      { a: five[0], b: three[0] },
      "stop",
      { change: { config: { "spark.sql.streaming.multipleWatermarkPolicy": "min" } } },
      "start",
      { a: five[4] },
      { b: three[1] },
    ],
    { config: max },
  ),
  story("once, then for what is there, then on", windows("s"), { s: files(1) }, [
    "stop",
    ...all.slice(0, 2),
    "once",
    ...all.slice(2, 4),
    "availableNow",
    all[4]!,
    "start",
    [row("d", 80)],
    "stop",
    [row("e", 90)],
    "once",
  ]),
  story(
    "a batch without data at the end of what is there, sessions",
    "SELECT session_window.start AS w, k, count(*) AS c FROM s GROUP BY session_window(t, '5 seconds'), k",
    { s: files(2) },
    twice("availableNow"),
  ),
  story(
    "windows of windows, files",
    "SELECT window(w, '20 seconds').start AS v, sum(c) AS c FROM (SELECT window AS w, count(*) AS c FROM s GROUP BY window(t, '10 seconds')) GROUP BY window(w, '20 seconds')",
    { s: files(2) },
    twice("availableNow"),
  ),
  story("distinct over files", "SELECT DISTINCT k, t FROM s", { s: files(2) }, twice("availableNow")),
  story("a limit of rows over files", "SELECT k, n FROM s LIMIT 4", { s: files(1) }, twice("availableNow")),
];

export default { stories };
