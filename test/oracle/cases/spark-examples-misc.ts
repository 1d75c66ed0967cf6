import { queryFamily } from "../format.js";

/** The examples of Spark's own documentation of its functions. */
export default queryFamily("spark-examples-misc", {
  cases: [
    "SELECT sha1('Spark')",
    "SELECT crc32('Spark')",
    { sql: "SELECT uuid()", compare: "kind" },
    { sql: "SELECT uuid()", ansi: false, compare: "kind" },
    "SELECT hex(hmac('key', 'message'))",
    "SELECT hex(hmac('key', 'message', 'SHA-512'))",
    "SELECT sha2('Spark', 256)",
    "SELECT assert_true(0 < 1)",
    "SELECT current_database()",
    "SELECT current_schema()",
    "SELECT xxhash64('Spark', array(123), 2)",
    "SELECT hash('Spark', array(123), 2)",
    "SELECT md5('Spark')",
    "SELECT cast('10' as int)",
    "SELECT '10' :: int",
    "SELECT sha('Spark')",
    "SELECT typeof(1)",
    "SELECT typeof(array(1))",
    "SELECT spark_partition_id()",
    "SELECT current_catalog()",
    "SELECT monotonically_increasing_id()",
    "SELECT raise_error('custom error message')",
  ],
});
