import type { StreamStory } from "../format.js";

// Chains of several verbs that keep state, in every mode: which Spark refuses, and with what class.

const schema = "k string, n bigint, t timestamp, u timestamp";
const at = (s: number): string => new Date(Date.UTC(2024, 0, 1) + s * 1000).toISOString();
const rows = [
  { k: "a", n: 1, t: at(1), u: at(2) },
  { k: "b", n: 2, t: at(31), u: at(32) },
];
const inputs = {
  a: { schema, watermark: ["t", "5 seconds"] as const },
  b: { schema, watermark: ["u", "5 seconds"] as const },
  c: { schema },
};
const right = "t('b').selectExpr('k AS rk', 'n AS rn', 't AS rt', 'u AS ru')";
const bare = "t('c').selectExpr('k AS rk', 'n AS rn', 't AS rt', 'u AS ru')";
const counts = "t('a').groupBy(F.window('t', '10 seconds').alias('w'), 'k').count()";
const range = "F.expr('k = rk AND t BETWEEN ru - INTERVAL 3 SECONDS AND ru + INTERVAL 3 SECONDS')";

const every: readonly string[] = [
  `t('a').join(${right}, ${range}, 'left').dropDuplicates(['k', 't'])`,
  `t('a').join(${right}, ${range}, 'full').groupBy('k').count()`,
  `t('a').join(${right}, ${range}, 'inner').groupBy(F.window('t', '10 seconds')).count()`,
  `t('a').join(${right}, ${range}, 'inner').join(t('c').selectExpr('k AS ck'), F.expr('k = ck'), 'inner')`,
  `t('a').join(${bare}, F.expr('k = rk'), 'inner').dropDuplicates(['k'])`,
  `t('a').dropDuplicates(['k', 't']).join(${right}, ${range}, 'left')`,
  `t('a').dropDuplicates(['k']).groupBy('k').count()`,
  `t('a').dropDuplicates(['k', 't']).groupBy(F.session_window('t', '3 seconds'), 'k').count()`,
  `${counts}.join(${right}, F.expr('k = rk'), 'inner')`,
  `${counts}.groupBy(F.window('w', '20 seconds')).count()`,
  `${counts}.groupBy('k').count()`,
  `${counts}.orderBy('k')`,
  `${counts}.limit(2)`,
  `${counts}.limit(2).orderBy('k')`,
  `${counts}.dropDuplicatesWithinWatermark(['k'])`,
  `${counts}.union(${counts.replace("t('a')", "t('c')")})`,
  `t('a').limit(2).groupBy('k').count()`,
  `t('a').orderBy('k').groupBy('k').count()`,
  `t('a').groupBy(F.session_window('t', '3 seconds').alias('w'), 'k').count().groupBy(F.window('w', '20 seconds')).count()`,
  `t('a').groupBy(F.session_window('t', '3 seconds').alias('w'), 'k').count().dropDuplicates(['k'])`,
  `t('a').union(t('b')).groupBy(F.window('t', '10 seconds')).count()`,
  `t('a').union(t('b')).dropDuplicatesWithinWatermark(['k'])`,
  `t('a').union(t('c')).dropDuplicatesWithinWatermark(['k'])`,
  `t('c').groupBy(F.window('t', '10 seconds')).count()`,
  `t('c').groupBy('k').count().groupBy('count').count()`,
  `t('c').distinct().groupBy('k').count()`,
  `t('c').dropDuplicates(['k']).limit(1)`,
  `t('a').groupBy('k').agg(F.count_distinct('n'), F.sum('n'))`,
  `t('a').withWatermark('u', '1 second').groupBy('k').count()`,
  `t('a').groupBy('k').agg(F.max('t').alias('m')).withWatermark('m', '1 second').groupBy(F.window('m', '10 seconds')).count()`,
];

const story = (python: string, mode: StreamStory["mode"]): StreamStory => ({
  name: `${mode}: ${python}`,
  inputs,
  python,
  mode,
  batches: [{ a: rows, b: rows, c: rows }],
  progress: true,
});

export default {
  stories: every.flatMap((python) =>
    (["append", "update", "complete"] as const)
      .filter((mode) => mode !== "append" || !/withWatermark\('u'/.test(python)) // refused for two reasons
      .map((mode) => story(python, mode)),
  ),
};
