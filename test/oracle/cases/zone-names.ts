import { family, type ExpressionCase } from "../format.js";

/** The session's zone by every name that Java takes. */
const zones = [
  "+09:00",
  "-05:30",
  "+9",
  "GMT+9",
  "GMT+09:00",
  "UTC-3",
  "UTC+05:45",
  "UT+1",
  "Z",
  "UT",
  "GMT",
  "Etc/GMT-9",
  "EST",
  "MST",
  "HST",
  "PST",
  "IST",
  "BST",
  "JST",
  "CET",
  "US/Pacific",
  "Asia/Kathmandu",
];

const items = [
  "cast(timestamp'2020-07-01 12:00:00Z' as string)",
  "cast(cast('2020-01-01 00:00:00' as timestamp) as long)",
  "array(hour(timestamp_seconds(0)), day(timestamp_seconds(0)))",
];

export default family("zone-names", [
  ...zones.flatMap((timeZone) => items.map((sql): ExpressionCase => ({ sql, timeZone }))),
  { sql: "current_timezone()", timeZone: "+09:00" },
  { sql: "current_timezone()", timeZone: "JST" },
]);
