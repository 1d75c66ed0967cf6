import { accepts, castTo, isDateTime, isNumeric } from "../../../plan/coerce.js";
import { Refusal, type Binding, type FunctionDefinition, type WrittenCall } from "../../../plan/functions.js";
import type { ResolvedExpr } from "../../../plan/resolved.js";
import type { DataType } from "../../../types/data-type.js";
import { dayTime, yearMonth } from "../../../types/interval.js";
import { discretePercentiles, percentiles as between } from "../../aggregates/percentile.js";
import { sqlType } from "../../sql-types.js";
import { aggregate, counted, DOUBLE, LONG, narrowed, type Bind, type Sql } from "../define.js";
import { script } from "../script.js";
import { constantNumber } from "./counts.js";

const DOUBLES: DataType = { kind: "array", element: DOUBLE, containsNull: true };
const LONGS: DataType = { kind: "array", element: LONG, containsNull: true };

const inside = script(
  "percentiles",
  [DOUBLES, DOUBLES],
  DOUBLES,
  (values: readonly number[], wanted: readonly number[]) => between(values, null, wanted),
);
/** In descending order: the same from the other end. */
const fromTheEnd = script(
  "percentiles_descending",
  [DOUBLES, DOUBLES],
  DOUBLES,
  (all: readonly number[], wanted: readonly number[]) =>
    between(
      all.map((x) => 0 - x),
      null,
      wanted,
    )?.map((x) => 0 - x),
);
export const weighted = script(
  "weighted_percentiles",
  [DOUBLES, LONGS, DOUBLES],
  DOUBLES,
  (values: readonly number[], weights: readonly bigint[], wanted: readonly number[]) =>
    between(values, weights, wanted),
);
export const discrete = script(
  "discrete_percentiles",
  [DOUBLES, LONGS, DOUBLES, { kind: "boolean" }],
  DOUBLES,
  (
    values: readonly number[],
    weights: readonly bigint[] | null,
    wanted: readonly number[],
    isDescending: boolean,
  ) => discretePercentiles(values, weights, wanted, isDescending),
  { takesNull: true },
);

/** One percentage between 0 and 1, or an array of them: constants. */
function checkedPercentage(arg: ResolvedExpr): boolean {
  const items = arg.kind === "call" && arg.fn.name === "array" ? arg.args : [arg];
  if (arg.kind === "literal" && arg.type.kind === "null")
    throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_NULL", "The percentage must not be null.");
  const isOfTexts = arg.type.kind === "array" && arg.type.element.kind === "string";
  if (isOfTexts || items.some((item) => !accepts(DOUBLE, item.type)))
    throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", "The percentage is a number.");
  for (const item of items) {
    const p = constantNumber(item);
    if (p === null)
      throw new Refusal("DATATYPE_MISMATCH.NON_FOLDABLE_INPUT", "The percentage must be a constant.");
    if (p < 0 || p > 1)
      throw new Refusal(
        "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE",
        `The percentage must be between 0.0 and 1.0, not ${p}.`,
      );
  }
  return arg.type.kind === "array";
}

const resultOf = (type: DataType): DataType =>
  type.kind === "day_time_interval" ? dayTime() : type.kind === "year_month_interval" ? yearMonth() : DOUBLE;

function measured(arg: ResolvedExpr): ResolvedExpr | null {
  const { kind } = arg.type;
  if (kind === "day_time_interval" || kind === "year_month_interval") return arg;
  return isNumeric(arg.type) || kind === "string" || kind === "null" ? castTo(arg, DOUBLE) : null;
}

function bound(
  value: ResolvedExpr,
  percentage: ResolvedExpr,
  rest: readonly ResolvedExpr[],
  { settings }: WrittenCall,
): Binding | null {
  const isArray = checkedPercentage(percentage);
  // Under ANSI Spark would read a date as a value of the type TIME, which it has in part.
  if (settings.ansi && isDateTime(value.type))
    throw new Refusal(
      "UNSUPPORTED_TIME_TYPE",
      "A percentile is one of numbers or intervals: percentile_approx takes dates and times.",
    );
  const number = measured(value);
  if (!number) return null;
  const type = resultOf(value.type);
  return {
    args: [number, castTo(percentage, isArray ? DOUBLES : DOUBLE), ...rest],
    type: isArray ? { kind: "array", element: type, containsNull: false } : type,
    nullable: true,
  };
}

/** A list of percentiles as what was asked for: one value, or all, in the column's type. */
export function given(list: string, type: DataType): string {
  if (type.kind === "array")
    return type.element.kind === "double"
      ? list
      : `list_transform(${list}, lambda p: CAST(trunc(p) AS ${sqlType(type.element)}))`;
  return type.kind === "double" ? `(${list})[1]` : `CAST(trunc((${list})[1]) AS ${sqlType(type)})`;
}

export const wantedList = (p: string, call: Parameters<Sql>[1]): string =>
  call.type.kind === "array" ? p : `[${p}]`;

const values = (a: string, call: Parameters<Sql>[1], after: string): string =>
  `list(${call.distinct ? "DISTINCT " : ""}CAST(${a} AS DOUBLE))${narrowed(`${a} IS NOT NULL`, after)}`;

const percentile: Bind = (args, written) => {
  counted(args, 2, 3);
  const [value, p, frequency] = args;
  const result = bound(value!, p!, frequency ? [castTo(frequency, LONG)] : [], written);
  return result && { ...result, shown: (t) => `percentile(${t[0]}, ${t[1]}, ${t[2] ?? "1"})` };
};

const percentileSql: Sql = ([a, p, frequency], call, after) => {
  const wanted = wantedList(p!, call);
  if (frequency === undefined) return given(inside([values(a!, call, after), wanted]), call.type);
  const known = narrowed(`${a} IS NOT NULL AND ${frequency} IS NOT NULL`, after);
  return given(
    weighted([`list(CAST(${a} AS DOUBLE))${known}`, `list(${frequency})${known}`, wanted]),
    call.type,
  );
};

/** `percentile_cont(p) WITHIN GROUP (ORDER BY x)`. */
function within(name: string, sql: Sql): FunctionDefinition {
  const bind: Bind = (args, written: WrittenCall) => {
    counted(args, 1 + written.sortKeys);
    if (written.sortKeys !== 1)
      throw new Refusal(
        "INVALID_WITHIN_GROUP_EXPRESSION.WITHIN_GROUP_MISSING",
        `${name} needs WITHIN GROUP (ORDER BY …).`,
      );
    const result = bound(args[1]!, args[0]!, [], written);
    const shown = ([p, key = ""]: readonly string[]): string =>
      `${name}(${p}) WITHIN GROUP (ORDER BY ${key.replace(/ NULLS \w+$/, "").replace(/ ASC$/, "")})`;
    return result && { ...result, shown };
  };
  return aggregate(name, `${name}(percentage) WITHIN GROUP (ORDER BY number)`, bind, sql);
}

export const isDescending = (call: Parameters<Sql>[1]): boolean => call.order?.[0]?.descending ?? false;

const approximate = (name: string): FunctionDefinition =>
  aggregate(
    name,
    `${name}(number, percentage[, accuracy])`,
    (args) => {
      counted(args, 2, 3);
      const [value, p, accuracy] = args;
      const isArray = checkedPercentage(p!);
      if (accuracy) {
        const n = constantNumber(accuracy);
        if (n === null) throw new Refusal("DATATYPE_MISMATCH.NON_FOLDABLE_INPUT");
        if (n <= 0 || n > 2_147_483_647)
          throw new Refusal(
            "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE",
            `The accuracy must be between 1 and 2147483647, not ${n}.`,
          );
      }
      const { kind } = value!.type;
      const times = ["date", "timestamp", "timestamp_ntz", "day_time_interval", "year_month_interval"];
      const column = isNumeric(value!.type) || times.includes(kind) ? value! : measured(value!);
      if (!column) return null;
      return {
        args: [column, castTo(p!, isArray ? DOUBLES : DOUBLE), ...(accuracy ? [accuracy] : [])],
        type: isArray ? { kind: "array", element: column.type, containsNull: false } : column.type,
        nullable: true,
        shown: (t) => `${name}(${t[0]}, ${t[1]}, ${t[2] ?? "10000"})`,
      };
    },
    // The engine's is exact, which every accuracy allows.
    ([a, p], call, after) => `quantile_disc(${call.distinct ? "DISTINCT " : ""}${a}, ${p})${after}`,
  );

const HALF: ResolvedExpr = { kind: "literal", value: 0.5, type: DOUBLE, nullable: false };

export const percentiles: readonly FunctionDefinition[] = [
  aggregate("percentile", "percentile(number, percentage[, frequency])", percentile, percentileSql),
  aggregate(
    "median",
    "median(number)",
    (args, written) => {
      counted(args, 1);
      return bound(args[0]!, HALF, [], written);
    },
    percentileSql,
  ),
  within("percentile_cont", ([a, p], call, after) => {
    if (!isDescending(call)) return percentileSql([a!, p!], call, after);
    return given(fromTheEnd([values(a!, call, after), wantedList(p!, call)]), call.type);
  }),
  within("percentile_disc", ([a, p], call, after) =>
    given(
      discrete([
        `coalesce(${values(a!, call, after)}, [])`,
        "NULL",
        wantedList(p!, call),
        String(isDescending(call)),
      ]),
      call.type,
    ),
  ),
  approximate("percentile_approx"),
  approximate("approx_percentile"),
];
