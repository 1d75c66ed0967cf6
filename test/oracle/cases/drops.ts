import { frameFamily } from "../format.js";

/** `drop` by name and by the very column. */
export default frameFamily("drops", {
  views: {
    people: "SELECT * FROM VALUES (1, 'Ann', 'it'), (2, 'Bo', 'hr') AS people(id, name, dept)",
    units: "SELECT * FROM VALUES (7, 'it', 'Informatics'), (8, 'hr', 'People') AS units(id, dept, title)",
    nested: "SELECT 1 AS id, named_struct('a', 1, 'b', 2) AS s",
  },
  cases: [
    { python: "t('people').drop('NAME', 'nope')", frame: ({ t }) => t("people").drop("NAME", "nope") },
    { python: "t('people').drop(F.col('Name'))", frame: ({ t, F }) => t("people").drop(F.col("Name")) },
    {
      python: "t('people').drop(F.col('name'), F.col('dept'))",
      frame: ({ t, F }) => t("people").drop(F.col("name"), F.col("dept")),
    },
    { python: "t('people').drop(F.col('nope'))", frame: ({ t, F }) => t("people").drop(F.col("nope")) },
    { python: "t('people').drop()", frame: ({ t }) => t("people").drop() },
    {
      python: "(lambda p, u: p.join(u, p['dept'] == u['dept']).drop(u['dept']))(t('people'), t('units'))",
      frame: ({ t }) => {
        const [p, u] = [t("people"), t("units")];
        return p.join(u, p.col("dept").equalTo(u.col("dept"))).drop(u.col("dept"));
      },
    },
    {
      python:
        "(lambda p, u: p.join(u, p['dept'] == u['dept']).drop(u['dept'], p['id']))(t('people'), t('units'))",
      frame: ({ t }) => {
        const [p, u] = [t("people"), t("units")];
        return p.join(u, p.col("dept").equalTo(u.col("dept"))).drop(u.col("dept"), p.col("id"));
      },
    },
    {
      python: "(lambda p, u: p.join(u, p['dept'] == u['dept']).drop('dept'))(t('people'), t('units'))",
      frame: ({ t }) => {
        const [p, u] = [t("people"), t("units")];
        return p.join(u, p.col("dept").equalTo(u.col("dept"))).drop("dept");
      },
    },
    {
      python: "(lambda p, u: p.join(u, p['dept'] == u['dept']).drop(F.col('dept')))(t('people'), t('units'))",
      frame: ({ t, F }) => {
        const [p, u] = [t("people"), t("units")];
        return p.join(u, p.col("dept").equalTo(u.col("dept"))).drop(F.col("dept"));
      },
    },
    {
      python:
        "t('people').alias('p').join(t('units').alias('u'), F.expr('p.dept = u.dept')).drop(F.col('u.dept'), F.col('p.id'))",
      frame: ({ t, F }) =>
        t("people")
          .alias("p")
          .join(t("units").alias("u"), F.expr("p.dept = u.dept"))
          .drop(F.col("u.dept"), F.col("p.id")),
    },
    {
      python: "t('people').alias('p').join(t('units').alias('u'), F.expr('p.dept = u.dept')).drop('u.dept')",
      frame: ({ t, F }) =>
        t("people").alias("p").join(t("units").alias("u"), F.expr("p.dept = u.dept")).drop("u.dept"),
    },
    {
      python: "t('people').drop(t('units')['id'])",
      frame: ({ t }) => t("people").drop(t("units").col("id")),
    },
    {
      python: "(lambda p: p.withColumn('name', F.upper('name')).drop(p['name']))(t('people'))",
      frame: ({ t, F }) => {
        const p = t("people");
        return p.withColumn("name", F.upper("name")).drop(p.col("name"));
      },
    },
    {
      python: "(lambda p: p.where('id > 1').drop(p['name']))(t('people'))",
      frame: ({ t }) => {
        const p = t("people");
        return p.where("id > 1").drop(p.col("name"));
      },
    },
    {
      python: "(lambda p: p.withColumnRenamed('name', 'n').drop(p['name']))(t('people'))",
      frame: ({ t }) => {
        const p = t("people");
        return p.withColumnRenamed("name", "n").drop(p.col("name"));
      },
    },
    { python: "t('nested').drop('s.a')", frame: ({ t }) => t("nested").drop("s.a") },
    { python: "t('nested').drop(F.col('s.a'))", frame: ({ t, F }) => t("nested").drop(F.col("s.a")) },
    {
      python: "t('people').drop(F.col('id') + 1)",
      frame: ({ t, F }) => t("people").drop(F.col("id").plus(1)),
    },
    {
      python: "t('people').drop('name', F.col('id'))",
      frame: ({ t, F }) => t("people").drop("name", F.col("id")),
    },
  ],
});
