import type { DataFrame } from "../../../../src/dataframe/dataframe.js";
import type { StoryFrames, StoryStep, StreamStory } from "../format.js";

// Stories made by chance, the same at each making: rules in combination.

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 4294967296;
  };
}

/** A verb as PySpark writes it, and as we do. */
interface Verb {
  readonly python: string;
  readonly frame: (df: DataFrame, F: StoryFrames["F"]) => DataFrame;
}

const where = (text: string): Verb => ({
  python: `.where("${text}")`,
  frame: (df) => df.where(text),
});

const dedup = (columns: readonly string[], within: boolean): Verb => ({
  python: `.dropDuplicates${within ? "WithinWatermark" : ""}([${columns.map((c) => `'${c}'`).join(", ")}])`,
  frame: (df) => (within ? df.dropDuplicatesWithinWatermark(columns) : df.dropDuplicates(columns)),
});

/** A grouping: keys by their names, aggregates as SQL. */
function grouping(
  keys: Readonly<Record<string, string>>,
  aggregates: Readonly<Record<string, string>>,
): Verb {
  const list = (entries: Readonly<Record<string, string>>): string =>
    Object.entries(entries)
      .map(([name, sql]) => `F.expr("${sql}").alias('${name}')`)
      .join(", ");
  return {
    python: `.groupBy(${list(keys)}).agg(${list(aggregates)})`,
    frame: (df, F) => {
      const columns = (entries: Readonly<Record<string, string>>) =>
        Object.entries(entries).map(([name, sql]) => F.expr(sql).as(name));
      const [first, ...others] = columns(aggregates);
      return df.groupBy(...columns(keys)).agg(first!, ...others);
    },
  };
}

const windows = [
  "window(t, '10 seconds')",
  "window(t, '10 seconds', '5 seconds')",
  "window(t, '8 seconds', '8 seconds', '3 seconds')",
  "window(t, '7 seconds', '3 seconds')",
  "session_window(t, '4 seconds')",
  "session_window(t, CASE WHEN k = 'a' THEN '2 seconds' ELSE '6 seconds' END)",
];
const aggregates = [
  "count(1)",
  "sum(n)",
  "max(n)",
  "min(t)",
  "avg(n)",
  "count(DISTINCT n)",
  "bool_or(n > 4)",
];

function storyOf(seed: number): StreamStory {
  const random = chance(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const one = <T>(of: readonly T[]): T => of[below(of.length)]!;
  const sometimes = (part: number): boolean => random() < part;

  const verbs: Verb[] = [];
  if (sometimes(0.2)) verbs.push(where(one(["n <> 3", "k <> 'b'", "k IS NOT NULL", "n < 8 AND k <> 'c'"])));
  if (sometimes(0.45))
    verbs.push(
      one([dedup(["k", "t"], false), dedup(["k", "n"], true), dedup(["n"], false), dedup(["t"], false)]),
    );
  const shape = below(10);
  const window = one(windows);
  const chosen = {
    c: "count(1)",
    x: one(aggregates.slice(0, sometimes(0.05) ? 7 : 5)),
    y: one(["bool_or(n > 4)", "max(k)"]),
  };
  const keys: Record<string, string> = {};
  if (shape < 7) keys["w"] = window;
  if (shape < 3 || (shape < 7 && window.startsWith("session")) || shape === 7) keys["k"] = "k";
  if (shape === 2) keys["odd"] = "n % 2";
  if (shape < 9) verbs.push(grouping(keys, chosen));
  const isWindowed = shape < 7;
  if (isWindowed && sometimes(0.3))
    verbs.push(grouping({ v: "window(w, '20 seconds')" }, { c: "sum(c)", rows: "count(1)" }));
  else if (shape < 9 && sometimes(0.25)) verbs.push(where(one(["c > 1", "c < 3"])));
  const mode = isWindowed
    ? one(["append", "append", "append", "update", "complete"] as const)
    : one(["update", "complete", shape === 9 ? "append" : "update"] as const);

  let now = 5;
  const time = (): string | null => {
    if (sometimes(0.06)) return null;
    const at = Math.max(0, now + (sometimes(0.3) ? -below(20) : below(6))) + (sometimes(0.2) ? 0.4995 : 0);
    return new Date(Date.UTC(2024, 0, 1) + at * 1000).toISOString();
  };
  const rows = (): object[] =>
    Array.from({ length: 1 + below(5) }, () => ({
      k: sometimes(0.08) ? null : one(["a", "b", "c"]),
      n: sometimes(0.08) ? null : 1 + below(9),
      t: time(),
    }));
  const batches: StoryStep[] = [];
  for (let i = 0; i < 4; i++) {
    batches.push(rows());
    now += below(18);
    if (i < 3 && sometimes(0.15)) batches.push("stop", ...(sometimes(0.5) ? [rows()] : []), "start");
  }
  const delay = one(["0 seconds", "3 seconds", "5 seconds", "10 seconds"]);
  const text = verbs.map((verb) => verb.python).join("");
  return {
    name: `${seed}: ${mode}, ${delay}: ${text.slice(1)}`,
    inputs: { s: { schema: "k string, n bigint, t timestamp", watermark: ["t", delay] } },
    python: `t('s')${text}`,
    frame: ({ t, F }) => verbs.reduce((df, verb) => verb.frame(df, F), t("s")),
    mode,
    batches,
  };
}

export default { stories: Array.from({ length: 50 }, (_, i) => storyOf(i + 1)) };
