import { family } from "../format.js";

export default family("operators", [
  "1 + 1",
  "1 / 0",
  "CAST(1.5 AS FLOAT)",

  "TIMESTAMP '1969-12-31 23:59:59.999999'",

  "CAST('nan' AS DOUBLE)",
  "-0.0D",
  "nosuch(1)",
  { sql: "CAST('2020-01-01' AS TIMESTAMP)", timeZone: "Europe/Berlin" },
  { sql: "x", from: "VALUES (1), (2) AS t(x)" },
]);
