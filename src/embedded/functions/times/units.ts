import { Refusal, type FunctionDefinition } from "../../../plan/functions.js";
import { timeZone } from "../../../types/time-zone.js";
import { addUnits, isUnit, monthsBetween, truncateTime, unitsBetween } from "../../times/units.js";
import { BOOLEAN, counted, DOUBLE, LONG, scalar, STRING, TIMESTAMP, type Bind } from "../define.js";
import { script } from "../script.js";
import { anyTime, boolean, constantText, fits, instant, long, NTZ, words, zoneOf } from "./arguments.js";

const truncated = script(
  "date_trunc",
  [STRING, TIMESTAMP, STRING],
  TIMESTAMP,
  (unit: string, time: bigint, zone: string) => truncateTime(unit, time, timeZone(zone)),
);
const added = script(
  "timestampadd",
  [STRING, LONG, TIMESTAMP, STRING],
  TIMESTAMP,
  (unit: string, n: bigint, time: bigint, zone: string) => addUnits(unit, n, time, timeZone(zone)),
);
const addedWall = script(
  "timestampadd_ntz",
  [STRING, LONG, NTZ],
  NTZ,
  (unit: string, n: bigint, time: bigint) => addUnits(unit, n, time, null),
);
const apart = script(
  "timestampdiff",
  [STRING, TIMESTAMP, TIMESTAMP, STRING],
  LONG,
  (unit: string, a: bigint, b: bigint, zone: string) => unitsBetween(unit, a, b, timeZone(zone)),
);
const months = script(
  "months_between",
  [TIMESTAMP, TIMESTAMP, BOOLEAN, STRING],
  DOUBLE,
  (later: bigint, earlier: bigint, isRounded: boolean, zone: string) =>
    monthsBetween(later, earlier, isRounded, timeZone(zone)),
);

function checkedUnit(bind: Bind): Bind {
  return (args, written) => {
    counted(args, 3);
    const unit = constantText(args[0]);
    if (unit === null || !isUnit(unit))
      throw new Refusal(
        "INVALID_PARAMETER_VALUE.DATETIME_UNIT",
        `${String(unit)} is no unit of time.`,
        "YEAR, QUARTER, MONTH, WEEK, DAY, HOUR, MINUTE, SECOND, MILLISECOND or MICROSECOND",
      );
    return bind(args, written);
  };
}

const TRUE = { kind: "literal", value: true, type: BOOLEAN, nullable: false } as const;

export const units: readonly FunctionDefinition[] = [
  scalar(
    "date_trunc",
    "date_trunc(unit, timestamp)",
    fits(TIMESTAMP, [words, instant], { nullable: true }),
    (args, call) => truncated([...args, zoneOf(call)]),
  ),
  scalar(
    "timestampadd",
    "timestampadd(unit, count, timestamp)",
    checkedUnit(fits((args) => args[2]!.type, [words, long, anyTime])),
    (args, call) => (call.type.kind === "timestamp_ntz" ? addedWall(args) : added([...args, zoneOf(call)])),
  ),
  scalar(
    "timestampdiff",
    "timestampdiff(unit, start, end)",
    checkedUnit(fits(LONG, [words, instant, instant])),
    (args, call) => apart([...args, zoneOf(call)]),
  ),
  scalar(
    "months_between",
    "months_between(later, earlier[, roundOff])",
    (args, written) =>
      fits(DOUBLE, [instant, instant, boolean], { optional: 1 })(
        args.length === 2 ? [...args, TRUE] : args,
        written,
      ),
    (args, call) => months([...args, zoneOf(call)]),
  ),
];
