import { isIntegral, isNumeric } from "../../../plan/coerce.js";
import type { FunctionDefinition } from "../../../plan/functions.js";
import { Decimal } from "../../../types/decimal.js";
import { castSql } from "../../compiler/cast.js";
import { counted, LONG, scalar, STRING, TIMESTAMP, type Bind } from "../define.js";
import { script } from "../script.js";
import { fits, onlyTime, whole } from "./arguments.js";
import { inRange } from "../../times/shift.js";

const scaled = script("timestamp_of", [LONG, LONG], TIMESTAMP, (value: bigint, size: bigint) =>
  inRange(value * size),
);

const exact = script("timestamp_of_decimal", [STRING], TIMESTAMP, (text: string) => {
  const seconds = Decimal.from(text);
  if (/\.\d{6}\d*[1-9]/.test(seconds.text))
    throw new Error(
      `[ROUNDING_NECESSARY] A timestamp has microseconds, and ${seconds.text} has more digits.\n  try: timestamp_seconds(round(x, 6))`,
    );
  return inRange(Decimal.from(seconds, 6).unscaled);
});

const seconds: Bind = (args) => {
  counted(args, 1);
  const [a] = args;
  if (!a || !(isNumeric(a.type) || a.type.kind === "null")) return null;
  const isReal = a.type.kind === "double" || a.type.kind === "float";
  return { args: [a], type: TIMESTAMP, ...(isReal && { nullable: true }) };
};

const since = (name: string, size: number): FunctionDefinition =>
  scalar(name, `${name}(timestamp)`, fits(LONG, [onlyTime]), ([a]) => floored(`epoch_us(${a})`, size));

/** Whole units, rounded down also before 1970. */
export function floored(micros: string, size: number): string {
  return size === 1
    ? micros
    : `CAST((${micros} - ((${micros} % ${size}) + ${size}) % ${size}) // ${size} AS BIGINT)`;
}

// Numbers that stay far from a timestamp's limits are the rule: they are multiplied in SQL.
const made = (value: string, size: number): string =>
  `CASE WHEN ${value} BETWEEN -200000000000 AND 200000000000 THEN make_timestamptz(CAST(${value} AS BIGINT) * ${size}) ELSE ${scaled([value, String(size)])} END`;

export const epoch: readonly FunctionDefinition[] = [
  scalar("timestamp_seconds", "timestamp_seconds(seconds)", seconds, ([a], call) =>
    isIntegral(call.args[0]!.type)
      ? made(a!, 1_000_000)
      : call.args[0]!.type.kind === "decimal"
        ? exact([`CAST(${a} AS VARCHAR)`])
        : // What no timestamp can tell is null, with ANSI too.
          castSql(a!, call.args[0]!.type, TIMESTAMP, "legacy", call.settings.timeZone),
  ),
  scalar("timestamp_millis", "timestamp_millis(milliseconds)", fits(TIMESTAMP, [whole]), ([a]) =>
    made(a!, 1000),
  ),
  scalar(
    "timestamp_micros",
    "timestamp_micros(microseconds)",
    fits(TIMESTAMP, [whole]),
    ([a]) => `make_timestamptz(${a})`,
  ),
  since("unix_micros", 1),
  since("unix_millis", 1000),
  since("unix_seconds", 1_000_000),
];
