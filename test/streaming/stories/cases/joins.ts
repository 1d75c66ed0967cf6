import type { StreamStory } from "../format.js";

const l = { schema: "k string, n bigint, t timestamp", watermark: ["t", "5 seconds"] as const };
const r = { schema: "k string, m bigint, u timestamp", watermark: ["u", "5 seconds"] as const };
const at = (t: string | null) => (t === null ? null : `2024-01-01T00:${t}Z`);
const L = (k: string | null, t: string | null, n: number | null = 1) => ({ k, n, t: at(t) });
const R = (k: string | null, u: string | null, m: number | null = 1) => ({ k, m, u: at(u) });

/** Partners in one batch, one after the other from either side, twins, nulls, rows that are late for one or both, and steps of the watermark. */
const batches: StreamStory["batches"] = [
  { l: [L("a", "00:01"), L("b", "00:02", 2), L("a", "00:03", 3)], r: [R("a", "00:02"), R("c", "00:03", 5)] },
  {
    l: [L("c", "00:04", 4), L(null, "00:05", 5), L("d", null, 6)],
    r: [R("b", "00:09", 2), R(null, "00:05", 3)],
  },
  { l: [L("e", "00:20", 7)] },
  { r: [R("e", "00:21", 7), R("d", null, 8), R("a", "00:04", 9)] },
  { l: [L("a", "00:01", 8), L("e", "00:22", null)], r: [R("e", "00:12", 1), R("f", "00:24", 2)] },
  { l: [L("f", "00:24", 9), L("g", "00:40", 10)], r: [R("g", "00:41", 3), R("a", "00:02", 4)] },
  { l: [L("h", "01:30", 11)], r: [R("h", "01:20", 12)] },
  { r: [R("i", "01:40", 1)] },
  { l: [L("i", "01:39", 1), L("h", "01:10", 2)], r: [R("h", "01:36", 3)] },
  { l: [L("z", "05:00", 1)], r: [R("z", "05:00", 1)] },
];

const story = (name: string, query: string, more: Partial<StreamStory> = {}): StreamStory => ({
  name,
  inputs: { l, r },
  query,
  mode: "append",
  batches,
  ...more,
});

const types = ["INNER", "LEFT", "RIGHT", "LEFT SEMI"];
const all = (type: string) => (type === "LEFT SEMI" ? "l.k, n, t" : "l.k, n, t, r.k AS rk, m, u");
const conditions: Readonly<Record<string, string>> = {
  "time among the keys": "l.k = r.k AND t = u",
  "a range on both sides": "l.k = r.k AND u >= t - interval 4 seconds AND u <= t + interval 6 seconds",
};

const stories: StreamStory[] = [
  ...Object.entries(conditions).flatMap(([what, on]) =>
    types.map((type) => story(`${type}: ${what}`, `SELECT ${all(type)} FROM l ${type} JOIN r ON ${on}`)),
  ),
  story("inner: no bound, nothing leaves", "SELECT l.k, n, m FROM l JOIN r ON l.k = r.k"),
  story("inner: no bound, times shown, late rows leave", "SELECT * FROM l JOIN r ON l.k = r.k"),
  story("inner: without watermarks", "SELECT * FROM l JOIN r ON l.k = r.k", {
    inputs: { l: { schema: l.schema }, r: { schema: r.schema } },
  }),
  story("inner: watermark on the left only", "SELECT l.k, n, m, t, u FROM l JOIN r ON l.k = r.k AND u > t", {
    inputs: { l, r: { schema: r.schema } },
  }),
  story(
    "inner: a bound for one side",
    "SELECT l.k, n, m, t, u FROM l JOIN r ON l.k = r.k AND t > u + interval 3 seconds",
  ),
  story(
    "inner: the bound shown other way round",
    "SELECT l.k, n, m, t, u FROM l JOIN r ON l.k = r.k AND t - interval 1 second <= u AND u - t < interval 5 seconds",
  ),
  story(
    "inner: seconds as numbers",
    "SELECT l.k, n, m, t, u FROM l JOIN r ON l.k = r.k AND cast(t AS long) > cast(u AS long) - 10 AND cast(t AS long) <= cast(u AS long) + 3",
  ),
  story(
    "inner: BETWEEN",
    "SELECT l.k, n, m FROM l JOIN r ON l.k = r.k AND u BETWEEN t AND t + interval 10 seconds",
  ),
  story(
    "inner: comma and where",
    "SELECT l.k, n, m FROM l, r WHERE l.k = r.k AND u BETWEEN t AND t + interval 10 seconds AND n > 1 AND m < 9",
  ),
  story("inner: USING", "SELECT * FROM l JOIN r2 USING (k, t)", {
    inputs: { l, r2: { schema: "k string, m bigint, t timestamp", watermark: ["t", "2 seconds"] } },
    batches: batches.map((b) => {
      const { l: rows = [], r: other = [] } = b as Record<string, { k: string; m: number; u: string }[]>;
      return { l: rows, r2: other.map(({ k, m, u }) => ({ k, m, t: u })) };
    }),
  }),
  story(
    "inner: null-safe keys",
    "SELECT l.k, n, r.k, m FROM l JOIN r ON l.k <=> r.k AND u BETWEEN t AND t + interval 10 seconds",
  ),
  story("inner: null-safe time", "SELECT l.k, n, r.k, m FROM l JOIN r ON l.k = r.k AND t <=> u"),
  story(
    "left: null-safe keys",
    "SELECT l.k, n, r.k, m, t FROM l LEFT JOIN r ON l.k <=> r.k AND u BETWEEN t AND t + interval 10 seconds",
  ),
  story(
    "inner: keys are expressions",
    "SELECT l.k, n, m FROM l JOIN r ON n + 1 = m AND u BETWEEN t AND t + interval 10 seconds",
  ),
  story(
    "inner: a condition of both sides",
    "SELECT l.k, n, m FROM l JOIN r ON l.k = r.k AND n < m AND u BETWEEN t AND t + interval 10 seconds",
  ),
  story(
    "inner: conditions of one side",
    "SELECT l.k, n, m FROM l JOIN r ON l.k = r.k AND n > 2 AND m < 9 AND u BETWEEN t AND t + interval 10 seconds",
  ),
  story(
    "left: a filter above",
    `SELECT ${all("LEFT")} FROM l LEFT JOIN r ON l.k = r.k AND u BETWEEN t AND t + interval 10 seconds WHERE n <> 3`,
  ),
  story(
    "left: a filter above that wants a partner",
    `SELECT ${all("LEFT")} FROM l LEFT JOIN r ON l.k = r.k AND u BETWEEN t AND t + interval 10 seconds WHERE m > 1`,
  ),
  story(
    "left: who had no partner",
    `SELECT l.k, n, t FROM l LEFT JOIN r ON l.k = r.k AND u BETWEEN t AND t + interval 10 seconds WHERE m IS NULL`,
  ),
  story(
    "left: time among the keys, time not shown",
    "SELECT l.k, n, m FROM l LEFT JOIN r ON l.k = r.k AND t = u",
  ),
  story(
    "windows as keys",
    "SELECT l.w, l.k, n, m FROM (SELECT window(t, '10 seconds') AS w, * FROM l) l JOIN (SELECT window(u, '10 seconds') AS w, * FROM r) r ON l.k = r.k AND l.w = r.w",
  ),
  story(
    "windows as keys, left",
    "SELECT l.w, l.k, n, m FROM (SELECT window(t, '10 seconds') AS w, k, n FROM l) l LEFT JOIN (SELECT window(u, '10 seconds') AS w, k, m FROM r) r ON l.k = r.k AND l.w = r.w",
  ),
  story("inner, update", "SELECT * FROM l JOIN r ON l.k = r.k AND u BETWEEN t AND t + interval 10 seconds", {
    mode: "update",
  }),
  story(
    "left semi, update",
    "SELECT * FROM l LEFT SEMI JOIN r ON l.k = r.k AND u BETWEEN t AND t + interval 10 seconds",
    { mode: "update" },
  ),
  story("inner, complete", "SELECT * FROM l JOIN r ON l.k = r.k", { mode: "complete" }),
  story(
    "inner, then count by key, complete",
    "SELECT l.k, count(*) FROM l JOIN r ON l.k = r.k GROUP BY l.k",
    { mode: "complete" },
  ),
  story("inner, then count by key, update", "SELECT l.k, count(*) FROM l JOIN r ON l.k = r.k GROUP BY l.k", {
    mode: "update",
  }),
  story(
    "inner by time, then window",
    "SELECT window(t, '10 seconds').start, count(*), sum(m) FROM l JOIN r ON l.k = r.k AND t = u GROUP BY window(t, '10 seconds')",
  ),
  story(
    "inner by range, then window of the left",
    "SELECT window(t, '10 seconds').start, count(*), sum(m) FROM l JOIN r ON l.k = r.k AND u BETWEEN t AND t + interval 10 seconds GROUP BY window(t, '10 seconds')",
  ),
  story(
    "inner by range, then window of the right",
    "SELECT window(u, '10 seconds').start, count(*), sum(m) FROM l JOIN r ON l.k = r.k AND u BETWEEN t AND t + interval 10 seconds GROUP BY window(u, '10 seconds')",
  ),
  story(
    "left by range, then window",
    "SELECT window(t, '10 seconds').start, count(*), count(m) FROM l LEFT JOIN r ON l.k = r.k AND u BETWEEN t AND t + interval 10 seconds GROUP BY window(t, '10 seconds')",
  ),
  story(
    "full by range, then window of the left",
    "SELECT window(t, '10 seconds').start, count(*), count(m) FROM l FULL JOIN r ON l.k = r.k AND u BETWEEN t AND t + interval 10 seconds GROUP BY window(t, '10 seconds')",
  ),
  story(
    "window, then join of the counts",
    "SELECT a.w.start, a.k, a.c, b.c FROM (SELECT window(t, '10 seconds') w, k, count(*) c FROM l GROUP BY window(t, '10 seconds'), k) a JOIN (SELECT window(u, '10 seconds') w, k, count(*) c FROM r GROUP BY window(u, '10 seconds'), k) b ON a.w = b.w AND a.k = b.k",
  ),
  story(
    "a stream with itself",
    "SELECT a.k, a.n, b.n FROM l a JOIN l b ON a.k = b.k AND b.t BETWEEN a.t AND a.t + interval 10 seconds",
  ),
  story("anti", "SELECT * FROM l LEFT ANTI JOIN r ON l.k = r.k AND t = u"),
  story("left without a bound", "SELECT * FROM l LEFT JOIN r ON l.k = r.k"),
  story("left, bounded on the wrong side", "SELECT * FROM l LEFT JOIN r ON l.k = r.k AND t <= u"),
  story("right, bounded on the wrong side", "SELECT * FROM l RIGHT JOIN r ON l.k = r.k AND t >= u"),
  story(
    "left, bounded on the right side",
    "SELECT l.k, n, m, t, u FROM l LEFT JOIN r ON l.k = r.k AND t >= u",
  ),
  story("left, no watermark on the right", "SELECT * FROM l LEFT JOIN r ON l.k = r.k AND t >= u", {
    inputs: { l, r: { schema: r.schema } },
  }),
  story(
    "left, no watermark on the left",
    "SELECT l.k, n, m, t, u FROM l LEFT JOIN r ON l.k = r.k AND t >= u",
    { inputs: { l: { schema: l.schema }, r } },
  ),
  story(
    "left, a watermark of the left among the keys",
    "SELECT l.k, n, m, t, u FROM l LEFT JOIN r ON l.k = r.k AND t = u",
    { inputs: { l, r: { schema: r.schema } } },
  ),
  story(
    "left, a watermark of the right among the keys",
    "SELECT l.k, n, m, t, u FROM l LEFT JOIN r ON l.k = r.k AND t = u",
    { inputs: { l: { schema: l.schema }, r } },
  ),
  story("semi without a bound", "SELECT * FROM l LEFT SEMI JOIN r ON l.k = r.k"),
];

export default { stories };
