import { queryFamily } from "../format.js";

/** What a function, a star and a lateral join may be given. */
export default queryFamily("judged-rules", {
  compare: "anyOrder",
  views: {
    s: "VALUES (1, 'a', 10), (2, 'b', 20), (3, 'a', CAST(NULL AS INT)) AS t(i, g, v)",
  },
  cases: [
    "SELECT sum(v) IGNORE NULLS FROM s",
    "SELECT row_number() IGNORE NULLS OVER (ORDER BY i) FROM s",
    "SELECT upper(DISTINCT g) FROM s",
    "SELECT concat(DISTINCT g, g) FROM s",
    "SELECT lag(v, i) OVER (ORDER BY i) FROM s",
    "SELECT i, lag(v, 1 + 1) OVER (ORDER BY i) AS l, lead(v, -1) OVER (ORDER BY i) AS n FROM s",
    "SELECT nth_value(v, 0) OVER (ORDER BY i) FROM s",
    "SELECT nth_value(v, -2) OVER (ORDER BY i) FROM s",
    "SELECT s.*, t.* FROM s JOIN s t USING (i) WHERE i = 1",
    "SELECT t.*, s.* FROM s LEFT JOIN s t USING (g, i)",
    "SELECT t.* FROM s RIGHT JOIN s t USING (i)",
    "SELECT s.*, t.* FROM s FULL JOIN (SELECT v, i FROM s WHERE i > 1) t USING (i)",
    "SELECT * FROM range(3) r CROSS JOIN LATERAL explode(sequence(0, id)) AS e(x)",
    "SELECT * FROM range(3) r JOIN LATERAL explode(sequence(1, id)) AS e(x)",
    "SELECT id, x FROM range(3) r LEFT JOIN LATERAL explode(filter(array(1, 2), y -> y < id)) AS e(x)",
    "SELECT id, x FROM range(3) r LEFT JOIN LATERAL explode(filter(array(1, 2), y -> y < id)) AS e(x) ON true",
    "SELECT id, x FROM range(3) r JOIN LATERAL explode(sequence(0, id)) AS e(x) ON x = id",
    "SELECT id, x FROM range(3) r LEFT JOIN LATERAL explode_outer(filter(array(1, 2), y -> y < id)) AS e(x)",
    "SELECT id, x, z FROM range(2) r CROSS JOIN LATERAL explode(array(id, id + 1)) AS e(x) CROSS JOIN LATERAL explode(array(x * 10)) AS f(z)",
    "SELECT i AS a, (SELECT a) FROM s",
    "SELECT i AS a, (SELECT max(v) FROM s u WHERE u.i = a) AS m FROM s",
    "SELECT i AS a, (SELECT max(v) FROM s u WHERE u.i = s.i) AS m FROM s",
    "SELECT avg(CAST(i AS DECIMAL(38,37))) FROM s",
    "SELECT try_avg(CAST(i AS DECIMAL(38,37))) FROM s",
    { sql: "SELECT avg(CAST(i AS DECIMAL(38,37))) FROM s", ansi: false },
    "SELECT avg(CAST(0.5 AS DECIMAL(38,37))) FROM s",
  ],
});
