import { queryFamily } from "../format.js";

export default queryFamily("pivots", {
  compare: "anyOrder",
  views: {
    sales:
      "VALUES (2020, 'q1', 10, 'n'), (2020, 'q2', 20, 'n'), (2021, 'q1', 30, 's'), (2021, 'q1', 5, 'n'), (2021, 'q3', 7, NULL) AS t(year, q, amt, reg)",
    wide: "VALUES (1, 10, 20, 30L), (2, 11, NULL, 31L) AS t(id, a, b, c)",
  },
  cases: [
    "SELECT * FROM (SELECT year, q, amt FROM sales) PIVOT (sum(amt) FOR q IN ('q1', 'q2'))",
    "SELECT * FROM (SELECT year, q, amt FROM sales) PIVOT (sum(amt) AS s FOR q IN ('q1', 'q2'))",
    "SELECT * FROM (SELECT year, q, amt FROM sales) PIVOT (sum(amt) FOR q IN ('q1' AS first, 'q2' AS second))",
    "SELECT * FROM (SELECT year, q, amt FROM sales) PIVOT (sum(amt) AS s, max(amt) AS m FOR q IN ('q1' AS a, 'q2'))",
    "SELECT * FROM (SELECT year, q, amt FROM sales) PIVOT (sum(amt), count(*) FOR q IN ('q1', 'q2'))",
    "SELECT * FROM sales PIVOT (sum(amt) FOR q IN ('q1', 'q2'))",
    "SELECT * FROM (SELECT year, q, amt FROM sales) PIVOT (count(amt) FOR q IN ('q1', 'q2', 'q4'))",
    "SELECT * FROM (SELECT year, q, amt FROM sales) PIVOT (sum(amt) FOR year IN (2020, 2021)) ORDER BY q",
    "SELECT * FROM sales PIVOT (sum(amt) FOR (q, reg) IN (('q1', 'n'), ('q1', 's') AS south))",
    "SELECT q1 + 1 FROM (SELECT year, q, amt FROM sales) PIVOT (sum(amt) FOR q IN ('q1')) AS p WHERE p.year = 2021",
    "SELECT * FROM (SELECT year, q, amt FROM sales) PIVOT (avg(amt * 2) FOR q IN ('q1'))",
    "SELECT * FROM (SELECT q, amt FROM sales) PIVOT (sum(amt) FOR q IN ('q1', 'q3'))",
    "SELECT * FROM sales PIVOT (amt FOR q IN ('q1'))",
    "SELECT * FROM sales PIVOT (sum(amt) FOR nope IN ('q1'))",
    "SELECT * FROM wide UNPIVOT (v FOR k IN (a, b))",
    "SELECT * FROM wide UNPIVOT INCLUDE NULLS (v FOR k IN (a, b, c))",
    "SELECT * FROM wide UNPIVOT EXCLUDE NULLS (v FOR k IN (a AS x, b AS `why not`))",
    "SELECT * FROM wide UNPIVOT ((v, w) FOR k IN ((a, b) AS ab, (b, a)))",
    "SELECT k, sum(v) FROM wide UNPIVOT (v FOR k IN (a, b)) GROUP BY k",
    "SELECT u.k FROM wide UNPIVOT (v FOR k IN (a, c)) AS u",
    "SELECT * FROM wide UNPIVOT (v FOR k IN (nope))",
    "SELECT * FROM sales UNPIVOT (v FOR k IN (q, amt))",
  ],
});
