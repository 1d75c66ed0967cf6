import { queryFamily } from "../format.js";

/** Queries that an independent judge asked, and that were answered differently once. */
export default queryFamily("judged-queries", {
  views: {
    emp: "SELECT * FROM VALUES (1,'ann','eng',100,DATE'2020-01-15'),(2,'bob','eng',200,DATE'2020-02-10'),(3,'cid','ops',150,DATE'2019-12-31'),(4,'dee','ops',NULL,DATE'2021-03-01'),(5,'eve',NULL,300,NULL),(6,'fay','eng',200,DATE'2020-02-11') AS t(id,name,dept,sal,hired)",
    times:
      "SELECT * FROM VALUES (1, INTERVAL '1-2' YEAR TO MONTH, INTERVAL '1 02:03:04.5' DAY TO SECOND, TIMESTAMP'2020-01-01 00:00:00', DATE'2020-01-01') AS t(id, ym, dt, ts, d)",
  },
  cases: [
    "SELECT ym - ym, ts + ym, ts - dt, d + ym, d - dt, INTERVAL '1' MONTH - ym, INTERVAL '1' MONTH + ts, ym + d FROM times",
    "SELECT dt + INTERVAL '1' DAY, INTERVAL '1' DAY + dt, dt - INTERVAL '1' HOUR, ts - INTERVAL '1' HOUR, d + 1 + ym FROM times",
    "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY sal) FILTER (WHERE dept = 'eng') FROM emp",
    "SELECT listagg(name, '+') WITHIN GROUP (ORDER BY id DESC) FILTER (WHERE sal > 100) FROM emp",
    "SELECT sum(sal) OVER (w ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM emp WINDOW w AS (ORDER BY id)",
    "SELECT sum(sal) OVER (w ORDER BY id) FROM emp WINDOW w AS (PARTITION BY dept)",
    "SELECT id, sum(sal) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) FROM emp",
    "SELECT id, count(sal) OVER w FROM emp WINDOW w AS (ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)",
    "SELECT sum(sal) FILTER (WHERE sum(sal) > 1) FROM emp",
    "WITH RECURSIVE f(a, b) AS (VALUES (0, 1) UNION ALL SELECT b, a + b FROM f WHERE b < 30) SELECT a FROM f ORDER BY a",
    "VALUES (1) UNION ALL VALUES (2), (3)",
    "SELECT IDENTIFIER('id') FROM IDENTIFIER('emp') WHERE id = 1",
    "SELECT IDENTIFIER('e.' || 'name') FROM IDENTIFIER('emp') e WHERE IDENTIFIER('id') = 2",
    "WITH c AS (SELECT 7 x) SELECT * FROM IDENTIFIER('c')",
    "SELECT IDENTIFIER('nope') FROM emp",
    "SELECT * FROM IDENTIFIER('nope')",
    "SELECT IDENTIFIER('a b') FROM emp",
    "SELECT IDENTIFIER(name) FROM emp",
  ],
});
