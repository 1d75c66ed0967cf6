import type { FunctionDefinition } from "../../plan/functions.js";
import { castTo, isNumeric } from "../../plan/coerce.js";
import { toDDL } from "../../types/ddl.js";
import { castSql } from "../compiler/cast.js";
import { INT, LONG, scalar, STRING, takes, TIMESTAMP, type Bind } from "./define.js";

/** Microseconds since the epoch, set for each batch and each query of the session: a repeated batch says the same time again. */
export const BATCH_TIME = "getvariable('batch_time')";

/** Local time in the session's zone: what the parts of a date are read from. */
const local = (sql: string): string => `CAST(${sql} AS TIMESTAMP)`;

const part = (name: string, field: string): FunctionDefinition =>
  scalar(
    name,
    `${name}(timestamp)`,
    takes([TIMESTAMP], INT),
    ([a]) => `CAST(date_part('${field}', ${local(a!)}) AS INTEGER)`,
  );

const now: Bind = (args) => (args.length === 0 ? { args, type: TIMESTAMP, nullable: false } : null);

const seconds: Bind = ([a, ...rest]) => {
  if (!a || rest.length > 0 || !isNumeric(a.type)) return null;
  return { args: [a], type: TIMESTAMP };
};

export const times: readonly FunctionDefinition[] = [
  // The time of the batch, the same for all of its rows: the program sets it before each run.
  scalar(
    "current_timestamp",
    "current_timestamp()",
    now,
    () => `make_timestamptz(CAST(${BATCH_TIME} AS BIGINT))`,
  ),
  scalar("now", "now()", now, () => `make_timestamptz(CAST(${BATCH_TIME} AS BIGINT))`),
  part("year", "year"),
  part("month", "month"),
  part("day", "day"),
  part("dayofmonth", "day"),
  part("hour", "hour"),
  part("minute", "minute"),
  part("second", "second"),
  scalar("timestamp_seconds", "timestamp_seconds(seconds)", seconds, ([a], c) =>
    castSql(a!, c.args[0]!.type, TIMESTAMP, "ansi"),
  ),
  scalar(
    "timestamp_millis",
    "timestamp_millis(milliseconds)",
    takes([LONG], TIMESTAMP),
    ([a]) => `make_timestamptz(${a} * 1000)`,
  ),
  scalar(
    "timestamp_micros",
    "timestamp_micros(microseconds)",
    takes([LONG], TIMESTAMP),
    ([a]) => `make_timestamptz(${a})`,
  ),
  scalar("unix_micros", "unix_micros(timestamp)", takes([TIMESTAMP], LONG), ([a]) => `epoch_us(${a})`),
  scalar(
    "unix_millis",
    "unix_millis(timestamp)",
    takes([TIMESTAMP], LONG),
    ([a]) => `CAST(floor(epoch_us(${a}) / 1000) AS BIGINT)`,
  ),
  scalar(
    "unix_seconds",
    "unix_seconds(timestamp)",
    takes([TIMESTAMP], LONG),
    ([a]) => `CAST(floor(epoch_us(${a}) / 1000000) AS BIGINT)`,
  ),
  scalar(
    "to_timestamp",
    "to_timestamp(text)",
    (args) =>
      args.length === 1 ? { args: [castTo(args[0]!, TIMESTAMP)], type: TIMESTAMP, nullable: true } : null,
    ([a]) => a!,
  ),
  scalar(
    "typeof",
    "typeof(expr)",
    (args) => (args.length === 1 ? { args, type: STRING, nullable: false } : null),
    (_, c) => `'${toDDL(c.args[0]!.type).replaceAll("'", "''")}'`,
  ),
];
