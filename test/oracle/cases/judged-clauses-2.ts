import { queryFamily } from "../format.js";

/** What an independent judge asked: clauses of queries and families of functions, with and without ANSI. */
export default queryFamily("judged-clauses-2", {
  views: {
    e: "SELECT * FROM VALUES (1,'ann','x',10.50,DATE'2020-01-15',array(1,2)),(2,'bob','x',20.25,DATE'2020-02-29',array(3)),(3,'cid','y',NULL,DATE'2020-02-10',NULL),(4,NULL,'y',5.00,NULL,array()),(5,'eve',NULL,20.25,DATE'2021-12-31',array(1,NULL)) AS t(id,name,dept,pay,day,tags)",
  },
  cases: [
    "SELECT raise_error('x')",
    "SELECT try_divide(1, 0), try_add(2147483647, 1), try_cast('a' AS INT), try_element_at(array(1), 5), try_to_timestamp('x'), try_multiply(9223372036854775807, 2), try_subtract(1, NULL), try_mod(1, 0)",
    { sql: "SELECT sequence(5, 1), sequence(1, 10, 4)", ansi: false },
    { sql: "SELECT date_part('nope', DATE'2020-01-01')", ansi: false },
    { sql: "SELECT regexp_extract('abc', 'a', 1)", ansi: false },
    { sql: "SELECT format_string('%d', 'a')", ansi: false },
    { sql: "SELECT ln(0), factorial(21), 5 / 0.0, 5.0 % 0, pmod(5, 0)", ansi: false },
    { sql: "SELECT slice(array(1), 0, 1)", ansi: false },
    {
      sql: "SELECT sum(x) FROM VALUES (CAST(99999999999999999999999999999999999999 AS DECIMAL(38,0))), (1) AS t(x)",
      ansi: false,
      compare: "anyOrder",
    },
    { sql: "SELECT dept, sum(name) FROM e GROUP BY dept ORDER BY dept", ansi: false },
    { sql: "SELECT a.id FROM e a JOIN e b ON a.name = b.pay", ansi: false, compare: "anyOrder" },
    { sql: "SELECT name FROM e WHERE id = '2'", ansi: false, compare: "anyOrder" },
    { sql: "SELECT name FROM e WHERE id > 'a'", ansi: false, compare: "anyOrder" },
    { sql: "SELECT id FROM e WHERE day > '2020-02'", ansi: false, compare: "anyOrder" },
    { sql: "SELECT id FROM e WHERE name", ansi: false, compare: "anyOrder" },
    { sql: "SELECT id FROM e WHERE id", ansi: false, compare: "anyOrder" },
    { sql: "SELECT CASE WHEN id THEN 1 END FROM e", ansi: false, compare: "anyOrder" },
    { sql: "SELECT id + name FROM e ORDER BY id", ansi: false },
    { sql: "SELECT id || pay FROM e ORDER BY id", ansi: false },
    { sql: "SELECT avg(name), max(name) FROM e", ansi: false, compare: "anyOrder" },
    { sql: "SELECT CAST(name AS INT) FROM e ORDER BY id", ansi: false },
    { sql: "SELECT CAST(day AS INT), CAST(day AS DOUBLE) FROM e", ansi: false, compare: "anyOrder" },
    { sql: "SELECT to_date(name), to_timestamp(name, 'yyyy') FROM e ORDER BY id", ansi: false },
    { sql: "SELECT array(1, 'a'), map('a', 1, 2, 'b')", ansi: false },
    { sql: "SELECT 1 AS x UNION ALL SELECT 'a' ORDER BY x", ansi: false },
    { sql: "SELECT date_add('2020-01-01', '1'), date_add('x', 1)", ansi: false },
    {
      sql: "SELECT substring('abc', '2'), repeat('a', '2'), round('2.5'), abs('-1'), length(12)",
      ansi: false,
    },
    {
      sql: "SELECT 'abc' = 1, '1.0' = 1, true = 'true', true = 1, DATE'2020-01-01' = TIMESTAMP'2020-01-01 00:00:00'",
      ansi: false,
    },
    { sql: "SELECT element_at(map(1, 'a'), '1'), map(1, 'a')['1'], array(1, 2)['1']", ansi: false },
    { sql: "SELECT make_interval(0, 0, 0, 1) = INTERVAL 1 DAY, INTERVAL 1 DAY > 'x'", ansi: false },
  ],
});
