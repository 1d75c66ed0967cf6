import type { StreamStory } from "../format.js";

// What cannot stream, and what looks as if it could not: every verb above what keeps state or not, in every mode.

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
const values = "spark.sql(\"SELECT * FROM VALUES ('a', 1), ('b', 2) AS v(k, w)\")";
const counts = "t('a').groupBy(F.window('t', '10 seconds')).count()";
const right = "t('b').selectExpr('k AS rk', 'n AS rn', 't AS rt', 'u AS ru')";

const everyMode: readonly string[] = [
  "t('a').orderBy('k')",
  "t('c').groupBy('k').count().orderBy('k')",
  "t('a').limit(1)",
  `${counts}.groupBy('count').count()`,
  "t('a').groupBy('k').agg(F.expr('count(DISTINCT n)'))",
  "t('c').groupBy(F.session_window('t', '5 seconds'), 'k').count()",
  "t('a').groupBy(F.session_window('t', '5 seconds'), 'k').count()",
  "t('a').groupBy(F.session_window('u', '5 seconds'), 'k').count()",
  "t('a').groupBy('t').count()",
  "t('a').groupBy('u').count()",
  "t('a').groupBy().count()",
  "t('a').rollup(F.window('t', '10 seconds'), 'k').count()",
  "t('a').groupBy('k').pivot('n', [1, 2]).count()",
  "t('a').dropDuplicates(['k'])",
  "t('a').distinct()",
  "t('c').dropDuplicatesWithinWatermark(['k'])",
  `t('a').join(${right}, F.expr('k = rk AND t = ru'), 'inner')`,
  `t('a').join(${right}, F.expr('k = rk AND t = ru'), 'left')`,
  `t('a').join(${right}, F.expr('k = rk AND t = ru'), 'leftsemi')`,
  `t('a').join(${right}, F.expr('k = rk'), 'left')`,
  `${counts}.join(${values}, F.expr('count = w'), 'left')`,
  `${counts}.union(t('b').groupBy(F.window('u', '10 seconds')).count())`,
  "t('a').selectExpr('k', 'row_number() OVER (PARTITION BY k ORDER BY t) AS r')",
  "t('a').select('k').distinct().groupBy('k').count()",
];
const appendOnly: readonly string[] = [
  `${counts}.limit(1)`,
  `t('a').join(${right}, F.expr('k = rk AND t >= ru'), 'full')`,
  `t('a').join(${right}, F.expr('k = rk AND t = ru'), 'leftanti')`,
  `t('a').join(${right}, F.expr('t > ru'), 'inner')`,
  `t('a').crossJoin(${right})`,
  `t('a').join(${values}, 'k', 'right')`,
  `t('a').join(${values}, 'k', 'full')`,
  `${values}.join(t('a'), 'k', 'left')`,
  `${values}.join(t('a'), 'k', 'leftsemi')`,
  `${values}.join(t('a'), 'k', 'leftanti')`,
  `${values}.join(t('a'), 'k', 'right')`,
  `${values}.join(t('a'), 'k', 'full')`,
  `${values}.select('k').union(t('a').select('k'))`,
  "t('a').select('k').intersect(t('c').select('k'))",
  `t('a').select('k').intersect(${values}.select('k'))`,
  `t('a').select('k').exceptAll(${values}.select('k'))`,
  `t('a').select('k').subtract(${values}.select('k'))`,
  `${values}.select('k').subtract(t('a').select('k'))`,
  "t('a').offset(1)",
  "t('a').sample(0.5)",
  "t('a').repartition(2)",
  "t('a').coalesce(1)",
  "t('a').withWatermark('k', '1 second')",
  "t('c').withWatermark('t', '1 month')",
  "t('c').withWatermark('t', 'soon')",
  "t('c').withWatermark('z', '1 second')",
  "t('a').groupBy(F.window('t', '10 seconds', '20 seconds')).count()",
  "t('a').groupBy(F.window('t', '0 seconds')).count()",
  "t('a').groupBy(F.window('t', '10 seconds', '5 seconds', '5 seconds')).count()",
  "t('a').groupBy(F.window('k', '10 seconds')).count()",
  "t('a').groupBy(F.window('t', '10 seconds'), F.window('u', '10 seconds')).count()",
  "t('a').groupBy(F.session_window('t', '5 seconds')).count()",
  "t('a').groupBy(F.window_time('t')).count()",
  "t('a').groupBy(F.window('t', '10 seconds')).agg(F.sum_distinct('n'))",
  "t('a').dropDuplicates(['z'])",
  "t('a').where('n > (SELECT max(w) FROM VALUES (1), (2) AS v(w))')",
  "t('a').where('k IN (SELECT k FROM VALUES (1), (2) AS v(k))')",
  "spark.sql('SELECT * FROM a WHERE k IN (SELECT k FROM c)')",
  "spark.sql('SELECT * FROM a WHERE EXISTS (SELECT 1 FROM c WHERE c.k = a.k)')",
  "spark.sql('SELECT k, (SELECT max(n) FROM c) AS m FROM a')",
  "spark.sql('SELECT k FROM a UNION SELECT k FROM a')",
  "spark.sql('WITH w AS (SELECT k, n FROM a) SELECT x.k FROM w x JOIN w y ON x.k = y.k')",
  "spark.sql('SELECT window(t, \"10 seconds\") w, count(*) c FROM a GROUP BY 1 HAVING c > 0')",
  "spark.sql('SELECT k, count(*) FROM a GROUP BY k ORDER BY k')",
  "spark.sql('SELECT k FROM a LIMIT 1 OFFSET 1')",
  "spark.sql('SELECT k, t FROM a TABLESAMPLE (50 PERCENT)')",
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
  stories: [
    ...everyMode.flatMap((python) =>
      (["append", "update", "complete"] as const).map((mode) => story(python, mode)),
    ),
    // In complete mode Spark takes the first of its groups in the order of their hashes.
    story(`${counts}.dropDuplicates(['count'])`, "append"),
    story(`${counts}.dropDuplicates(['count'])`, "update"),
    ...appendOnly.map((python) => story(python, "append")),
  ],
};
