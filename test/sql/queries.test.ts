import { beforeAll, describe, expect, test } from "vitest";
import { initParser, parseQuery } from "../../src/sql/parser.js";
import { planText } from "./expr-text.js";

beforeAll(initParser);

const isAggregate = (name: string): boolean => ["count", "sum", "max", "min", "avg"].includes(name);

function plan(text: string): string[] {
  return planText(parseQuery(text, { isAggregate })).split("\n");
}

describe("a SELECT becomes its operators, from the inside out", () => {
  test.each<[string, ...string[]]>([
    ["SELECT * FROM t", "project *", "  table t"],
    [
      "SELECT a, b + 1 AS c FROM s.t WHERE a > 2",
      "project a, (AS (+ b 1) c)",
      "  filter (> a 2)",
      "    table s.t",
    ],
    ["SELECT DISTINCT a FROM t", "distinct", "  project a", "    table t"],
    ["SELECT ALL a FROM t", "project a", "  table t"],
    ["SELECT 1", "project 1", "  values ()"],
    ["SELECT 1 WHERE false", "project 1", "  filter false", "    values ()"],
    ["SELECT 1 LIMIT 3", "limit 3", "  project 1", "    values ()"],
    ["SELECT a FROM t LIMIT 3 OFFSET 4", "limit 3 offset 4", "  project a", "    table t"],
    ["SELECT a FROM t OFFSET 4", "limit Infinity offset 4", "  project a", "    table t"],
    ["SELECT a FROM t LIMIT ALL", "project a", "  table t"],
    ["SELECT a FROM t;", "project a", "  table t"],
    ["SELECT offset, limit1, `order` FROM kafka", "project offset, limit1, order", "  table kafka"],
    ["SELECT left, right, end, first FROM t", "project left, right, end, first", "  table t"],
    ["SELECT a x, b AS end FROM t u", "project (AS a x), (AS b end)", "  alias u", "    table t"],
    ["VALUES (1, 'a')", 'values (1, "a")'],
    ["VALUES 1, 2", "values (1), (2)"],
  ])("%s", (text, ...expected) => {
    expect(plan(text)).toEqual(expected);
  });
});

describe("aggregation", () => {
  test.each<[string, ...string[]]>([
    ["SELECT count(*) FROM t", "aggregate [] (count 1)", "  table t"],
    ["SELECT a, sum(b) FROM t GROUP BY a", "aggregate [a] a, (sum b)", "  table t"],
    [
      "SELECT upper(a) AS k, sum(b) FROM t GROUP BY 1",
      "aggregate [1] (AS (upper a) k), (sum b)",
      "  table t",
    ],
    ["SELECT a AS k, sum(b) FROM t GROUP BY k", "aggregate [k] (AS a k), (sum b)", "  table t"],
    ["SELECT a, b, sum(c) FROM t GROUP BY ALL", "aggregate [*] a, b, (sum c)", "  table t"],
    ["SELECT a FROM t GROUP BY a", "aggregate [a] a", "  table t"],
    ["SELECT sum(a) + 1 FROM t WHERE b", "aggregate [] (+ (sum a) 1)", "  filter b", "    table t"],
    [
      "SELECT a, sum(b) AS s FROM t GROUP BY a HAVING count(*) > 1 AND s < 9",
      "having (and (> (count 1) 1) (< s 9))",
      "  aggregate [a] a, (AS (sum b) s)",
      "    table t",
    ],
    ["SELECT 1 FROM t HAVING count(*) > 1", "having (> (count 1) 1)", "  aggregate [] 1", "    table t"],
    [
      "SELECT a AS b FROM t GROUP BY a HAVING max(b) > 1",
      "having (> (max b) 1)",
      "  aggregate [a] (AS a b)",
      "    table t",
    ],
  ])("%s", (text, ...expected) => {
    expect(plan(text)).toEqual(expected);
  });
});

describe("ORDER BY: the select list first, its input through hidden columns after", () => {
  test.each<[string, ...string[]]>([
    ["SELECT a FROM t ORDER BY a", "sort a asc", "  project a", "    table t"],
    ["SELECT a FROM t ORDER BY a DESC", "sort a desc nulls last", "  project a", "    table t"],
    [
      "SELECT a, b FROM t ORDER BY a NULLS LAST, b DESC NULLS FIRST",
      "sort a asc nulls last, b desc",
      "  project a, b",
      "    table t",
    ],
    ["SELECT a AS b, b AS a FROM t ORDER BY a", "sort a asc", "  project (AS a b), (AS b a)", "    table t"],
    [
      "SELECT a + 1 AS x FROM t ORDER BY x * 2",
      "sort (* x 2) asc",
      "  project (AS (+ a 1) x)",
      "    table t",
    ],
    ["SELECT a + 1 FROM t ORDER BY a + 1", "sort (+ a 1) asc", "  project (+ a 1)", "    table t"],
    ["SELECT t.a FROM t ORDER BY t.a", "sort t.a asc", "  project t.a", "    table t"],
    [
      "SELECT a, b FROM t ORDER BY 2, 1 DESC",
      "sort 2 asc, 1 desc nulls last",
      "  project a, b",
      "    table t",
    ],
    ["SELECT * FROM t ORDER BY b", "sort b asc", "  project *", "    table t"],
    [
      "SELECT *, a + 1 AS c FROM t ORDER BY c, b",
      "sort c asc, b asc",
      "  project *, (AS (+ a 1) c)",
      "    table t",
    ],
    ["SELECT a FROM t ORDER BY b", "sort b asc", "  project a", "    table t"],
    [
      "SELECT a + 1 AS x FROM t ORDER BY x + b",
      "sort (+ x b) asc",
      "  project (AS (+ a 1) x)",
      "    table t",
    ],
    ["SELECT a, a FROM t ORDER BY 1", "sort 1 asc", "  project a, a", "    table t"],
    [
      "SELECT a FROM t GROUP BY a ORDER BY count(*) DESC, a LIMIT 2",
      "limit 2",
      "  sort (count 1) desc nulls last, a asc",
      "    aggregate [a] a",
      "      table t",
    ],
    [
      "SELECT a, count(*) FROM t GROUP BY a ORDER BY count(*)",
      "sort (count 1) asc",
      "  aggregate [a] a, (count 1)",
      "    table t",
    ],
    ["SELECT DISTINCT a FROM t ORDER BY b", "sort b asc", "  distinct", "    project a", "      table t"],
    [
      "SELECT cast(a AS int) FROM t ORDER BY cast(a AS int)",
      "sort (cast a int) asc",
      "  project (cast a int)",
      "    table t",
    ],
  ])("%s", (text, ...expected) => {
    expect(plan(text)).toEqual(expected);
  });
});

describe("FROM", () => {
  test.each<[string, ...string[]]>([
    ["SELECT * FROM a JOIN b ON a.x = b.x", "inner join on (= a.x b.x)", "  table a", "  table b"],
    ["SELECT * FROM a INNER JOIN b USING (x, y)", "inner join using x, y", "  table a", "  table b"],
    ["SELECT * FROM a LEFT JOIN b ON p", "left join on p", "  table a", "  table b"],
    ["SELECT * FROM a LEFT OUTER JOIN b ON p", "left join on p", "  table a", "  table b"],
    ["SELECT * FROM a RIGHT JOIN b ON p", "right join on p", "  table a", "  table b"],
    ["SELECT * FROM a FULL OUTER JOIN b ON p", "full join on p", "  table a", "  table b"],
    ["SELECT * FROM a LEFT SEMI JOIN b ON p", "semi join on p", "  table a", "  table b"],
    ["SELECT * FROM a SEMI JOIN b USING (x)", "semi join using x", "  table a", "  table b"],
    ["SELECT * FROM a LEFT ANTI JOIN b ON p", "anti join on p", "  table a", "  table b"],
    ["SELECT * FROM a CROSS JOIN b", "cross join", "  table a", "  table b"],
    ["SELECT * FROM a JOIN b", "cross join", "  table a", "  table b"],
    ["SELECT * FROM a, b", "cross join", "  table a", "  table b"],
    ["SELECT * FROM a x, b AS y", "cross join", "  alias x", "    table a", "  alias y", "    table b"],
    [
      "SELECT * FROM a, b JOIN c ON p",
      "cross join",
      "  table a",
      "  inner join on p",
      "    table b",
      "    table c",
    ],
    [
      "SELECT * FROM a JOIN b ON p, c LEFT JOIN d ON q",
      "cross join",
      "  inner join on p",
      "    table a",
      "    table b",
      "  left join on q",
      "    table c",
      "    table d",
    ],
    [
      "SELECT * FROM a JOIN (b JOIN c ON p) ON q",
      "inner join on q",
      "  table a",
      "  inner join on p",
      "    table b",
      "    table c",
    ],
    ["SELECT * FROM (SELECT x FROM a) y", "alias y", "  project x", "    table a"],
    ["SELECT * FROM (SELECT x FROM a) AS y(z)", "alias y", "  names z", "    project x", "      table a"],
    ["SELECT * FROM (a)", "table a"],
    ["SELECT * FROM VALUES (1), (2) AS v(n)", "alias v", "  names n", "    values (1), (2)"],
  ])("%s", (text, ...expected) => {
    expect(plan(text).slice(1)).toEqual(expected.map((line) => `  ${line}`));
  });
});

describe("set operations", () => {
  test.each<[string, ...string[]]>([
    [
      "SELECT a FROM t UNION ALL SELECT b FROM u",
      "union",
      "  project a",
      "    table t",
      "  project b",
      "    table u",
    ],
    [
      "SELECT 1 UNION SELECT 2",
      "distinct",
      "  union",
      "    project 1",
      "      values ()",
      "    project 2",
      "      values ()",
    ],
    [
      "SELECT a FROM t UNION ALL SELECT a FROM u UNION ALL SELECT a FROM v",
      "union",
      "  project a",
      "    table t",
      "  project a",
      "    table u",
      "  project a",
      "    table v",
    ],
    [
      "SELECT a FROM t UNION ALL (SELECT b FROM u ORDER BY b LIMIT 1) ORDER BY 1 LIMIT 5",
      "limit 5",
      "  sort 1 asc",
      "    union",
      "      project a",
      "        table t",
      "      limit 1",
      "        sort b asc",
      "          project b",
      "            table u",
    ],
    ["(SELECT a FROM t LIMIT 2) LIMIT 1", "limit 1", "  limit 2", "    project a", "      table t"],
  ])("%s", (text, ...expected) => {
    expect(plan(text)).toEqual(expected);
  });
});

describe("WITH", () => {
  test("a named query stands for its plan, under its name", () => {
    expect(plan("WITH c AS (SELECT a FROM t) SELECT * FROM c")).toEqual([
      "project *",
      "  alias c",
      "    project a",
      "      table t",
    ]);
  });

  test("it may name its columns, and the next one may use it", () => {
    expect(plan("WITH c(x) AS (SELECT a FROM t), d AS (SELECT x FROM C) SELECT * FROM d AS e")).toEqual([
      "project *",
      "  alias e",
      "    alias d",
      "      project x",
      "        alias C",
      "          names x",
      "            project a",
      "              table t",
    ]);
  });

  test("its own name inside it means the table", () => {
    expect(plan("WITH t AS (SELECT a FROM t) SELECT * FROM t").at(-1)).toBe("      table t");
  });

  test("an inner one hides an outer one of the same name, inside only", () => {
    const text =
      "WITH c AS (SELECT 1 AS x), d AS (WITH c AS (SELECT 2 AS x) SELECT * FROM c) SELECT * FROM d, c";
    const shown = plan(text).join("\n");
    expect(shown).toMatch(/alias d\n +project \*\n +alias c\n +project \(AS 2 x\)/);
    expect(shown).toMatch(/\n {4}alias c\n +project \(AS 1 x\)/);
  });

  test("subqueries and both sides of a union see it", () => {
    const text = "WITH c AS (SELECT 1 AS x) SELECT * FROM (SELECT * FROM c) s UNION ALL SELECT * FROM c";
    expect(plan(text).filter((line) => line.trim() === "alias c")).toHaveLength(2);
  });
});

test("nodes of a plan are frozen", () => {
  const query = parseQuery("SELECT a, count(*) FROM t GROUP BY a HAVING sum(b) > 1 ORDER BY 1 LIMIT 3", {
    isAggregate,
  });
  expect(Object.isFrozen(query)).toBe(true);
  expect(query.kind === "limit" && Object.isFrozen(query.child)).toBe(true);
});
