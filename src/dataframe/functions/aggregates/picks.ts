import { Column, toColumn } from "../../column.js";
import { call, callWith } from "../build.js";
import { optional, type Value } from "./arguments.js";

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
 * The most frequent value; with true the least of several.
 *
 * @example
 * df.agg(mode("device"))
 */
export const mode = (column: Value, deterministic?: Column | boolean): Column =>
  optional("mode", column, deterministic);
