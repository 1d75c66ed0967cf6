import { queryFamily } from "../format.js";

/** A window function where rows are chosen: refused before anything runs. */
export default queryFamily("windows-in-conditions", {
  views: { s: "VALUES (1, 'a', 10), (2, 'b', 20), (3, 'a', null) AS s(i, g, v)" },
  cases: [
    "SELECT g FROM s GROUP BY g HAVING row_number() OVER (ORDER BY g) = 1",
    "SELECT g, sum(v) AS t FROM s GROUP BY g HAVING rank() OVER (ORDER BY sum(v)) = 1",
    "SELECT i FROM s WHERE row_number() OVER (ORDER BY i) = 1",
    "SELECT i, row_number() OVER (ORDER BY i) AS r FROM s QUALIFY r = 1",
  ],
});
