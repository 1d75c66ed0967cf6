import type { StoryInput, StoryStep, StreamStory } from "../format.js";

// Stories made by chance, the same at each making: columns, delays and times of every kind, static tables, grouping sets, several watermarks.

/** Numbers from 0 up to 1, the same for the same seed (a multiplicative generator of Park and Miller). */
function chance(seed: number): () => number {
  let state = (seed * 48271) % 2147483647;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

const schema = "k string, n bigint, t timestamp, u timestamp";
const tables = {
  names: "spark.sql(\"SELECT * FROM VALUES ('a', 1), ('b', 2), ('b', 3), (NULL, 4), ('z', 5) AS v(k, w)\")",
  numbers: "spark.sql(\"SELECT id AS n, 'n' || id AS name FROM range(1, 6)\")",
};
const kinds = [
  "aggregate",
  "aggregate",
  "sets",
  "union",
  "join",
  "join",
  "static",
  "dedup",
  "chain",
  "limit",
] as const;

export function storyOf(seed: number): StreamStory {
  const random = chance(seed + 7000);
  for (let i = 0; i < 5; i++) random();
  const below = (n: number): number => Math.floor(random() * n);
  const one = <T>(of: readonly T[]): T => of[below(of.length)]!;
  const sometimes = (part: number): boolean => random() < part;
  const some = <T>(of: readonly T[], n: number): T[] => {
    const left = [...of];
    return Array.from({ length: n }, () => left.splice(below(left.length), 1)[0]!);
  };

  const kind = kinds[seed % kinds.length]!;
  const aggregates = [
    "F.count('*').alias('c')",
    "F.sum('n').alias('s')",
    "F.max('n').alias('most')",
    "F.min('t').alias('first')",
    "F.avg('n').alias('mean')",
    "F.count('n').alias('cn')",
    "F.max('k').alias('mk')",
    "F.expr('count_if(n > 3)').alias('many')",
    "F.expr('sum(n) FILTER (WHERE n > 2)').alias('fs')",
    "F.expr('max_by(k, n)').alias('best')",
    "F.expr('bool_and(n > 1)').alias('every')",
    "F.max('u').alias('last_u')",
  ];
  const agg = (n = 1 + below(3)): string =>
    `.agg(${["F.count('*').alias('c')", ...some(aggregates.slice(1), n)].join(", ")})`;
  const windows = [
    "F.window('t', '10 seconds')",
    "F.window('t', '10 seconds', '5 seconds')",
    "F.window('t', '10 seconds', '4 seconds', '3 seconds')",
    "F.window('t', '7 seconds', '7 seconds', '-2 seconds')",
    "F.window('t', '1 minute')",
  ];
  const sessions = [
    "F.session_window('t', '4 seconds')",
    "F.session_window('t', F.expr(\"CASE WHEN k = 'a' THEN '2 seconds' WHEN k = 'b' THEN '-1 seconds' ELSE '6 seconds' END\"))",
  ];
  const inputOf = (): StoryInput => ({
    schema,
    watermark: [
      sometimes(0.85) ? "t" : "u",
      one(["0 seconds", "3 seconds", "5 seconds", "10 seconds", "1 minute"]),
    ],
  });
  const inputs: Record<string, StoryInput> = { a: inputOf() };
  const hasB = kind === "union" || kind === "join";
  if (hasB) inputs["b"] = sometimes(0.9) ? inputOf() : { schema };
  let mode: StreamStory["mode"] = "append";
  let text = "t('a')";
  const head = (): void => {
    if (sometimes(0.15))
      text += one([".where('n <> 3')", ".where(\"k <> 'b'\")", ".where('n IS NOT NULL AND u > t')"]);
    if (sometimes(0.1)) text += ".withColumn('n', F.expr('n + 1'))";
    if (sometimes(0.1)) text += ".select('t', 'u', 'k', 'n')";
  };
  const counted = (again: boolean): void => {
    const isSession = sometimes(0.25);
    const keys = [isSession ? one(sessions) : one(windows)];
    if (isSession || sometimes(0.5)) keys.push("'k'");
    if (sometimes(0.15)) keys.push("F.expr('n % 2').alias('odd')");
    text += `.groupBy(${keys.join(", ")})${agg()}`;
    const w = isSession ? "session_window" : "window";
    if (!again) return;
    text += one([
      ".where('c > 1')",
      `.selectExpr('${w}.start', 'c')`,
      isSession ? ".drop('c')" : ".withColumn('at', F.window_time('window'))",
      isSession
        ? `.groupBy(F.window('session_window', '20 seconds')).agg(F.sum('c'))`
        : `.groupBy(F.window(F.window_time('window'), '20 seconds')).agg(F.sum('c').alias('c2'))`,
      isSession ? "" : `.groupBy(F.window('window', '1 minute')).agg(F.sum('c').alias('c2'), F.count('*'))`,
      `.dropDuplicates(['${w}'])`,
      ".limit(3)",
    ]);
  };
  if (kind === "aggregate") {
    head();
    mode = one(["append", "update", "complete"] as const);
    if (sometimes(0.2)) {
      text += `.groupBy(${one(["'k'", "'k', 'n'", "", "'t'", "F.expr('n % 3').alias('r')"])})${agg()}`;
      if (mode === "append") mode = "update";
    } else counted(false);
    if (mode === "complete" && sometimes(0.5)) text += ".orderBy('c')";
    else if (sometimes(0.3)) text += one([".where('c > 1')", ".where('c < 2')", ".select('c')", ".limit(2)"]);
  } else if (kind === "sets") {
    head();
    mode = one(["append", "update", "complete"] as const);
    text += `.${one(["rollup", "cube"])}(${one(["F.window('t', '10 seconds'), 'k'", "'k', F.window('t', '10 seconds')", "F.window('t', '10 seconds', '5 seconds')", "'k', 'n'"])})${agg(1)}`;
    if (text.includes("'k', 'n')") && mode === "append") mode = "update";
  } else if (kind === "union") {
    text = one([
      "t('a').union(t('b'))",
      "t('a').unionByName(t('b')).where('n > 1')",
      "t('a').where('n < 4').union(t('a').where('n >= 3'))",
      "t('a').union(t('b')).union(t('a'))",
      "t('a').select('k', 'n', 't', 'u').union(t('b').selectExpr(\"'b'\", 'n * 10', 't', 'u'))",
    ]);
    const then = below(5);
    if (then < 2) {
      counted(false);
      mode = one(["append", "append", "update", "complete"] as const);
    } else if (then === 2) text += ".dropDuplicates(['k', 't'])";
    else if (then === 3) text += ".dropDuplicatesWithinWatermark(['k'])";
    else text += ".selectExpr('k', 'n + 1 AS m')";
  } else if (kind === "join") {
    const right = "t('b').selectExpr('k AS rk', 'n AS rn', 't AS rt', 'u AS ru')";
    const type = one(["inner", "inner", "left", "right", "full", "leftsemi"]);
    const on = one([
      "k = rk AND rt BETWEEN t - INTERVAL 6 SECONDS AND t + INTERVAL 4 SECONDS",
      "k = rk AND t = rt",
      "k = rk AND rt > t AND rt < t + INTERVAL 8 SECONDS AND n <= rn",
      "k = rk AND t >= rt - INTERVAL 3 SECONDS AND t <= rt + INTERVAL 3 SECONDS AND n > 1",
      "k = rk",
    ]);
    const isWindowed = sometimes(0.2);
    const isOfItself = !isWindowed && sometimes(0.2);
    if (isWindowed) {
      text = `t('a').withColumn('w', F.window('t', '10 seconds')).join(t('b').selectExpr('k AS rk', 'n AS rn', 't AS rt').withColumn('rw', F.window('rt', '10 seconds')), F.expr('k = rk AND w = rw'), '${type}')`;
    } else if (isOfItself) {
      text = `t('a').alias('x').join(t('a').alias('y'), F.expr('x.k = y.k AND y.t BETWEEN x.t AND x.t + INTERVAL 5 SECONDS'), '${one(["inner", "left"])}').selectExpr('x.k', 'x.n', 'y.n AS m', 'x.t', 'y.t AS v')`;
      delete inputs["b"];
    } else text += `${sometimes(0.15) ? ".where('n <> 2')" : ""}.join(${right}, F.expr('${on}'), '${type}')`;
    if (sometimes(0.2)) mode = "update";
    const then = below(8);
    if (then === 0) text += ".where('n > 2')";
    if (then === 1 && type !== "leftsemi" && inputs["b"]) text += ".where('rn IS NOT NULL')";
    if (then === 2) text += ".groupBy(F.window('t', '10 seconds')).agg(F.count('*').alias('c'))";
    if (then === 3) text += ".dropDuplicates(['k', 't'])";
    if (then === 4) text += ".limit(3)";
    if (then === 5) text += ".select('k', 'n')";
  } else if (kind === "static") {
    const [name, key] = one([
      ["names", "k"],
      ["numbers", "n"],
    ] as const);
    const type = one(["inner", "left", "leftsemi", "leftanti", "right", "full"]);
    const joined = `.join(${tables[name]}, '${key}', '${type}')`;
    if (sometimes(0.5)) {
      text += joined;
      if (sometimes(0.6))
        text += one([
          ".groupBy(F.window('t', '10 seconds')).agg(F.count('*').alias('c'))",
          ".dropDuplicates(['k', 't'])",
          ".groupBy('k').agg(F.count('*').alias('c'))",
        ]);
    } else
      text += `.groupBy(F.window('t', '10 seconds'), '${key}').agg(F.count('*').alias('c'), F.min('t'))${joined}`;
    if (sometimes(0.15)) text = `${tables[name]}.join(t('a'), '${key}', '${type}')`;
    mode = text.includes("groupBy('k')")
      ? one(["update", "complete"] as const)
      : text.includes("groupBy")
        ? one(["append", "update", "complete"] as const)
        : "append";
  } else if (kind === "dedup") {
    head();
    text += one([
      ".dropDuplicates(['k', 't'])",
      ".dropDuplicates(['t', 'u'])",
      ".dropDuplicates(['n'])",
      ".dropDuplicatesWithinWatermark(['k', 'n'])",
      ".distinct()",
      ".dropDuplicatesWithinWatermark(['n'])",
    ]);
    const then = below(6);
    if (then < 2) counted(true);
    if (then === 2) text += ".dropDuplicates(['n', 't'])";
    if (then === 3) text += ".dropDuplicatesWithinWatermark(['k'])";
    if (then === 4) text += ".limit(4)";
    if (sometimes(0.15)) mode = "update";
  } else if (kind === "chain") {
    head();
    counted(true);
    if (sometimes(0.1)) mode = one(["update", "complete"] as const);
  } else {
    head();
    text += `.limit(${1 + below(5)})`;
    if (sometimes(0.4))
      text += one([
        ".where('n > 2')",
        ".groupBy('k').count()",
        ".dropDuplicates(['k'])",
        ".limit(2)",
        ".groupBy(F.window('t', '10 seconds')).count()",
      ]);
    if (text.includes("groupBy('k')")) mode = "complete";
    else if (sometimes(0.1)) mode = "update";
  }

  const hasNulls = sometimes(0.15);
  const base = sometimes(0.12) ? -8 : Date.UTC(2024, 0, 1) / 1000;
  let now = 5;
  const at = (seconds: number): string => new Date((base + seconds) * 1000).toISOString();
  const time = (): number =>
    Math.max(0, now + (sometimes(0.3) ? -below(25) : below(7))) + one([0, 0, 0, 0, 0.5, 0.999]);
  const rows = (): object[] =>
    Array.from({ length: 1 + below(5) }, () => {
      const seconds = time();
      return {
        k: sometimes(0.06) ? null : one(["a", "b", "c"]),
        n: sometimes(0.06) ? null : 1 + below(6),
        t: hasNulls && sometimes(0.2) ? null : at(seconds),
        u: hasNulls && sometimes(0.2) ? null : at(seconds + below(5) - 2),
      };
    });
  const arrive = (): StoryStep => {
    const all =
      "b" in inputs
        ? one([{ a: rows(), b: rows() }, { a: rows(), b: rows() }, { a: rows() }, { b: rows() }])
        : { a: rows() };
    now += below(20);
    return all;
  };
  const batches: StoryStep[] = [];
  for (let i = 0; i < 4; i++) {
    batches.push(arrive());
    if (i < 3 && sometimes(0.15))
      batches.push(
        "stop",
        ...(sometimes(0.5) ? [arrive()] : []),
        one(["start", "start", "availableNow", "once"] as const),
      );
    if (["availableNow", "once"].includes(batches.at(-1) as string)) batches.push("start");
  }
  const config: Record<string, string> = {};
  if (Object.keys(inputs).length > 1 && sometimes(0.3))
    config["spark.sql.streaming.multipleWatermarkPolicy"] = "max";
  if (sometimes(0.08)) config["spark.sql.streaming.noDataMicroBatches.enabled"] = "false";
  return {
    name: `${seed}: ${mode}: ${text}`,
    inputs,
    python: text,
    mode,
    batches,
    ...(!hasNulls && { progress: true, inputRows: !shared.has(seed) }),
    ...(Object.keys(config).length > 0 && { config }),
  };
}

// What docs/differences.md tells of (14, 74, 144); Spark limits an aggregation in the order of its state's hashes (31).
const leftOut = new Set([14, 31, 74, 144]);
// Both sides of a join read the same columns of one stream: Spark reads it once, and tells of half the rows.
const shared = new Set([25, 45]);
const seeds = Array.from({ length: 150 }, (_, i) => i).filter((seed) => !leftOut.has(seed));

export default { stories: seeds.map(storyOf) };
