import type { Column } from "../../column.js";
import { call, callWith } from "../build.js";
import { optional, type Constant, type Value } from "./arguments.js";

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
 * The value in the middle.
 *
 * @example
 * df.agg(median("x"))
 */
export const median = (column: Value): Column => call("median", column);

/**
 * At most so many bins `{x, y}` that show how the values are spread.
 *
 * @example
 * df.agg(histogramNumeric("x", 10))
 */
export const histogramNumeric = (number: Value, bins: Column | number): Column =>
  callWith("histogram_numeric", number, bins);
