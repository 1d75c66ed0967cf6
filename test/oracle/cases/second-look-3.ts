import { queryFamily } from "../format.js";

/** Corners found at a second look: frames without rows, structs with two fields of one name, constants that are computed, arguments of other kinds. */
export default queryFamily("second-look-3", {
  cases: [
    { sql: "SELECT listagg('a', X'01')", ansi: false },
    { sql: "SELECT listagg(X'01', 'a')", ansi: false },
    "SELECT substring('abc', -2147483648)",
    "SELECT substring('abc', -2147483648, 3)",
    "SELECT unbase64('abc')",
    "SELECT unbase64('a===')",
    "SELECT listagg('a', array('a'))",
    "SELECT decode('a', interval '1' day, 'b')",
    "SELECT overlay('abc', X'01', 1)",
    "SELECT time_bucket(INTERVAL '1' HOUR, TIMESTAMP'2020-01-01 10:11:12')",
    "SELECT time_bucket(INTERVAL '15' MINUTE, TIMESTAMP'2020-01-01 10:11:12', TIMESTAMP'2020-01-01 00:05:00')",
    "SELECT time_bucket(INTERVAL '1' MONTH, DATE'2020-02-11')",
    { sql: "SELECT collect_union(a) FROM VALUES (array(1,2)), (array(2,3)) AS t(a)", compare: "anyOrder" },
  ],
});
