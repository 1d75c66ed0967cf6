import { family } from "../format.js";

/** UNKNOWN, the null of a condition, as it stands in names. */
export default family("unknown", [
  "true IS UNKNOWN",
  "NOT true IS UNKNOWN",
  "NOT true IS NOT UNKNOWN",
  "NOT false IS UNKNOWN",
  "NOT true IS NULL",
  "true IS UNKNOWN AND false",
  "NOT 1 = 1 IS NULL",
  "NOT true IS TRUE",
  "NOT true IS NOT FALSE",
  "1 IS UNKNOWN",
]);
