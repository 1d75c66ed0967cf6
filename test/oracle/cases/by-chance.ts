import { queryFamily } from "../format.js";

/** What is not deterministic, and where it may stand. */
export default queryFamily("by-chance", {
  cases: [
    ...[
      "max(rand())",
      "sum(rand(1))",
      "count(uuid())",
      "max(monotonically_increasing_id())",
      "max(spark_partition_id())",
      "max(input_file_name())",
      "max(shuffle(array(1, 2)))",
      "sum(id + rand())",
      "count(DISTINCT rand())",
      "collect_list(randn())",
      "max(uniform(1, 2))",
      "max(randstr(3))",
      "approx_count_distinct(random())",
      "count(*) FILTER (WHERE rand() > 2)",
    ].map((call) => `SELECT ${call} FROM range(3)`),
    "SELECT max(current_timestamp()) > timestamp'2020-01-01' FROM range(3)",
    "SELECT count(*) FROM (SELECT id FROM range(3) GROUP BY id, rand())",
    "SELECT sum(id) FROM range(3) HAVING rand() > 2",
    "SELECT * FROM range(3) WHERE rand() > 2",
    "SELECT * FROM range(3) a JOIN range(3) b ON rand() > 2",
    "VALUES (rand() > 2)",
    "SELECT * FROM VALUES (rand()) t(a)",
    "SELECT max(r) > 2 FROM (SELECT rand() r FROM range(3))",
    "SELECT max(rand()) OVER () > 2 FROM range(2)",
  ],
});
