import { castTo } from "../../../plan/coerce.js";
import { Refusal, type FunctionDefinition } from "../../../plan/functions.js";
import type { ResolvedExpr } from "../../../plan/resolved.js";
import { parseTimestamp } from "../../../types/time-parse.js";
import { timeZone } from "../../../types/time-zone.js";
import { bucketOfMicros, bucketOfMonths } from "../../times/bucket.js";
import { counted, INT, LONG, scalar, STRING, TIMESTAMP, type Bind } from "../define.js";
import { script } from "../script.js";
import { NTZ, onlyTime, zoneOf } from "./arguments.js";

const byMicros = script(
  "time_bucket",
  [LONG, TIMESTAMP, TIMESTAMP, STRING],
  TIMESTAMP,
  (size: bigint, time: bigint, origin: bigint, zone: string) =>
    bucketOfMicros(size, time, origin, timeZone(zone)),
);
const byMonths = script(
  "time_bucket_of_months",
  [INT, TIMESTAMP, TIMESTAMP, STRING],
  TIMESTAMP,
  (size: number, time: bigint, origin: bigint, zone: string) =>
    bucketOfMonths(size, time, origin, timeZone(zone)),
);

const ORIGIN = "1970-01-01 00:00:00";

const bind: Bind = (args, { settings }) => {
  counted(args, 2, 3);
  const [size, written, from] = args;
  const time = onlyTime(written!);
  const origin = from && onlyTime(from);
  const isNull = size!.type.kind === "null";
  if (!time || origin === null) return null;
  if (!isNull && size!.type.kind !== "day_time_interval" && size!.type.kind !== "year_month_interval")
    return null;
  const type = time.type.kind === "timestamp_ntz" ? NTZ : TIMESTAMP;
  if (from && from.type.kind !== "null" && from.type.kind !== type.kind) return null;
  if (size!.kind !== "literal")
    throw new Refusal("DATATYPE_MISMATCH.NON_FOLDABLE_INPUT", "The size of the buckets must be a constant.");
  if (size.value !== null && BigInt(size.value as bigint | number) <= 0n)
    throw new Refusal("DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE", "The size of the buckets must be more than 0.");
  const zone = type === NTZ ? "UTC" : settings.timeZone;
  const epoch: ResolvedExpr = {
    kind: "literal",
    value: parseTimestamp(ORIGIN, timeZone(zone)),
    type,
    nullable: false,
  };
  return {
    args: [isNull ? castTo(size, LONG) : size, time, origin ? castTo(origin, type) : epoch],
    type,
    shown: (texts) => {
      const shown = from ? texts : [...texts, `${type === NTZ ? "TIMESTAMP_NTZ" : "TIMESTAMP"} '${ORIGIN}'`];
      return `time_bucket(${shown.join(", ")})`;
    },
  };
};

export const buckets: readonly FunctionDefinition[] = [
  scalar("time_bucket", "time_bucket(size, timestamp[, origin])", bind, ([size, time, origin], call) => {
    const run = call.args[0]!.type.kind === "year_month_interval" ? byMonths : byMicros;
    if (call.type.kind === "timestamp") return run([size!, time!, origin!, zoneOf(call)]);
    const asUtc = (wall: string): string => `timezone('UTC', ${wall})`;
    return `timezone('UTC', ${run([size!, asUtc(time!), asUtc(origin!), "'UTC'"])})`;
  }),
];
