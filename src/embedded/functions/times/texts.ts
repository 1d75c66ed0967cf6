import { accepts, castTo, isNumeric } from "../../../plan/coerce.js";
import { Refusal, type Binding, type FunctionDefinition } from "../../../plan/functions.js";
import type { ResolvedExpr } from "../../../plan/resolved.js";
import type { DataType } from "../../../types/data-type.js";
import { timeZone } from "../../../types/time-zone.js";
import { formatTime } from "../../times/format.js";
import { localTime } from "../../times/local-time.js";
import { parseTime } from "../../times/parse.js";
import { text } from "../../sql-types.js";
import { counted, DATE, isText, LONG, scalar, STRING, TIMESTAMP, type Bind, type Sql } from "../define.js";
import { script } from "../script.js";
import { ansiScript, anyTime, fits, long, NTZ, words, zoneOf } from "./arguments.js";

const MISTYPED = "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE";

const DEFAULT_PATTERN: ResolvedExpr = {
  kind: "literal",
  value: "yyyy-MM-dd HH:mm:ss",
  type: STRING,
  nullable: false,
};

const formatted = script(
  "date_format",
  [TIMESTAMP, STRING, STRING],
  STRING,
  (time: bigint, pattern: string, zone: string) => formatTime(time, pattern, timeZone(zone)),
);

const parsed = ansiScript(
  "parse_time",
  [STRING, STRING, STRING],
  TIMESTAMP,
  (written: string, pattern: string, zone: string) => parseTime(written, pattern, timeZone(zone)),
);
const parsedWall = ansiScript("parse_wall_time", [STRING, STRING], NTZ, (written: string, pattern: string) =>
  parseTime(written, pattern, null),
);
const parsedDay = ansiScript(
  "parse_date",
  [STRING, STRING, STRING],
  DATE,
  (written: string, pattern: string, zone: string) =>
    localTime(parseTime(written, pattern, timeZone(zone)), timeZone(zone)).days,
);

type Read = (args: readonly string[], zone: string, isStrict: boolean) => string;
const readers: Readonly<Record<string, Read>> = {
  timestamp: (args, zone, isStrict) => parsed([...args, zone], isStrict),
  date: (args, zone, isStrict) => parsedDay([...args, zone], isStrict),
  timestamp_ntz: (args, _, isStrict) => parsedWall(args, isStrict),
};

/** `to_date(text)` is a cast, `to_date(text, pattern)` reads the pattern; what is a time already is cast too. */
function reading(name: string, result: DataType, isTry = false): FunctionDefinition {
  const bind: Bind = (args, { settings }) => {
    counted(args, 1, 2);
    const [a, pattern] = args;
    const isOther = pattern !== undefined && !fitsCast(a!, result) && accepts(STRING, a!.type);
    const isBoolean = a!.type.kind === "boolean" && pattern !== undefined;
    const isRead = a!.type.kind === "string" || isOther || isBoolean;
    if (pattern && isNumeric(a!.type) && result.kind === "timestamp")
      throw new Refusal(
        MISTYPED,
        "A pattern reads texts: a number is none.",
        "leave the pattern out, or cast the number to a string",
      );
    if (!isRead && !fitsCast(a!, result)) return null;
    if (!pattern || !isRead) {
      const cast = castTo(a!, result);
      const nullable = isTry || a!.nullable || isRead;
      const mode = isTry ? "try" : settings.ansi ? "ansi" : "legacy";
      const safe: ResolvedExpr = cast.kind === "cast" && cast !== a ? { ...cast, mode, nullable } : cast;
      return { args: [safe], type: result, nullable: isTry || safe.nullable };
    }
    const format = words(pattern);
    return (
      format && {
        args: [castTo(a!, STRING), format],
        type: result,
        ...((isTry || !settings.ansi) && { nullable: true }),
      }
    );
  };
  return scalar(name, `${name}(text[, pattern])`, bind, (args, call) =>
    args.length === 1 ? args[0]! : readers[result.kind]!(args, zoneOf(call), call.settings.ansi && !isTry),
  );
}

function fitsCast(arg: ResolvedExpr, to: DataType): boolean {
  const times = ["date", "timestamp", "timestamp_ntz", "null"];
  const numbers = ["byte", "short", "int", "long", "float", "double", "decimal", "boolean"];
  return times.includes(arg.type.kind) || (to.kind === "timestamp" && numbers.includes(arg.type.kind));
}

/** Whole seconds, cut towards 1970. */
const unixSeconds = (time: string): string => `(epoch_us(${time}) // 1000000)`;

function unixTime(name: string, least: number): FunctionDefinition {
  const bind: Bind = (args, { settings }): Binding | null => {
    counted(args, least, 2);
    if (args.length === 0) return { args: [], type: LONG, nullable: false };
    const [a, pattern = DEFAULT_PATTERN] = args;
    const format = isText(pattern) ? words(pattern) : null;
    // A time without a zone is taken for UTC's, as Spark takes it.
    const time = a!.type.kind === "string" ? a! : anyTime(a!);
    if (!format || !time) return null;
    return { args: [time, format], type: LONG, ...(!settings.ansi && { nullable: true }) };
  };
  const sql: Sql = ([time, pattern], call) =>
    time === undefined
      ? unixSeconds("make_timestamptz(CAST(getvariable('batch_time') AS BIGINT))")
      : unixSeconds(
          call.args[0]!.type.kind === "string"
            ? parsed([time, pattern!, zoneOf(call)], call.settings.ansi)
            : `CASE WHEN ${pattern} IS NOT NULL THEN ${time} END`,
        );
  return scalar(name, `${name}(${least === 0 ? "[time[, pattern]]" : "time[, pattern]"})`, bind, sql);
}

export const texts: readonly FunctionDefinition[] = [
  scalar(
    "date_format",
    "date_format(timestamp, pattern)",
    fits(STRING, [anyTime, words]),
    ([time, pattern], call) =>
      call.args[0]!.type.kind === "timestamp_ntz"
        ? formatted([`timezone('UTC', ${time})`, pattern!, text("UTC")])
        : formatted([time!, pattern!, zoneOf(call)]),
  ),
  scalar(
    "from_unixtime",
    "from_unixtime(seconds[, pattern])",
    (args, written) => {
      counted(args, 1, 2);
      const bound = fits(STRING, [long, words])(
        args.length === 1 ? [args[0]!, DEFAULT_PATTERN] : args,
        written,
      );
      return bound && { ...bound, nullable: true };
    },
    ([s, pattern], call) => formatted([`make_timestamptz(${s} * 1000000)`, pattern!, zoneOf(call)]),
  ),
  unixTime("unix_timestamp", 0),
  unixTime("to_unix_timestamp", 1),
  reading("to_date", DATE),
  reading("try_to_date", DATE, true),
  reading("to_timestamp", TIMESTAMP),
  reading("to_timestamp_ltz", TIMESTAMP),
  reading("to_timestamp_ntz", NTZ),
  reading("try_to_timestamp", TIMESTAMP, true),
];
