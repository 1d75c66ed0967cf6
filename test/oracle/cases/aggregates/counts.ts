import { family } from "../../format.js";

export default family("aggregates-counts", [
  { sql: "count(*)", from: "values (1),(null) t(x)" },
  { sql: "count(x)", from: "values (1),(null) t(x)" },
  { sql: "count(1)", from: "values (1),(null) t(x)" },
  { sql: "count(x, y)", from: "values (1, null),(1, 2) t(x, y)" },
  { sql: "count(distinct x)", from: "values (1),(1),(null) t(x)" },
  { sql: "count(distinct x, y)", from: "values (1, null),(1, 2),(1, 2) t(x, y)" },
  { sql: "count_if(x > 1)", from: "values (1),(2),(null) t(x)" },
  { sql: "count_if(x)", from: "values (1) t(x)" },
  { sql: "approx_count_distinct(x)", from: "values (1),(1),(2),(3) t(x)" },
  { sql: "approx_count_distinct(x, 0.01)", from: "values ('a'),('b'),(null) t(x)" },
  { sql: "approx_count_distinct(x)", from: "(SELECT id AS x FROM range(1000))", compare: { within: 0.05 } },
  { sql: "approx_count_distinct(x)", from: "(SELECT id AS x FROM range(100))" },
  { sql: "approx_count_distinct(x)", from: "values (cast(null as int)) t(x)" },
]);
