import { queryFamily } from "../format.js";

/** What LIMIT and range take, and the classes of what they refuse. */
export default queryFamily("limits", {
  cases: [
    "SELECT 1 LIMIT rand()",
    "SELECT 1 LIMIT uuid()",
    "SELECT 1 LIMIT count(1)",
    "SELECT 1 LIMIT (SELECT 1)",
    "SELECT 1 LIMIT 'a'",
    "SELECT 1 LIMIT -1",
    "SELECT 1 LIMIT 1 + 1",
    "SELECT 1 LIMIT NULL",
    "SELECT 1 LIMIT 1/0",
    "SELECT 1 LIMIT 1 DIV 0",
    "SELECT 1 LIMIT current_date()",
    "SELECT id FROM range(3) LIMIT id",
    "SELECT * FROM range(rand())",
    "SELECT * FROM range(NULL)",
    "SELECT * FROM range('3')",
    "SELECT * FROM range('x')",
    "SELECT * FROM range(length('abc'))",
  ],
});
