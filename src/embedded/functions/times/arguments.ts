import { StreambookError } from "../../../errors.js";
import { castTo, isIntegral, isNumeric } from "../../../plan/coerce.js";
import { Refusal } from "../../../plan/functions.js";
import type { ResolvedCall, ResolvedExpr } from "../../../plan/resolved.js";
import type { DataType } from "../../../types/data-type.js";
import { text } from "../../sql-types.js";
import { counted, DATE, INT, LONG, STRING, TIMESTAMP, type, type Bind, type Sql } from "../define.js";
import { script } from "../script.js";

export const NTZ = type("timestamp_ntz");
export const CALENDAR = type("interval");
/** Seconds with their microseconds, as `make_timestamp` takes them. */
export const SECONDS: DataType = { kind: "decimal", precision: 16, scale: 6 };

/** What a parameter takes: the argument with its implicit cast, or null when it does not fit. */
export type Param = (arg: ResolvedExpr) => ResolvedExpr | null;

const isTime = ({ type: { kind } }: ResolvedExpr): boolean =>
  kind === "date" || kind === "timestamp" || kind === "timestamp_ntz";
const isLoose = ({ type: { kind } }: ResolvedExpr): boolean => kind === "string" || kind === "null";

export const day: Param = (arg) => (isTime(arg) || isLoose(arg) ? castTo(arg, DATE) : null);
export const instant: Param = (arg) => (isTime(arg) || isLoose(arg) ? castTo(arg, TIMESTAMP) : null);
/** A timestamp of either kind, as it is. */
export const anyTime: Param = (arg) => (arg.type.kind === "timestamp_ntz" ? arg : instant(arg));
export const wall: Param = (arg) => (isTime(arg) || isLoose(arg) ? castTo(arg, NTZ) : null);
/** A timestamp of either kind and nothing that could be read as one. */
export const onlyTime: Param = (arg) =>
  arg.type.kind === "timestamp_ntz"
    ? arg
    : arg.type.kind === "timestamp" || arg.type.kind === "null"
      ? castTo(arg, TIMESTAMP)
      : null;
export const words: Param = (arg) =>
  ["array", "map", "struct"].includes(arg.type.kind) ? null : castTo(arg, STRING);
/** Days or months to move by: no wider than an int. */
export const count: Param = (arg) =>
  isLoose(arg) || (isIntegral(arg.type) && arg.type.kind !== "long") ? castTo(arg, INT) : null;
export const int: Param = (arg) => (isLoose(arg) || isNumeric(arg.type) ? castTo(arg, INT) : null);
export const long: Param = (arg) => (isLoose(arg) || isNumeric(arg.type) ? castTo(arg, LONG) : null);
export const whole: Param = (arg) =>
  arg.type.kind === "null" || isIntegral(arg.type) ? castTo(arg, LONG) : null;
export const seconds: Param = (arg) => (isLoose(arg) || isNumeric(arg.type) ? castTo(arg, SECONDS) : null);
export const boolean: Param = (arg) =>
  isLoose(arg) || arg.type.kind === "boolean" ? castTo(arg, type("boolean")) : null;

/** Arguments by their parameters, the last `optional` of which may be left out. */
export function fits(
  result: DataType | ((args: readonly ResolvedExpr[]) => DataType),
  params: readonly Param[],
  options: { optional?: number; nullable?: boolean } = {},
): Bind {
  return (written) => {
    counted(written, params.length - (options.optional ?? 0), params.length);
    const args: ResolvedExpr[] = [];
    for (const [i, arg] of written.entries()) {
      const fitting = params[i]!(arg);
      if (!fitting) return null;
      args.push(fitting);
    }
    const nullable = options.nullable === undefined ? {} : { nullable: options.nullable };
    return { args, type: typeof result === "function" ? result(args) : result, ...nullable };
  };
}

/** A constant text that the call's meaning depends on. */
export function constantText(arg: ResolvedExpr | undefined): string | null {
  if (arg?.kind !== "literal")
    throw new Refusal("NON_FOLDABLE_ARGUMENT", "This argument must be a constant.");
  const value = arg.value as string | number | null;
  return value === null ? null : String(value);
}

export const zoneOf = (call: ResolvedCall): string => text(call.settings.timeZone);

/** Errors that a mistake in the call makes, not a value: raised with ANSI off too. */
const MISTAKES = /^(INVALID_DATETIME_PATTERN|INCONSISTENT_BEHAVIOR|INVALID_TIMEZONE)/;

/** JavaScript that raises under ANSI and gives null otherwise, or always when it is the `try_` form. */
export function ansiScript(
  name: string,
  parameters: readonly DataType[],
  result: DataType,
  run: (...args: never[]) => unknown,
): (args: readonly string[], isStrict: boolean) => string {
  const strict = script(name, parameters, result, run);
  const lenient = script(`${name}_or_null`, parameters, result, (...args: never[]) => {
    try {
      return run(...args);
    } catch (error) {
      if (error instanceof StreambookError && !MISTAKES.test(error.code)) return null;
      throw error;
    }
  });
  return (args, isStrict) => (isStrict ? strict(args) : lenient(args));
}

/** The SQL of a script that is given the session's time zone behind its arguments. */
export const zoned =
  (run: (args: readonly string[], isStrict: boolean) => string): Sql =>
  (args, call) =>
    run([...args, zoneOf(call)], call.settings.ansi);
