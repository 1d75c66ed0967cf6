import type { FunctionDefinition } from "../../../plan/functions.js";
import { timeZone } from "../../../types/time-zone.js";
import { SESSION_ZONE } from "../../zone-sql.js";
import { localTime } from "../../times/local-time.js";
import { instantOf, wallMicros } from "../../times/shift.js";
import { counted, scalar, STRING, TIMESTAMP } from "../define.js";
import { script } from "../script.js";
import { fits, instant, NTZ, wall, words } from "./arguments.js";

function instantOfWall(wallTime: bigint, zone: string): bigint {
  const { days, secondOfDay, micros } = localTime(wallTime, null);
  return instantOf(days * 86_400 + secondOfDay, micros, timeZone(zone));
}

const fromUtc = script("from_utc_timestamp", [TIMESTAMP, STRING], TIMESTAMP, (time: bigint, zone: string) =>
  wallMicros(time, timeZone(zone)),
);
const toUtc = script("to_utc_timestamp", [TIMESTAMP, STRING], TIMESTAMP, instantOfWall);
const converted = script(
  "convert_timezone",
  [STRING, STRING, NTZ],
  NTZ,
  (from: string, to: string, time: bigint) => wallMicros(instantOfWall(time, from), timeZone(to)),
);

export const zones: readonly FunctionDefinition[] = [
  scalar(
    "from_utc_timestamp",
    "from_utc_timestamp(timestamp, zone)",
    fits(TIMESTAMP, [instant, words]),
    fromUtc,
  ),
  scalar("to_utc_timestamp", "to_utc_timestamp(timestamp, zone)", fits(TIMESTAMP, [instant, words]), toUtc),
  scalar(
    "convert_timezone",
    "convert_timezone([from, ]to, timestamp)",
    (args, written) => {
      counted(args, 2, 3);
      if (args.length === 3) return fits(NTZ, [words, words, wall])(args, written);
      const bound = fits(NTZ, [words, wall])(args, written);
      return bound && { ...bound, shown: (t) => `convert_timezone(current_timezone(), ${t.join(", ")})` };
    },
    (args) => converted(args.length === 2 ? [SESSION_ZONE, ...args] : args),
  ),
];
