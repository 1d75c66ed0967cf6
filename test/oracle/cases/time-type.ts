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
  ],
});
