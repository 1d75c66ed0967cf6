import type { StreamStory } from "../format.js";

const l = { schema: "k string, n bigint, t timestamp", watermark: ["t", "5 seconds"] as const };
const r = { schema: "k string, m bigint, u timestamp", watermark: ["u", "5 seconds"] as const };
const at = (t: string) => `2024-01-01T00:${t}Z`;
const L = (k: string | null, t: string, n: number | null = 1) => ({ k, n, t: at(t) });
const R = (k: string | null, u: string, m: number | null = 1) => ({ k, m, u: at(u) });

/** Partners at once and later, rows that never have one, conditions that fail on one side, late rows, and rows that leave as they come. */
const batches: StreamStory["batches"] = [
  {
    l: [L("a", "00:10"), L("b", "00:12", 5), L("b", "00:12", 5)],
    r: [R("a", "00:11", 4), R("c", "00:12", 9)],
  },
  { l: [L("c", "00:13", 7), L("d", "00:15", 2)], r: [R("b", "00:14", 6), R("e", "00:16", 12)] },
  { l: [L("f", "00:40", 4)], r: [R("f", "00:41", 3), R("d", "00:17", 8)] },
  { l: [L("g", "00:33", 6), L("a", "00:05", 3)], r: [R("g", "00:30", 2), R("e", "00:37", 1)] },
  { l: [L("h", "02:00", 9)], r: [R("h", "01:50", 5), R("i", "01:40")] },
];

const story = (name: string, query: string, more: Partial<StreamStory> = {}): StreamStory => ({
  name,
  inputs: { l, r },
  query,
  mode: "append",
  batches,
  ...more,
});

const range = "l.k = r.k AND u >= t - interval 4 seconds AND u <= t + interval 6 seconds";
const all = (type: string) => (type === "LEFT SEMI" ? "l.k, n, t" : "l.k, n, t, r.k AS rk, m, u");

const stories: StreamStory[] = [
  story("full: time among the keys", `SELECT ${all("FULL")} FROM l FULL JOIN r ON l.k = r.k AND t = u`),
  story("full: a range on both sides", `SELECT ${all("FULL")} FROM l FULL JOIN r ON ${range}`),
  story("full: one bound", `SELECT ${all("FULL")} FROM l FULL JOIN r ON l.k = r.k AND t >= u`),
  story("full: USING", "SELECT * FROM l FULL JOIN r2 USING (k, t)", {
    inputs: { l, r2: { schema: "k string, m bigint, t timestamp", watermark: ["t", "2 seconds"] } },
    batches: batches.map((b) => {
      const { l: rows = [], r: other = [] } = b as Record<string, { k: string; m: number; u: string }[]>;
      return { l: rows, r2: other.map(({ k, m, u }) => ({ k, m, t: u })) };
    }),
  }),
  ...["LEFT", "RIGHT", "FULL", "LEFT SEMI"].map((type) =>
    story(
      `${type.toLowerCase()}: conditions of one side`,
      `SELECT ${all(type)} FROM l ${type} JOIN r ON ${range} AND n > 2 AND m < 9`,
    ),
  ),
  story("left: a condition of both sides", `SELECT ${all("LEFT")} FROM l LEFT JOIN r ON ${range} AND n < m`),
  story(
    "full: a filter that wants a left row",
    `SELECT ${all("FULL")} FROM l FULL JOIN r ON ${range} WHERE n > 1`,
  ),
  story("left, update", `SELECT ${all("LEFT")} FROM l LEFT JOIN r ON ${range}`, { mode: "update" }),
  story(
    "right by range, then window of the right",
    `SELECT window(u, '10 seconds').start, count(*), count(n) FROM l RIGHT JOIN r ON ${range} GROUP BY window(u, '10 seconds')`,
  ),
  story(
    "two event times meet a third stream",
    "SELECT j.k, j.n, x.n AS xn FROM (SELECT l.k, n, t, u FROM l JOIN r ON l.k = r.k AND t = u) j JOIN l x ON x.k = j.k AND x.t = j.t",
  ),
  story(
    "a join of a join",
    `SELECT j.k, j.n, m, x.n AS xn FROM (SELECT l.k, n, m, t FROM l JOIN r ON ${range}) j JOIN l x ON x.k = j.k AND x.t BETWEEN j.t AND j.t + interval 5 seconds`,
  ),
  story(
    "a left join of an inner join",
    `SELECT j.k, j.n, m, x.n AS xn FROM (SELECT l.k, n, m, t FROM l JOIN r ON ${range}) j LEFT JOIN l x ON x.k = j.k AND x.t BETWEEN j.t AND j.t + interval 5 seconds`,
  ),
  story("join, then distinct", `SELECT DISTINCT l.k FROM l JOIN r ON ${range}`),
  story(
    "a union into a join",
    `SELECT x.k, n, m FROM (SELECT * FROM l UNION ALL SELECT k, n + 100, t FROM l) x JOIN r ON x.k = r.k AND u BETWEEN t AND t + interval 6 seconds`,
  ),
];

export default { stories };
