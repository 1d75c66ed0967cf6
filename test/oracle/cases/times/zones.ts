import { family } from "../../format.js";

export default family("times-zones", [
  "from_utc_timestamp('2016-08-31', 'Asia/Seoul')",
  "from_utc_timestamp(timestamp'2016-08-31 00:00:00', 'America/New_York')",
  "from_utc_timestamp('2016-08-31', 'foo')",
  "to_utc_timestamp('2016-08-31', 'Asia/Seoul')",
  "to_utc_timestamp(timestamp'2020-03-29 02:30:00', 'Europe/Berlin')",
  "convert_timezone('Europe/Brussels', 'America/Los_Angeles', timestamp_ntz'2021-12-06 00:00:00')",
  "convert_timezone('Europe/Brussels', timestamp_ntz'2021-12-05 15:00:00')",
  "convert_timezone('Europe/Brussels', '2021-12-05 15:00:00')",
  { sql: "from_utc_timestamp('x', 'UTC')", ansi: false },
]);
