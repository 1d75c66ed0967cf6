import { family } from "../../format.js";

export default family("aggregates-rules", [
  { sql: "sum(x) filter (where x > 1)", from: "values (1),(2),(3) t(x)" },
  { sql: "count(*) filter (where x > 5)", from: "values (1),(2),(3) t(x)" },
  { sql: "collect_list(x) filter (where x > 1)", from: "values (1),(2),(3) t(x)" },
  { sql: "count(distinct x) filter (where x > 1)", from: "values (1),(2),(2) t(x)" },
  { sql: "sum(x) filter (where x)", from: "values (1) t(x)" },
  { sql: "upper(x) filter (where true)", from: "values ('a') t(x)" },
  { sql: "max(x)", from: "values (1) t(x) where x > 5" },
  { sql: "count(x)", from: "values (1) t(x) where x > 5" },
  { sql: "collect_list(x)", from: "values (1) t(x) where x > 5" },
  { sql: "sum(sum(x))", from: "values (1) t(x)" },
  { sql: "sum(x)/count(x)", from: "values (1),(2) t(x)" },
  { sql: "sum(x) + 1 as s", from: "values (1),(2) t(x)" },
]);
