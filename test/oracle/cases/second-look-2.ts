import { queryFamily } from "../format.js";

/** Windows over distances, unions read through a table's name, names written as values. */
export default queryFamily("second-look-2", {
  views: {
    nums: "SELECT * FROM VALUES (1,'a'),(2,'b'),(3,NULL) AS t(x,s)",
  },
  cases: [
    "SELECT to_timestamp(true, 'yyyy')",
    "SELECT to_timestamp_ntz(2020, 'yyyy')",
    "SELECT to_timestamp_ntz(true, 'yyyy')",
    "SELECT unix_timestamp(true, 'yyyy')",
    "SELECT explode(array(struct(1 AS b))).col",
    "SELECT cast(2 AS BIGINT) AS x UNION ALL SELECT x FROM nums ORDER BY x",
    "SELECT t.x FROM nums t UNION ALL SELECT 5L ORDER BY t.x",
    "SELECT t.x FROM nums t UNION SELECT x FROM nums ORDER BY t.x",
    "SELECT t.x FROM nums t INTERSECT SELECT x FROM nums ORDER BY t.x",
    { sql: "SELECT nums.x FROM nums UNION ALL TABLE nums", compare: "anyOrder" },
    "TABLE nums UNION ALL TABLE nums",
    "TABLE nums EXCEPT TABLE nums",
    "(NOT NOT true) IS UNKNOWN",
    "(true AND false) IS UNKNOWN",
    "(NOT NULL) IS UNKNOWN",
    {
      sql: "SELECT x, sum(x) OVER (ORDER BY x RANGE BETWEEN 1 FOLLOWING AND CURRENT ROW) FROM nums",
      compare: "anyOrder",
    },
    {
      sql: "SELECT d, count(*) OVER (ORDER BY d RANGE BETWEEN CURRENT ROW AND INTERVAL 1 DAY PRECEDING) AS n FROM VALUES (DATE'2020-01-01'),(DATE'2020-01-03') AS t(d)",
      compare: "anyOrder",
    },
    {
      sql: "SELECT d, count(*) OVER (ORDER BY d RANGE BETWEEN INTERVAL 1 MONTH PRECEDING AND CURRENT ROW) AS n FROM VALUES (DATE'2020-01-01'),(DATE'2020-01-31') AS t(d)",
      compare: "anyOrder",
    },
    {
      sql: "SELECT d, count(*) OVER (ORDER BY d RANGE BETWEEN INTERVAL 1 HOUR PRECEDING AND INTERVAL 1 HOUR FOLLOWING) AS n FROM VALUES (TIMESTAMP'2020-01-01 00:00:00'),(TIMESTAMP'2020-01-01 00:30:00'),(TIMESTAMP'2020-01-01 02:00:00') AS t(d)",
      compare: "anyOrder",
    },
    {
      sql: "SELECT x, first(x) OVER (ORDER BY x DESC RANGE BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS n FROM nums",
      compare: "anyOrder",
    },
    { sql: "SELECT IDENTIFIER('x') FROM nums", compare: "anyOrder" },
    { sql: "SELECT * FROM IDENTIFIER('nums')", compare: "anyOrder" },
    "SELECT IDENTIFIER('n' || 'ums.x') FROM nums ORDER BY 1",
  ],
});
