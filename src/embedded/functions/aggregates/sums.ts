import { castTo, isIntegral, isNumeric } from "../../../plan/coerce.js";
import type { FunctionDefinition } from "../../../plan/functions.js";
import type { ResolvedCall } from "../../../plan/resolved.js";
import type { DataType } from "../../../types/data-type.js";
import { Decimal, rescale } from "../../../types/decimal.js";
import { dayTime, yearMonth } from "../../../types/interval.js";
import { asMicros, asMonths, scaled } from "../../times/interval-math.js";
import { callScript } from "../../scripts.js";
import { sqlType } from "../../sql-types.js";
import { aggregate, counted, DOUBLE, INT, LONG, type Bind, type Sql } from "../define.js";
import { fitting as fittingDecimal } from "../decimal-math.js";
import { script } from "../script.js";

const sumType = (t: DataType): DataType =>
  t.kind === "decimal"
    ? { kind: "decimal", precision: Math.min(38, t.precision + 10), scale: t.scale }
    : isIntegral(t)
      ? LONG
      : t.kind === "day_time_interval" || t.kind === "year_month_interval"
        ? t
        : DOUBLE;

function averageType(t: DataType): DataType {
  if (t.kind === "day_time_interval") return dayTime();
  if (t.kind === "year_month_interval") return yearMonth();
  if (t.kind !== "decimal") return DOUBLE;
  return { kind: "decimal", precision: Math.min(38, t.precision + 4), scale: Math.min(38, t.scale + 4) };
}

const ofNumber =
  (result: (t: DataType) => DataType): Bind =>
  (args) => {
    counted(args, 1);
    const [a] = args;
    const t = a!.type.kind === "string" || a!.type.kind === "null" ? DOUBLE : a!.type;
    const fits = isNumeric(t) || t.kind === "day_time_interval" || t.kind === "year_month_interval";
    return fits ? { args: [castTo(a!, t)], type: result(t), nullable: true } : null;
  };

const OVERFLOW =
  "error('[ARITHMETIC_OVERFLOW] The sum does not fit its type. Use try_sum to tolerate overflow and have null instead.')";
const INTERVAL_OVERFLOW =
  "error('[INTERVAL_ARITHMETIC_OVERFLOW.WITH_SUGGESTION] The sum of intervals does not fit its type. Use try_sum to tolerate overflow and have null instead.')";

/** Spark's longs wrap around without ANSI. */
const wrapped = (sum: string): string =>
  `CAST(((${sum} + 9223372036854775808) % 18446744073709551616 + 18446744073709551616) % 18446744073709551616 - 9223372036854775808 AS BIGINT)`;

const sumSql =
  (isTry: boolean): Sql =>
  ([a], call, after) => {
    const { type } = call;
    const sum = `sum(${call.distinct ? "DISTINCT " : ""}${a})${after}`;
    const isStrict = call.settings.ansi && !isTry;
    const otherwise = isStrict ? OVERFLOW : "NULL";
    if (type.kind === "long" && !isTry && !isStrict) return wrapped(sum);
    if (type.kind === "long" || type.kind === "day_time_interval" || type.kind === "year_month_interval") {
      const cast = `TRY_CAST(${sum} AS ${sqlType(type)})`;
      return isStrict || type.kind !== "long"
        ? `CASE WHEN ${sum} IS NOT NULL THEN coalesce(${cast}, ${isTry ? "NULL" : type.kind === "long" ? OVERFLOW : INTERVAL_OVERFLOW}) END`
        : cast;
    }
    if (type.kind === "decimal" && type.precision === 38)
      return `CASE WHEN abs(CAST(${sum} AS DOUBLE)) >= 1e${38 - type.scale} THEN ${otherwise} ELSE CAST(${sum} AS ${sqlType(type)}) END`;
    return `CAST(${sum} AS ${sqlType(type)})`;
  };

const meanOfMicros = script("mean_day_time", [LONG, LONG], LONG, (sum: bigint, n: bigint) =>
  asMicros(scaled(sum, String(n), true)),
);
const meanOfMonths = script("mean_year_month", [LONG, LONG], INT, (sum: bigint, n: bigint) =>
  asMonths(scaled(sum, String(n), true)),
);

function meanOfDecimals(
  sum: string,
  count: string,
  from: DataType & { kind: "decimal" },
  call: ResolvedCall,
): string {
  const type = call.type as DataType & { kind: "decimal" };
  const { scale } = type;
  const isStrict = call.settings.ansi && call.fn.name !== "try_avg";
  const wide: DataType = { kind: "decimal", precision: 38, scale: from.scale };
  const run = (total: Decimal, n: bigint): Decimal | null => {
    const mean = divide(rescale(total.unscaled, from.scale, scale + 1), n);
    return fittingDecimal(Decimal.fromUnscaled(mean, scale), type, isStrict);
  };
  const name = `mean_decimal_${type.precision}_${scale}_${isStrict ? "strict" : "lenient"}`;
  return callScript({ name, parameters: [wide, LONG], result: type, run }, [sum, count]);
}

/** An average from its sum and count, in its own type: of decimals and intervals the engine's would be of doubles. */
export function quotient(sum: string, count: string, from: DataType, call: ResolvedCall): string {
  const some = `nullif(${count}, 0)`;
  if (from.kind === "decimal") return meanOfDecimals(sum, some, from, call);
  if (from.kind === "day_time_interval") return meanOfMicros([sum, some]);
  if (from.kind === "year_month_interval") return meanOfMonths([`CAST(${sum} AS BIGINT)`, some]);
  return `${sum} / ${some}`;
}

/** A sum of intervals in their type: one that does not fit raises, or is null. */
const fitting = (sum: string, type: DataType, isTry: boolean): string =>
  `CASE WHEN ${sum} IS NOT NULL THEN coalesce(TRY_CAST(${sum} AS ${sqlType(type)}), ${isTry ? "NULL" : INTERVAL_OVERFLOW}) END`;

/** Ten times too great a number by a count, rounded half up. */
function divide(tenfold: bigint, n: bigint): bigint {
  const size = tenfold < 0n ? -tenfold : tenfold;
  const rounded = (2n * size + 10n * n) / (20n * n);
  return tenfold < 0n ? -rounded : rounded;
}

const averageSql =
  (isTry: boolean): Sql =>
  ([a], call, after) => {
    const from = call.args[0]!.type;
    const distinct = call.distinct ? "DISTINCT " : "";
    const [sum, count] = [`sum(${distinct}${a})${after}`, `count(${distinct}${a})${after}`];
    if (from.kind === "decimal") return quotient(sum, count, from, call);
    if (from.kind.endsWith("interval")) return quotient(fitting(sum, from, isTry), count, from, call);
    return `avg(${distinct}CAST(${a} AS DOUBLE))${after}`;
  };

const sum = (name: string, isTry: boolean): FunctionDefinition =>
  aggregate(name, `${name}(number)`, ofNumber(sumType), sumSql(isTry));
const average = (name: string, isTry: boolean): FunctionDefinition =>
  aggregate(name, `${name}(number)`, ofNumber(averageType), averageSql(isTry));

export const sums: readonly FunctionDefinition[] = [
  sum("sum", false),
  sum("try_sum", true),
  average("avg", false),
  average("mean", false),
  average("try_avg", true),
];
