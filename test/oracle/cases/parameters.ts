import { frameFamily } from "../format.js";

/** Values given beside the text: `:name` by name, `?` in their order. */
export default frameFamily("parameters", {
  views: { nums: "VALUES (1, 'a'), (2, 'b'), (3, NULL) AS t(x, s)" },
  cases: [
    {
      python: "spark.sql('SELECT :x', {'x': 1})",
      frame: ({ session }) => session.sql("SELECT :x", { x: 1 }),
    },
    {
      python: "spark.sql('SELECT :x + 1', {'x': 1})",
      frame: ({ session }) => session.sql("SELECT :x + 1", { x: 1 }),
    },
    {
      python: "spark.sql('SELECT :x', {'x': 1.5})",
      frame: ({ session }) => session.sql("SELECT :x", { x: 1.5 }),
    },
    {
      python: "spark.sql('SELECT :x', {'x': \"it's\"})",
      frame: ({ session }) => session.sql("SELECT :x", { x: "it's" }),
    },
    {
      python: "spark.sql('SELECT :x', {'x': 'a\\\\b${c}\"\\n'})",
      frame: ({ session }) => session.sql("SELECT :x", { x: 'a\\b${c}"\n' }),
    },
    {
      python: "spark.sql('SELECT :x', {'x': None})",
      frame: ({ session }) => session.sql("SELECT :x", { x: null }),
    },
    {
      python: "spark.sql('SELECT :x', {'x': True})",
      frame: ({ session }) => session.sql("SELECT :x", { x: true }),
    },
    {
      python: "spark.sql('SELECT :x', {'x': 2**40})",
      frame: ({ session }) => session.sql("SELECT :x", { x: 2n ** 40n }),
    },
    {
      python: "spark.sql('SELECT :x', {'x': __import__('datetime').datetime(2020, 1, 2, 3, 4, 5, 678000)})",
      frame: ({ session }) => session.sql("SELECT :x", { x: new Date("2020-01-02T03:04:05.678Z") }),
    },
    {
      python: "spark.sql('SELECT :x', {'x': b'ab'})",
      frame: ({ session }) => session.sql("SELECT :x", { x: new Uint8Array([97, 98]) }),
    },
    {
      python: "spark.sql('SELECT :x', {'x': [1, 2]})",
      frame: ({ session }) => session.sql("SELECT :x", { x: [1, 2] }),
    },
    {
      python: "spark.sql('SELECT :x', {'x': F.create_map(F.lit('a'), F.lit(1))})",
      frame: ({ session }) => session.sql("SELECT :x", { x: new Map([["a", 1]]) }),
    },
    {
      python: "spark.sql('SELECT :x.a', {'x': F.struct(F.lit(1).alias('a'))})",
      frame: ({ session, F }) => session.sql("SELECT :x.a", { x: F.struct(F.lit(1).as("a")) }),
    },
    {
      python: "spark.sql('SELECT :x', {'x': F.lit(1) + F.lit(2)})",
      frame: ({ session, F }) => session.sql("SELECT :x", { x: F.lit(1).plus(2) }),
    },
    {
      python: "spark.sql('SELECT :x', {'x': F.col('y')})",
      frame: ({ session, F }) => session.sql("SELECT :x", { x: F.col("y") }),
    },
    {
      python: "spark.sql('SELECT :x', {'x': float('nan')})",
      frame: ({ session }) => session.sql("SELECT :x", { x: NaN }),
    },
    {
      python: "spark.sql('SELECT 1 - :x', {'x': -1})",
      frame: ({ session }) => session.sql("SELECT 1 - :x", { x: -1 }),
    },
    {
      python: "spark.sql('SELECT ?, ?', [1, 'a'])",
      frame: ({ session }) => session.sql("SELECT ?, ?", [1, "a"]),
    },
    { python: "spark.sql('SELECT ?, ?', [1])", frame: ({ session }) => session.sql("SELECT ?, ?", [1]) },
    { python: "spark.sql('SELECT ?', [1, 2])", frame: ({ session }) => session.sql("SELECT ?", [1, 2]) },
    {
      python: "spark.sql('SELECT ?, :x', {'x': 1})",
      frame: ({ session }) => session.sql("SELECT ?, :x", { x: 1 }),
    },
    {
      python: "spark.sql('SELECT :x, :y', {'x': 1})",
      frame: ({ session }) => session.sql("SELECT :x, :y", { x: 1 }),
    },
    {
      python: "spark.sql('SELECT :x', {'x': 1, 'y': 2})",
      frame: ({ session }) => session.sql("SELECT :x", { x: 1, y: 2 }),
    },
    {
      python: "spark.sql('SELECT :x', {'X': 1})",
      frame: ({ session }) => session.sql("SELECT :x", { X: 1 }),
    },
    { python: "spark.sql('SELECT ?', {'x': 1})", frame: ({ session }) => session.sql("SELECT ?", { x: 1 }) },
    { python: "spark.sql('SELECT :x', [1])", frame: ({ session }) => session.sql("SELECT :x", [1]) },
    {
      python: "spark.sql('SELECT \\':x\\', \"?\"', {'x': 1})",
      frame: ({ session }) => session.sql("SELECT ':x', \"?\"", { x: 1 }),
    },
    {
      python: "spark.sql('SELECT 1 -- :x ?', {'x': 1})",
      frame: ({ session }) => session.sql("SELECT 1 -- :x ?", { x: 1 }),
    },
    {
      python: "spark.sql('SELECT x FROM nums WHERE x > :least ORDER BY x LIMIT :n', {'least': 1, 'n': 1})",
      frame: ({ session }) =>
        session.sql("SELECT x FROM nums WHERE x > :least ORDER BY x LIMIT :n", { least: 1, n: 1 }),
    },
    {
      python: "spark.sql('SELECT x FROM nums WHERE s IN (:a, :b) ORDER BY x', {'a': 'a', 'b': 'b'})",
      frame: ({ session }) =>
        session.sql("SELECT x FROM nums WHERE s IN (:a, :b) ORDER BY x", { a: "a", b: "b" }),
    },
    {
      python: "spark.sql('SELECT x FROM nums WHERE x BETWEEN ? AND ? ORDER BY x', [2, 3])",
      frame: ({ session }) => session.sql("SELECT x FROM nums WHERE x BETWEEN ? AND ? ORDER BY x", [2, 3]),
    },
    {
      python: "spark.sql('SELECT x FROM nums WHERE s LIKE :p', {'p': 'a%'})",
      frame: ({ session }) => session.sql("SELECT x FROM nums WHERE s LIKE :p", { p: "a%" }),
    },
    {
      python: "spark.sql('SELECT * FROM IDENTIFIER(:t) ORDER BY x', {'t': 'nums'})",
      frame: ({ session }) => session.sql("SELECT * FROM IDENTIFIER(:t) ORDER BY x", { t: "nums" }),
    },
    {
      python: "spark.sql('SELECT IDENTIFIER(:c) FROM nums ORDER BY 1', {'c': 'x'})",
      frame: ({ session }) => session.sql("SELECT IDENTIFIER(:c) FROM nums ORDER BY 1", { c: "x" }),
    },
    {
      python: "spark.sql('SELECT CAST(NULL AS STRUCT<a:INT, b:STRUCT<x:INT>>) AS s, :x', {'x': 1})",
      frame: ({ session }) =>
        session.sql("SELECT CAST(NULL AS STRUCT<a:INT, b:STRUCT<x:INT>>) AS s, :x", { x: 1 }),
    },
    {
      python: "spark.sql('SELECT INTERVAL :x DAY', {'x': 1})",
      frame: ({ session }) => session.sql("SELECT INTERVAL :x DAY", { x: 1 }),
    },
    {
      python: "spark.sql(\"SELECT 'a' :x\", {'x': 'b'})",
      frame: ({ session }) => session.sql("SELECT 'a' :x", { x: "b" }),
    },
    {
      python: "spark.sql('SELECT count(*), :g FROM nums GROUP BY :g', {'g': 1})",
      frame: ({ session }) => session.sql("SELECT count(*), :g FROM nums GROUP BY :g", { g: 1 }),
    },
    {
      python: "spark.sql('SELECT x FROM nums ORDER BY :k DESC', {'k': 1})",
      frame: ({ session }) => session.sql("SELECT x FROM nums ORDER BY :k DESC", { k: 1 }),
    },
    {
      python: "spark.sql('SELECT :select', {'select': 1})",
      frame: ({ session }) => session.sql("SELECT :select", { select: 1 }),
    },
    {
      python: "spark.sql('WITH c AS (SELECT :x AS a) SELECT a + :x FROM c', {'x': 1})",
      frame: ({ session }) => session.sql("WITH c AS (SELECT :x AS a) SELECT a + :x FROM c", { x: 1 }),
    },
    {
      python: "spark.sql('SELECT transform(array(1, 2), e -> e + :x)', {'x': 1})",
      frame: ({ session }) => session.sql("SELECT transform(array(1, 2), e -> e + :x)", { x: 1 }),
    },
    {
      python: "spark.sql('SELECT map(:k, :v)[:k]', {'k': 'a', 'v': 2})",
      frame: ({ session }) => session.sql("SELECT map(:k, :v)[:k]", { k: "a", v: 2 }),
    },
    {
      python: "spark.sql('SELECT array(1,2,3)[?]', [1])",
      frame: ({ session }) => session.sql("SELECT array(1,2,3)[?]", [1]),
    },
    {
      python: "spark.sql('SELECT * FROM range(:n)', {'n': 2})",
      frame: ({ session }) => session.sql("SELECT * FROM range(:n)", { n: 2 }),
    },
    {
      python: "spark.sql('SELECT from_json(\\'{\"a\": 1}\\', :s)', {'s': 'a INT'})",
      frame: ({ session }) => session.sql("SELECT from_json('{\"a\": 1}', :s)", { s: "a INT" }),
    },
    {
      python: "spark.sql('SELECT typeof(:x), typeof(:y)', {'x': 1, 'y': 2**40})",
      frame: ({ session }) => session.sql("SELECT typeof(:x), typeof(:y)", { x: 1, y: 2n ** 40n }),
    },
    { python: "spark.sql('SELECT :x')", frame: ({ session }) => session.sql("SELECT :x") },
    { python: "spark.sql('SELECT ?')", frame: ({ session }) => session.sql("SELECT ?") },
  ],
});
