import { family } from "../../format.js";

export default family("aggregates-lists", [
  { sql: "collect_list(x)", from: "values (1),(2),(null),(1) t(x)" },
  { sql: "collect_set(x)", from: "values (1),(2),(null),(1) t(x)", compare: "anyOrder" },
  { sql: "array_agg(x)", from: "values (1),(2),(null),(1) t(x)" },
  { sql: "collect_list(distinct x)", from: "values (1),(1) t(x)" },
  { sql: "collect_list(x)", from: "values (cast(null as int)) t(x)" },
  { sql: "collect_set(x)", from: "values (map(1,2)) t(x)", compare: "anyOrder" },
  { sql: "listagg(x)", from: "values ('a'),('b'),(null) t(x)" },
  { sql: "listagg(x, ', ')", from: "values ('a'),('b'),(null) t(x)" },
  { sql: "string_agg(x, ', ') within group (order by x desc)", from: "values ('a'),('b'),(null) t(x)" },
  { sql: "listagg(distinct x, ',')", from: "values ('a'),('a') t(x)", compare: "anyOrder" },
  { sql: "listagg(distinct x, ',') within group (order by x)", from: "values ('b'),('a'),('a') t(x)" },
  { sql: "listagg(x, ',')", from: "values (1),(2) t(x)" },
  { sql: "listagg(x)", from: "values (cast(null as string)) t(x)" },
  { sql: "listagg(x, y)", from: "values ('a','b') t(x,y)" },
]);
