import type { StoryInput, StoryStep, StreamStory } from "../format.js";

// Joins of two streams where rules meet: late rows on both sides, rows exactly at the watermark, nulls, both policies, and what is built upon a join.

const l: StoryInput = { schema: "k string, n bigint, t timestamp", watermark: ["t", "5 seconds"] };
const r: StoryInput = { schema: "k string, m bigint, u timestamp", watermark: ["u", "10 seconds"] };
const at = (s: number | null): string | null =>
  s === null ? null : new Date(Date.UTC(2024, 0, 1) + s * 1000).toISOString();
const L = (k: string | null, s: number | null, n: number | null = 1) => ({ k, n, t: at(s) });
const R = (k: string | null, s: number | null, m: number | null = 1) => ({ k, m, u: at(s) });

const batches: readonly StoryStep[] = [
  {
    l: [L("a", 10), L("b", 12, 2), L(null, 13, 3), L("c", null, 4)],
    r: [R("a", 11), R("c", 12, 2), R(null, 13, 3), R("d", null, 4)],
  },
  { l: [L("b", 3, 5), L("e", 20, 6)], r: [R("b", 3, 5), R("e", 24, 6), R("b", 4, 7)] }, // 3 is the watermark
  { l: [L("a", 8, 7), L("a", 14, 8), L("f", 50, 9)], r: [R("a", 9, 8), R("a", 15, 9), R("f", 52, null)] },
  { l: [L("g", 43, 10), L("a", 42, 11)], r: [R("g", 49, 10), R("f", 41, 11), R("f", 42.001, 12)] },
  { l: [L("h", 200, null)] },
  { r: [R("h", 201, 13)] },
  { l: [L("i", 300, 12), L("h", 191, 13)], r: [R("i", 300, 14), R("h", 191.5, 15)] },
];
const stops: readonly StoryStep[] = [
  ...batches.slice(0, 2),
  "stop",
  "start",
  batches[2]!,
  "stop",
  batches[3]!,
  "once",
  batches[4]!,
  "availableNow",
  "start",
  ...batches.slice(5),
];

/** In full joins Spark lets null keys meet each other (docs/differences.md). */
const keyed = (steps: readonly StoryStep[]): readonly StoryStep[] =>
  steps.map((step) =>
    typeof step === "string"
      ? step
      : Object.fromEntries(
          Object.entries(step as Record<string, readonly { k: string | null }[]>).map(([name, rows]) => [
            name,
            rows.filter(({ k }) => k !== null),
          ]),
        ),
  );

const max = { "spark.sql.streaming.multipleWatermarkPolicy": "max" };
const story = (name: string, query: string, more: Partial<StreamStory> = {}): StreamStory => ({
  name,
  inputs: { l, r },
  query,
  mode: "append",
  progress: true,
  ...more,
  batches: query.includes("FULL JOIN") ? keyed(more.batches ?? batches) : (more.batches ?? batches),
});

const range = "l.k = r.k AND u BETWEEN t - INTERVAL 3 SECONDS AND t + INTERVAL 4 SECONDS";
const types = ["LEFT", "RIGHT", "FULL", "LEFT SEMI"] as const;
const columns = (type: string): string => (type === "LEFT SEMI" ? "l.k, n, t" : "l.k, n, t, r.k AS rk, m, u");
const joined = (type: string, on = range): string => `SELECT ${columns(type)} FROM l ${type} JOIN r ON ${on}`;
const kept = (type: string): string => (type === "RIGHT" ? "u" : "t");
const near = (type: string): string => type.toLowerCase();
const strict = "l.k = r.k AND t > u - INTERVAL 2 SECONDS AND t < u + INTERVAL 6 SECONDS";
const windowed = (input: string, time: string): string =>
  `(SELECT k, window(${time}, '10 seconds') AS w, count(*) AS c FROM ${input} GROUP BY k, window(${time}, '10 seconds'))`;

const stories: StreamStory[] = [
  ...types.map((type) => story(`${near(type)}: range`, joined(type))),
  ...types.map((type) => story(`${near(type)}: range, the most`, joined(type), { config: max })),
  ...types.map((type) => story(`${near(type)}: range, restarts`, joined(type), { batches: stops })),
  ...types.map((type) => story(`${near(type)}: strict range`, joined(type, strict))),
  ...["LEFT", "RIGHT", "LEFT SEMI"].map((type) =>
    story(
      `${near(type)}: range, then windows`,
      `SELECT window(${kept(type)}, '10 seconds') AS w, count(*), sum(n) FROM (${joined(type)}) GROUP BY window(${kept(type)}, '10 seconds')`,
    ),
  ),
  ...["LEFT", "RIGHT", "LEFT SEMI"].map((type) =>
    story(
      `${near(type)}: range, then windows twice, the most`,
      `SELECT window(w, '30 seconds') AS v, sum(c) FROM (SELECT window(${kept(type)}, '10 seconds') AS w, count(*) AS c FROM (${joined(type)}) GROUP BY window(${kept(type)}, '10 seconds')) GROUP BY window(w, '30 seconds')`,
      { config: max },
    ),
  ),
  ...(["LEFT", "RIGHT", "LEFT SEMI"] as const).map((type) =>
    story(
      `${near(type)}: range, then sessions`,
      `SELECT session_window(${kept(type)}, '4 seconds') AS w, ${type === "RIGHT" ? "r.k" : "l.k"}, count(*) FROM l ${type} JOIN r ON ${range} GROUP BY session_window(${kept(type)}, '4 seconds'), ${type === "RIGHT" ? "r.k" : "l.k"}`,
    ),
  ),
  ...(["LEFT", "RIGHT", "LEFT SEMI"] as const).map((type) =>
    story(
      `${near(type)}: times as keys, then windows`,
      `SELECT window(${kept(type)}, '10 seconds') AS w, count(*) FROM l ${type} JOIN r ON l.k = r.k AND t = u GROUP BY window(${kept(type)}, '10 seconds')`,
    ),
  ),
  story(
    "full: range, then windows of the left",
    `SELECT window(t, '10 seconds') AS w, count(*), count(m) FROM l FULL JOIN r ON ${range} GROUP BY window(t, '10 seconds')`,
  ),
  story(
    "full: range, then windows of either",
    `SELECT window(coalesce(t, u), '10 seconds') AS w, count(*) FROM l FULL JOIN r ON ${range} GROUP BY window(coalesce(t, u), '10 seconds')`,
  ),
  story(
    "left: range, then windows of the right",
    `SELECT window(u, '10 seconds') AS w, count(*) FROM l LEFT JOIN r ON ${range} GROUP BY window(u, '10 seconds')`,
  ),
  story(
    "left: only those without a partner, in windows",
    `SELECT window(t, '10 seconds') AS w, count(*) FROM l LEFT JOIN r ON ${range} WHERE m IS NULL GROUP BY window(t, '10 seconds')`,
  ),
  story("left: range, then distinct", `SELECT DISTINCT l.k, t, m FROM l LEFT JOIN r ON ${range}`),
  story(
    "right: times as keys, then distinct",
    "SELECT DISTINCT r.k, u, n FROM l RIGHT JOIN r ON l.k = r.k AND t = u",
  ),
  ...["left", "leftsemi", "inner"].map((type): StreamStory => ({
    ...story(`${type}: range, then deduplicated within the watermark`, ""),
    query: undefined as never,
    python: `t('l').join(t('r').withColumnRenamed('k', 'rk'), F.expr('k = rk AND u BETWEEN t - INTERVAL 3 SECONDS AND t + INTERVAL 4 SECONDS'), '${type}').select('k', 'n', 't').dropDuplicatesWithinWatermark(['k'])`,
  })),
  story("inner, update", `SELECT l.k, n, m FROM l JOIN r ON ${range}`, { mode: "update", batches: stops }),
  story("semi, update, the most", joined("LEFT SEMI"), { mode: "update", config: max }),
  story(
    "inner, then windows, update",
    `SELECT window(t, '10 seconds') AS w, count(*) FROM l JOIN r ON ${range} GROUP BY window(t, '10 seconds')`,
    { mode: "update" },
  ),
  story(
    "inner, then counted in all, complete",
    `SELECT l.k, count(*) FROM l JOIN r ON ${range} GROUP BY l.k`,
    { mode: "complete" },
  ),
  story(
    "windows meet windows",
    `SELECT a.k, a.w, a.c, b.c AS d FROM ${windowed("l", "t")} a JOIN ${windowed("r", "u")} b ON a.k = b.k AND a.w = b.w`,
    { progress: false },
  ),
  ...["LEFT", "RIGHT", "FULL"].map((type) =>
    story(
      `windows meet windows, ${near(type)}`,
      `SELECT a.k, a.w, a.c, b.k AS bk, b.w AS bw, b.c AS d FROM ${windowed("l", "t")} a ${type} JOIN ${windowed("r", "u")} b ON a.k = b.k AND a.w = b.w`,
      { progress: false },
    ),
  ),
  story(
    "windows meet a stream",
    `SELECT a.k, a.c, r.m, r.u FROM (SELECT k, window_time(w) AS x, c FROM ${windowed("l", "t")}) a JOIN r ON a.k = r.k AND r.u BETWEEN a.x - INTERVAL 10 SECONDS AND a.x`,
    { progress: false },
  ),
  story(
    "windows as keys of a join, beside a time",
    "SELECT a.k, a.t, b.m, a.w FROM (SELECT *, window(t, '10 seconds') AS w FROM l) a JOIN (SELECT *, window(u, '10 seconds') AS w FROM r) b ON a.k = b.k AND a.w = b.w",
  ),
  story(
    "bounds by arithmetic",
    "SELECT l.k, n, m FROM l JOIN r ON l.k = r.k AND u < t + INTERVAL 2 SECONDS * 2 AND u >= t - 3 * INTERVAL '1' SECOND",
  ),
  story(
    "bounds by timestampadd",
    "SELECT l.k, n, m FROM l JOIN r ON l.k = r.k AND u < timestampadd(SECOND, 4, t) AND u >= timestampadd(SECOND, -3, t)",
  ),
  story(
    "bounds by division",
    "SELECT l.k, n, m FROM l JOIN r ON l.k = r.k AND u < t + INTERVAL 9 SECONDS / 2 AND u >= t - (INTERVAL 5 SECONDS - INTERVAL 2 SECONDS)",
  ),
  story(
    "windows as keys of a join",
    "SELECT a.k, a.n, b.m, a.w FROM (SELECT *, window(t, '10 seconds') AS w FROM l) a JOIN (SELECT *, window(u, '10 seconds') AS w FROM r) b ON a.k = b.k AND a.w = b.w",
  ),
  story(
    "windows as keys of a join, left",
    "SELECT a.k, a.n, b.m, a.w FROM (SELECT *, window(t, '10 seconds') AS w FROM l) a LEFT JOIN (SELECT *, window(u, '10 seconds') AS w FROM r) b ON a.k = b.k AND a.w = b.w",
  ),
  story(
    "windows as keys of a join, left, counted",
    "SELECT a.w, count(*), count(b.m) FROM (SELECT *, window(t, '10 seconds') AS w FROM l) a LEFT JOIN (SELECT *, window(u, '10 seconds') AS w FROM r) b ON a.k = b.k AND a.w = b.w GROUP BY a.w",
  ),
  story(
    "null-safe keys, left",
    `SELECT ${columns("LEFT")} FROM l LEFT JOIN r ON l.k <=> r.k AND u BETWEEN t - INTERVAL 3 SECONDS AND t + INTERVAL 4 SECONDS`,
  ),
  story(
    "a union joined, left",
    `SELECT x.k, n, m, t FROM (SELECT * FROM l UNION ALL SELECT k, m + 100, u FROM r) x LEFT JOIN r ON x.k = r.k AND u BETWEEN t - INTERVAL 3 SECONDS AND t + INTERVAL 4 SECONDS`,
    { config: max },
  ),
  story(
    "a stream joined with itself, left",
    "SELECT a.k, a.n, b.n AS bn FROM l a LEFT JOIN l b ON a.k = b.k AND b.t BETWEEN a.t + INTERVAL 1 SECOND AND a.t + INTERVAL 6 SECONDS",
    { inputs: { l }, batches: batches.map((b) => ({ l: (b as { l?: object[] }).l ?? [] })) },
  ),
  story("one watermark of two, left", joined("LEFT"), { inputs: { l: { schema: l.schema }, r } }),
  story("one watermark of two, right", joined("RIGHT"), { inputs: { l: { schema: l.schema }, r } }),
  story("one watermark of two, semi", joined("LEFT SEMI"), { inputs: { l: { schema: l.schema }, r } }),
  story(
    "bounds of minutes and milliseconds, left",
    joined(
      "LEFT",
      "l.k = r.k AND t >= u - INTERVAL '0 00:00:03.5' DAY TO SECOND AND t <= u + make_dt_interval(0, 0, 0, 2.25)",
    ),
  ),
  story("bounds on one side alone, left", joined("LEFT", "l.k = r.k AND u > t + INTERVAL 2 SECONDS")),
  story("bounds on one side alone, right", joined("RIGHT", "l.k = r.k AND u > t + INTERVAL 2 SECONDS")),
  story(
    "bounds by difference",
    "SELECT l.k, n, m FROM l JOIN r ON l.k = r.k AND u - t < INTERVAL 4 SECONDS AND t - u < INTERVAL 3 SECONDS",
  ),
];

export default { stories };
