import type { Column } from "../../column.js";
import { call } from "../build.js";
import { distinct, optional, type Value } from "./arguments.js";

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
 * How many distinct values there are, within `rsd` (0.05 when not given) of the truth as a relative standard deviation.
 *
 * @example
 * df.agg(approxCountDistinct("user", 0.01))
 */
export const approxCountDistinct = (column: Value, rsd?: Column | number): Column =>
  optional("approx_count_distinct", column, rsd);

/**
 * Rows in which the condition is true.
 *
 * @example
 * df.agg(countIf(col("x").gt(0)))
 */
export const countIf = (column: Value): Column => call("count_if", column);

/**
 * As `any`.
 *
 * @example
 * df.agg(some("isOk"))
 */
export const some = (column: Value): Column => call("some", column);

/**
 * Whether the condition is true wherever it is not null.
 *
 * @example
 * df.agg(every("isOk"))
 */
export const every = (column: Value): Column => call("every", column);

/**
 * As `any`.
 *
 * @example
 * df.agg(boolOr("isOk"))
 */
export const boolOr = (column: Value): Column => call("bool_or", column);

/**
 * As `every`.
 *
 * @example
 * df.agg(boolAnd("isOk"))
 */
export const boolAnd = (column: Value): Column => call("bool_and", column);
