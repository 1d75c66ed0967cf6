import type { StreamStory } from "../format.js";

/** Joins made by chance, always the same ones: types, ranges, conditions, filters above, delays, late rows and nulls in combination. */
let seed = 4242;
const random = (): number => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff;
const below = (n: number): number => Math.floor(random() * n);
const pick = <T>(from: readonly T[]): T => from[below(from.length)]!;
const at = (second: number): string => new Date(Date.UTC(2024, 0, 1) + second * 1000).toISOString();

const story = (name: string): StreamStory => {
  const [ld, rd] = [below(8), below(8)];
  const inputs = {
    l: { schema: "k string, n bigint, t timestamp", watermark: ["t", `${ld} seconds`] as const },
    r: { schema: "k string, m bigint, u timestamp", watermark: ["u", `${rd} seconds`] as const },
  };
  const type = pick(["INNER", "LEFT", "RIGHT", "FULL", "LEFT SEMI", "LEFT", "RIGHT"]);
  const [isFull, isSemi] = [type === "FULL", type === "LEFT SEMI"];
  const [a, b] = [below(10), below(10)];
  const range = pick([
    `u >= t - interval ${a} seconds AND u <= t + interval ${b} seconds`,
    `u > t AND u < t + interval ${b + 1} seconds`,
    "t = u",
    `t BETWEEN u - interval ${a} seconds AND u + interval ${b} seconds`,
    `t >= u - interval ${a} seconds AND u > t - interval 3 seconds`,
  ]);
  const extra = isFull ? "" : pick(["", "", " AND n < m", " AND n < 4", " AND m <> 2", " AND n % 2 = 0"]);
  const columns = isSemi
    ? pick(["l.k, n, t", "n", "l.k, n"])
    : pick(["l.k, n, t, r.k AS rk, m, u", "n, m", "l.k, n, m, u"]);
  const above = pick(["", "", "", " WHERE n > 1", isSemi ? "" : " WHERE m IS NOT NULL", " WHERE l.k <> 'b'"]);
  const pairs = `SELECT ${columns} FROM l ${type} JOIN r ON l.k = r.k AND ${range}${extra}${above}`;
  const isCounted = !isSemi && columns.includes(" t,") && random() < 0.4;
  const query = isCounted
    ? `SELECT window(t, '5 seconds').start, count(*), sum(m) FROM (${pairs}) GROUP BY window(t, '5 seconds')`
    : pairs;

  let now = below(20);
  // Nulls in both keys of a full join meet in Spark, and not here.
  const row = (number: string, time: string) => ({
    k: !isFull && random() < 0.08 ? null : pick(["a", "b", "c"]),
    [number]: random() < 0.1 ? null : below(6),
    [time]: !isFull && random() < 0.05 ? null : at(now + below(14) - 7),
  });
  const batches = Array.from({ length: 4 }, () => {
    now += below(15);
    const l = Array.from({ length: below(6) }, () => row("n", "t"));
    const r = Array.from({ length: below(6) }, () => row("m", "u"));
    const some = r.length > 0 ? { r } : { r: l.length > 0 ? [] : [row("m", "u")] };
    return { ...(l.length > 0 && { l }), ...(some.r.length > 0 && some) };
  });
  const end = at(now + 200);
  return {
    name,
    inputs,
    query,
    mode: "append",
    batches: [...batches, { l: [{ k: "z", n: 9, t: end }], r: [{ k: "z", m: 9, u: end }] }],
  };
};

export default { stories: Array.from({ length: 13 }, (_, i) => story(`random join ${i}`)) };
