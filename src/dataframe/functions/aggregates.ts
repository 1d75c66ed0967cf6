import { node, type CallExpr } from "../../plan/expression.js";
import { Column, toColumn, type Literal } from "../column.js";
import { call, callWith } from "./build.js";

type Value = Column | string;
type Constant = Column | Literal;

const distinct = (name: string, ...columns: readonly Value[]): Column =>
  new Column(node({ kind: "call", name, args: columns.map(toColumn), distinct: true }));

const optional = (name: string, first: Value, ...rest: readonly (Constant | undefined)[]): Column =>
  callWith(name, first, ...rest.filter((v): v is Constant => v !== undefined));

/**
 * Rows in which no value is null; `count("*")` counts all.
 *
 * @example
 * df.agg(count("*"), count("device"))
 */
export const count = (...columns: readonly Value[]): Column => call("count", ...columns);

/**
 * Distinct combinations without a null.
 *
 * @example
 * df.agg(countDistinct("user", "device"))
 */
export const countDistinct = (...columns: readonly Value[]): Column => distinct("count", ...columns);

/**
 * The sum of the distinct values.
 *
 * @example
 * df.agg(sumDistinct("x"))
 */
export const sumDistinct = (number: Value): Column => distinct("sum", number);

/**
 * How many distinct values there are, within `rsd` (0.05 when not given) of the truth as a relative standard deviation.
 *
 * @example
 * df.agg(approxCountDistinct("user", 0.01))
 */
export const approxCountDistinct = (column: Value, rsd?: Column | number): Column =>
  optional("approx_count_distinct", column, rsd);

/**
 * The value of the row whose order is greatest; with a count, those of so many rows.
 *
 * @example
 * df.agg(maxBy("device", "time"))
 */
export const maxBy = (value: Value, order: Value, count?: Column | number): Column =>
  count === undefined
    ? call("max_by", value, order)
    : callWith("max_by", value, new Column(toColumn(order)), count);

/**
 * The value of the row whose order is least; with a count, those of so many rows.
 *
 * @example
 * df.agg(minBy("device", "time"))
 */
export const minBy = (value: Value, order: Value, count?: Column | number): Column =>
  count === undefined
    ? call("min_by", value, order)
    : callWith("min_by", value, new Column(toColumn(order)), count);

/**
 * The exact percentile, between the two nearest values in proportion; an array of percentages gives an array.
 *
 * @example
 * df.agg(percentile("x", 0.5))
 */
export const percentile = (number: Value, percentage: Constant, frequency?: Constant): Column =>
  optional("percentile", number, percentage, frequency);

/**
 * A percentile that is one of the values.
 *
 * @example
 * df.agg(percentileApprox("x", 0.9))
 */
export const percentileApprox = (number: Value, percentage: Constant, accuracy?: Column | number): Column =>
  optional("percentile_approx", number, percentage, accuracy);

/**
 * As `percentileApprox`.
 *
 * @example
 * df.agg(approxPercentile("x", 0.9))
 */
export const approxPercentile = (number: Value, percentage: Constant, accuracy?: Column | number): Column =>
  optional("approx_percentile", number, percentage, accuracy);

/**
 * At most so many bins `{x, y}` that show how the values are spread.
 *
 * @example
 * df.agg(histogramNumeric("x", 10))
 */
export const histogramNumeric = (number: Value, bins: Column | number): Column =>
  callWith("histogram_numeric", number, bins);

/**
 * The most frequent value; with true the least of several.
 *
 * @example
 * df.agg(mode("device"))
 */
export const mode = (column: Value, deterministic?: Column | boolean): Column =>
  optional("mode", column, deterministic);

/**
 * The sum of the numbers, null of none.
 *
 * @example
 * df.agg(sum("x"))
 */
export const sum = (column: Value): Column => call("sum", column);

/**
 * As `sum`, with null where it does not fit.
 *
 * @example
 * df.agg(trySum("x"))
 */
export const trySum = (column: Value): Column => call("try_sum", column);

/**
 * The mean of the numbers, null of none.
 *
 * @example
 * df.agg(avg("x"))
 */
export const avg = (column: Value): Column => call("avg", column);

/**
 * As `avg`.
 *
 * @example
 * df.agg(mean("x"))
 */
export const mean = (column: Value): Column => call("mean", column);

/**
 * As `avg`, with null where it does not fit.
 *
 * @example
 * df.agg(tryAvg("x"))
 */
export const tryAvg = (column: Value): Column => call("try_avg", column);

/**
 * The least value.
 *
 * @example
 * df.agg(min("x"))
 */
export const min = (column: Value): Column => call("min", column);

/**
 * The greatest value.
 *
 * @example
 * df.agg(max("x"))
 */
export const max = (column: Value): Column => call("max", column);

/**
 * Rows in which the condition is true.
 *
 * @example
 * df.agg(countIf("x"))
 */
export const countIf = (column: Value): Column => call("count_if", column);

/**
 * As `any`.
 *
 * @example
 * df.agg(some("x"))
 */
export const some = (column: Value): Column => call("some", column);

/**
 * Whether the condition is true wherever it is not null.
 *
 * @example
 * df.agg(every("x"))
 */
export const every = (column: Value): Column => call("every", column);

/**
 * As `any`.
 *
 * @example
 * df.agg(boolOr("x"))
 */
export const boolOr = (column: Value): Column => call("bool_or", column);

/**
 * As `every`.
 *
 * @example
 * df.agg(boolAnd("x"))
 */
export const boolAnd = (column: Value): Column => call("bool_and", column);

/**
 * All numbers' bits, joined by and.
 *
 * @example
 * df.agg(bitAnd("x"))
 */
export const bitAnd = (column: Value): Column => call("bit_and", column);

/**
 * All numbers' bits, joined by or.
 *
 * @example
 * df.agg(bitOr("x"))
 */
export const bitOr = (column: Value): Column => call("bit_or", column);

/**
 * All numbers' bits, joined by exclusive or.
 *
 * @example
 * df.agg(bitXor("x"))
 */
export const bitXor = (column: Value): Column => call("bit_xor", column);

/**
 * All values but nulls, in an array.
 *
 * @example
 * df.agg(collectList("x"))
 */
export const collectList = (column: Value): Column => call("collect_list", column);

/**
 * The distinct values but nulls, in an array.
 *
 * @example
 * df.agg(collectSet("x"))
 */
export const collectSet = (column: Value): Column => call("collect_set", column);

/**
 * As `collectList`.
 *
 * @example
 * df.agg(arrayAgg("x"))
 */
export const arrayAgg = (column: Value): Column => call("array_agg", column);

/**
 * The sample's standard deviation.
 *
 * @example
 * df.agg(stddev("x"))
 */
export const stddev = (column: Value): Column => call("stddev", column);

/**
 * As `stddev`.
 *
 * @example
 * df.agg(std("x"))
 */
export const std = (column: Value): Column => call("std", column);

/**
 * As `stddev`.
 *
 * @example
 * df.agg(stddevSamp("x"))
 */
export const stddevSamp = (column: Value): Column => call("stddev_samp", column);

/**
 * The population's standard deviation.
 *
 * @example
 * df.agg(stddevPop("x"))
 */
export const stddevPop = (column: Value): Column => call("stddev_pop", column);

/**
 * The sample's variance.
 *
 * @example
 * df.agg(variance("x"))
 */
export const variance = (column: Value): Column => call("variance", column);

/**
 * As `variance`.
 *
 * @example
 * df.agg(varSamp("x"))
 */
export const varSamp = (column: Value): Column => call("var_samp", column);

/**
 * The population's variance.
 *
 * @example
 * df.agg(varPop("x"))
 */
export const varPop = (column: Value): Column => call("var_pop", column);

/**
 * How far the values lean to one side.
 *
 * @example
 * df.agg(skewness("x"))
 */
export const skewness = (column: Value): Column => call("skewness", column);

/**
 * How heavy the tails are, in excess of the normal distribution's.
 *
 * @example
 * df.agg(kurtosis("x"))
 */
export const kurtosis = (column: Value): Column => call("kurtosis", column);

/**
 * The value in the middle.
 *
 * @example
 * df.agg(median("x"))
 */
export const median = (column: Value): Column => call("median", column);

/**
 * The first value; with true the first that is not null.
 *
 * @example
 * df.agg(first("x", true))
 */
export const first = (column: Value, ignoreNulls?: Column | boolean): Column =>
  optional("first", column, ignoreNulls);

/**
 * As `first`.
 *
 * @example
 * df.agg(firstValue("x", true))
 */
export const firstValue = (column: Value, ignoreNulls?: Column | boolean): Column =>
  optional("first_value", column, ignoreNulls);

/**
 * As `first`.
 *
 * @example
 * df.agg(anyValue("x", true))
 */
export const anyValue = (column: Value, ignoreNulls?: Column | boolean): Column =>
  optional("any_value", column, ignoreNulls);

/**
 * The last value; with true the last that is not null.
 *
 * @example
 * df.agg(last("x", true))
 */
export const last = (column: Value, ignoreNulls?: Column | boolean): Column =>
  optional("last", column, ignoreNulls);

/**
 * As `last`.
 *
 * @example
 * df.agg(lastValue("x", true))
 */
export const lastValue = (column: Value, ignoreNulls?: Column | boolean): Column =>
  optional("last_value", column, ignoreNulls);

/**
 * The correlation of two columns.
 *
 * @example
 * df.agg(corr("y", "x"))
 */
export const corr = (y: Value, x: Value): Column => call("corr", y, x);

/**
 * The population's covariance.
 *
 * @example
 * df.agg(covarPop("y", "x"))
 */
export const covarPop = (y: Value, x: Value): Column => call("covar_pop", y, x);

/**
 * The sample's covariance.
 *
 * @example
 * df.agg(covarSamp("y", "x"))
 */
export const covarSamp = (y: Value, x: Value): Column => call("covar_samp", y, x);

/**
 * The mean of x where both are known.
 *
 * @example
 * df.agg(regrAvgx("y", "x"))
 */
export const regrAvgx = (y: Value, x: Value): Column => call("regr_avgx", y, x);

/**
 * The mean of y where both are known.
 *
 * @example
 * df.agg(regrAvgy("y", "x"))
 */
export const regrAvgy = (y: Value, x: Value): Column => call("regr_avgy", y, x);

/**
 * Rows in which both are known.
 *
 * @example
 * df.agg(regrCount("y", "x"))
 */
export const regrCount = (y: Value, x: Value): Column => call("regr_count", y, x);

/**
 * Where the regression line meets the axis.
 *
 * @example
 * df.agg(regrIntercept("y", "x"))
 */
export const regrIntercept = (y: Value, x: Value): Column => call("regr_intercept", y, x);

/**
 * How much of y the regression explains.
 *
 * @example
 * df.agg(regrR2("y", "x"))
 */
export const regrR2 = (y: Value, x: Value): Column => call("regr_r2", y, x);

/**
 * The slope of the regression line.
 *
 * @example
 * df.agg(regrSlope("y", "x"))
 */
export const regrSlope = (y: Value, x: Value): Column => call("regr_slope", y, x);

/**
 * The sum of squares of x about its mean.
 *
 * @example
 * df.agg(regrSxx("y", "x"))
 */
export const regrSxx = (y: Value, x: Value): Column => call("regr_sxx", y, x);

/**
 * The sum of products of x and y about their means.
 *
 * @example
 * df.agg(regrSxy("y", "x"))
 */
export const regrSxy = (y: Value, x: Value): Column => call("regr_sxy", y, x);

/**
 * The sum of squares of y about its mean.
 *
 * @example
 * df.agg(regrSyy("y", "x"))
 */
export const regrSyy = (y: Value, x: Value): Column => call("regr_syy", y, x);

/**
 * The texts in one, with the separator between them; null of none.
 *
 * @example
 * df.agg(listagg("name", ", "))
 */
export const listagg = (text: Value, separator?: Column | string): Column =>
  optional("listagg", text, separator);

/**
 * As `listagg`.
 *
 * @example
 * df.agg(stringAgg("name", ", "))
 */
export const stringAgg = (text: Value, separator?: Column | string): Column =>
  optional("string_agg", text, separator);

/**
 * The distinct texts in one, with the separator between them.
 *
 * @example
 * df.agg(listaggDistinct("name", ", "))
 */
export const listaggDistinct = (text: Value, separator?: Column | string): Column =>
  new Column(node({ ...(listagg(text, separator).expr as CallExpr), distinct: true }));

/**
 * As `listaggDistinct`.
 *
 * @example
 * df.agg(stringAggDistinct("name", ", "))
 */
export const stringAggDistinct = (text: Value, separator?: Column | string): Column =>
  new Column(node({ ...(stringAgg(text, separator).expr as CallExpr), distinct: true }));
