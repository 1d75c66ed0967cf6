import { queryFamily } from "../format.js";

/** What differs on purpose: each stands in docs/differences.md. */
export default queryFamily("apart", {
  cases: [
    { sql: "SELECT 1 LIKE", ours: { error: "PARSE_SYNTAX_ERROR" } },
    { sql: "SELECT 1 FROM", ours: { error: "PARSE_SYNTAX_ERROR" } },
    { sql: "SELECT timestamp_micros(9223372036854775807)", ours: { error: "CAST_INVALID_INPUT" } },
    { sql: "SELECT CAST(9223372036854775807 AS TIMESTAMP)", ours: { value: "9223372036854775806" } },
    { sql: "SELECT date_format(TIME'14:30:45', 'HH:mm:ss')", ours: { error: "UNSUPPORTED_TIME_TYPE" } },
    { sql: "SELECT timestamp_seconds(0.1234567BD)", ours: { error: "ROUNDING_NECESSARY" } },
    { sql: "SELECT repeat('abc', 2147483647)", ours: { error: "ARITHMETIC_OVERFLOW" } },
    {
      sql: "SELECT to_timestamp(2020, 'yyyy')",
      ours: { error: "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE" },
    },
    { sql: "EXECUTE IMMEDIATE 'SELECT 1'", ours: { error: "UNSUPPORTED_STATEMENT" } },
    { sql: "BEGIN SELECT 1; END", ours: { error: "UNSUPPORTED_STATEMENT" } },
  ],
});
