import type { Column } from "../../column.js";
import { call } from "../build.js";
import type { Value } from "./arguments.js";

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
