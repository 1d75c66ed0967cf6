import { queryFamily } from "../format.js";

/** The type TIME, which Spark 4.3 has switched off. */
export default queryFamily("time-type", {
  cases: [
    "SELECT make_time(1, 2, 3.5)",
    "SELECT to_time('12:34:56')",
    "SELECT try_to_time('x')",
    "SELECT time_trunc('HOUR', TIME'12:34:56')",
    "SELECT time_diff('HOUR', TIME'12:34:56', TIME'14:00:00')",
    "SELECT hour(TIME'12:34:56')",
    "SELECT CAST('12:00:00' AS TIME)",
    "SELECT CAST(NULL AS TIME(3))",
    "SELECT time_from_seconds(1)",
    "SELECT time_from_millis(1)",
    "SELECT time_to_seconds(NULL)",
    "SELECT time_to_micros(NULL)",
    "SELECT time_diff('HOUR', NULL, NULL)",
    "SELECT to_time('10')",
    "SELECT time('10:00:00')",
    "SELECT extract(HOUR FROM TIME'12:34:56')",
    "SELECT minute(CAST('12:34:56' AS TIME))",
  ],
});
