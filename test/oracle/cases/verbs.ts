import { frameFamily } from "../format.js";

export default frameFamily("verbs", {
  views: {
    people:
      "VALUES (1, 'ann', 10, 1.5D), (2, 'bob', 20, NULL), (3, NULL, 10, 2.5D), (3, NULL, 10, 2.5D) AS t(id, name, dept, pay)",
    units: "VALUES (10, 'sea'), (20, 'air'), (30, 'sun') AS t(dept, title)",
    more: "VALUES ('cyd', 4), ('dan', 5) AS t(name, id)",
  },
  cases: [
    { python: "t('people').distinct()", frame: ({ t }) => t("people").distinct() },
    { python: "t('people').dropDuplicates()", frame: ({ t }) => t("people").dropDuplicates() },
    {
      python: "t('people').select('dept').dropDuplicates(['dept'])",
      frame: ({ t }) => t("people").select("dept").dropDuplicates(["dept"]),
    },
    {
      python: "t('people').select('id', 'name').unionByName(t('more'))",
      frame: ({ t }) => t("people").select("id", "name").unionByName(t("more")),
    },
    {
      python: "t('people').unionByName(t('more'), allowMissingColumns=True)",
      frame: ({ t }) => t("people").unionByName(t("more"), { allowMissingColumns: true }),
    },
    {
      python: "t('people').select('dept').intersect(t('units').select('dept'))",
      frame: ({ t }) => t("people").select("dept").intersect(t("units").select("dept")),
    },
    {
      python: "t('people').select('dept').intersectAll(t('people').select('dept'))",
      frame: ({ t }) => t("people").select("dept").intersectAll(t("people").select("dept")),
    },
    {
      python: "t('units').select('dept').subtract(t('people').select('dept'))",
      frame: ({ t }) => t("units").select("dept").subtract(t("people").select("dept")),
    },
    {
      python: "t('people').exceptAll(t('people').limit(1))",
      frame: ({ t }) => t("people").exceptAll(t("people").limit(1)),
    },
    { python: "t('people').na.fill(0)", frame: ({ t }) => t("people").na.fill(0) },
    { python: "t('people').na.fill('?')", frame: ({ t }) => t("people").na.fill("?") },
    {
      python: "t('people').na.fill({'name': 'x', 'pay': 9.5})",
      frame: ({ t }) => t("people").na.fill({ name: "x", pay: 9.5 }),
    },
    {
      python: "t('people').na.replace({10: 11, 20: 21})",
      frame: ({ t }) =>
        t("people").na.replace(
          new Map([
            [10, 11],
            [20, 21],
          ]),
        ),
    },
    {
      python: "t('people').na.replace('ann', 'anna', 'name')",
      frame: ({ t }) => t("people").na.replace({ ann: "anna" }, "name"),
    },
    { python: "t('people').describe('id', 'name')", frame: ({ t }) => t("people").describe("id", "name") },
    {
      python: "t('people').summary('count', 'min', 'max', 'mean')",
      frame: ({ t }) => t("people").summary("count", "min", "max", "mean"),
    },
    {
      python: "t('people').toDF('a', 'b', 'c', 'd')",
      frame: ({ t }) => t("people").toDF("a", "b", "c", "d"),
    },
    {
      python: "t('people').groupBy('dept').count()",
      frame: ({ t }) => t("people").groupBy("dept").count(),
    },
    {
      python: "t('people').groupBy('dept').agg({'pay': 'avg'})",
      frame: ({ t }) => t("people").groupBy("dept").agg({ pay: "avg" }),
    },
    { python: "t('people').groupBy('dept').sum()", frame: ({ t }) => t("people").groupBy("dept").sum() },
    {
      python: "t('people').groupBy('dept').min('id', 'pay')",
      frame: ({ t }) => t("people").groupBy("dept").min("id", "pay"),
    },
    {
      python: "t('people').groupBy('id').pivot('dept', [10, 20]).sum('pay')",
      frame: ({ t }) => t("people").groupBy("id").pivot("dept", [10, 20]).sum("pay"),
    },
    {
      python: "t('people').cube('dept', 'name').count()",
      frame: ({ t }) => t("people").cube("dept", "name").count(),
    },
    {
      python: "t('people').rollup('dept').agg(F.sum('pay').alias('s'))",
      frame: ({ t, F }) => t("people").rollup("dept").agg(F.sum("pay").alias("s")),
    },
    {
      python: "t('people').join(t('units'), 'dept')",
      frame: ({ t }) => t("people").join(t("units"), "dept"),
    },
    {
      python: "t('people').join(t('units'), ['dept'], 'outer')",
      frame: ({ t }) => t("people").join(t("units"), ["dept"], "outer"),
    },
    {
      python: "t('people').join(t('units'), 'dept', 'left_anti')",
      frame: ({ t }) => t("people").join(t("units"), "dept", "left_anti"),
    },
    {
      python:
        "t('people').alias('p').join(t('units').alias('u'), F.expr('p.dept = u.dept'), 'left').select('p.id', 'u.title')",
      frame: ({ t, F }) =>
        t("people")
          .alias("p")
          .join(t("units").alias("u"), F.expr("p.dept = u.dept"), "left")
          .select("p.id", "u.title"),
    },
    {
      python: "t('people').crossJoin(t('units')).select('id', 'title')",
      frame: ({ t }) => t("people").crossJoin(t("units")).select("id", "title"),
    },
    {
      python: "t('people').select('name').orderBy(F.col('id').desc(), 'name')",
      compare: "exact",
      frame: ({ t, F }) => t("people").select("name").orderBy(F.col("id").desc(), "name"),
    },
    {
      python: "t('people').select('name').where('id > 2')",
      frame: ({ t }) => t("people").select("name").where("id > 2"),
    },
    {
      python: "t('units').orderBy('dept').offset(1).limit(1)",
      compare: "exact",
      frame: ({ t }) => t("units").orderBy("dept").offset(1).limit(1),
    },
    {
      python: "t('people').withColumns({'a': F.col('id') + 1, 'name': F.upper('name')})",
      frame: ({ t, F }) => t("people").withColumns({ a: F.col("id").plus(1), name: F.upper("name") }),
    },
    {
      python: "t('people').unpivot('id', ['dept'], 'k', 'v')",
      frame: ({ t }) => t("people").unpivot("id", ["dept"], "k", "v"),
    },
    {
      python:
        "t('people').select('id', F.row_number().over(Window.partitionBy('dept').orderBy('id', 'pay')).alias('n'))",
      frame: ({ t, F, Window }) =>
        t("people").select(
          "id",
          F.rowNumber().over(Window.partitionBy("dept").orderBy("id", "pay")).alias("n"),
        ),
    },
    {
      python:
        "t('people').select('id', F.sum('pay').over(Window.orderBy('id').rowsBetween(-1, 0)).alias('s')).limit(3)",
      frame: ({ t, F, Window }) =>
        t("people")
          .select("id", F.sum("pay").over(Window.orderBy("id").rowsBetween(-1, 0)).alias("s"))
          .limit(3),
    },
    { python: "spark.range(2, 8, 3)", frame: ({ session }) => session.range(2, 8, 3) },
    { python: "t('people').select('nope')", frame: ({ t }) => t("people").select("nope") },
    { python: "t('people').toDF('a')", frame: ({ t }) => t("people").toDF("a") },
    { python: "t('people').union(t('units'))", frame: ({ t }) => t("people").union(t("units")) },
    { python: "t('people').unionByName(t('units'))", frame: ({ t }) => t("people").unionByName(t("units")) },
    {
      python: "t('people').join(t('units'), 'nope')",
      frame: ({ t }) => t("people").join(t("units"), "nope"),
    },
  ],
});
