import type { Column } from "../../column.js";
import { call } from "../build.js";
import { distinct, type Value } from "./arguments.js";

/**
 * The sum of the numbers, null of none.
 *
 * @example
 * df.agg(sum("x"))
 */
export const sum = (column: Value): Column => call("sum", column);

/**
 * The sum of the distinct values.
 *
 * @example
 * df.agg(sumDistinct("x"))
 */
export const sumDistinct = (number: Value): Column => distinct("sum", number);

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
 * All numbers' bits, joined by and.
 *
 * @example
 * df.agg(bitAnd("flags"))
 */
export const bitAnd = (column: Value): Column => call("bit_and", column);

/**
 * All numbers' bits, joined by or.
 *
 * @example
 * df.agg(bitOr("flags"))
 */
export const bitOr = (column: Value): Column => call("bit_or", column);

/**
 * All numbers' bits, joined by exclusive or.
 *
 * @example
 * df.agg(bitXor("flags"))
 */
export const bitXor = (column: Value): Column => call("bit_xor", column);
