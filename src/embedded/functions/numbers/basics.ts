import { castTo, isIntegral } from "../../../plan/coerce.js";
import type { FunctionDefinition } from "../../../plan/functions.js";
import { once } from "../../compiler/once.js";
import { convertBase, factorial, widthBucket } from "../../spark/numbers.js";
import { sqlType } from "../../sql-types.js";
import { DOUBLE, INT, LONG, number, scalar, STRING, takes, type Sql } from "../define.js";
import { script, scripted } from "../script.js";

/** The smallest number of an integral type has no opposite. */
const absolute: Sql = ([a], { type, settings }) => {
  if (!isIntegral(type)) return `abs(${a})`;
  return once([a!], ([x]) => {
    const least = `CAST('-${{ byte: "128", short: "32768", int: "2147483648", long: "9223372036854775808" }[type.kind as string]}' AS ${sqlType(type)})`;
    const over = settings.ansi
      ? "error('[ARITHMETIC_OVERFLOW] abs: the number without its sign does not fit its type.')"
      : x!;
    return `CASE WHEN ${x} = ${least} THEN ${over} ELSE abs(${x}) END`;
  });
};

const convStrict = script("conv", [STRING, INT, INT], STRING, (digits: string, from: number, to: number) =>
  convertBase(digits, from, to, true),
);
const convLenient = script(
  "conv_lenient",
  [STRING, INT, INT],
  STRING,
  (digits: string, from: number, to: number) => convertBase(digits, from, to, false),
);

const bucket = scripted(
  "width_bucket",
  "value, low, high, buckets",
  [DOUBLE, DOUBLE, DOUBLE, LONG],
  LONG,
  widthBucket,
  { nullable: true },
);

export const numbers: readonly FunctionDefinition[] = [
  scalar("abs", "abs(number)", number(), absolute),
  ...["sign", "signum"].map((name) =>
    scripted(name, "number", [DOUBLE], DOUBLE, (x: number) => Math.sign(x)),
  ),
  scripted("factorial", "number", [INT], LONG, factorial, { nullable: true }),
  scalar(
    "conv",
    "conv(digits, from, to)",
    (args, written) => {
      const bound = takes([STRING, INT, INT], STRING)(args, written);
      return bound && { ...bound, nullable: true };
    },
    (args, { settings }) => (settings.ansi ? convStrict : convLenient)(args),
  ),
  {
    ...bucket,
    bind: (args, written) => {
      const [first] = args;
      const isOfIntervals =
        first !== undefined &&
        ["day_time_interval", "year_month_interval"].includes(first.type.kind) &&
        args.slice(1, 3).every((arg) => arg.type.kind === first.type.kind);
      if (!isOfIntervals || args.length !== 4) return bucket.bind(args, written);
      return { args: [...args.slice(0, 3), castTo(args[3]!, LONG)], type: LONG, nullable: true };
    },
    sql: (args, call, after) =>
      bucket.sql([...args.slice(0, 3).map((arg) => `CAST(${arg} AS DOUBLE)`), args[3]!], call, after),
  },
];
