import { node } from "../../plan/expression.js";
import { Column, nameExpr, toExpr, type Literal } from "../column.js";
import { call } from "./build.js";

/**
 * A column by name. `col("a.b")` reaches into a struct; backticks quote a name that holds a point.
 *
 * @example
 * iot.select(col("gt"), col("x").multiply(2).as("twice"))
 */
export function col(name: string): Column {
  return new Column(nameExpr(name));
}

/** The same as `col`. */
export const column = col;

/** A constant. Numbers are int, long or double by their value; a bigint is a long, a Date a timestamp. */
export function lit(value: Column | Literal): Column {
  return new Column(toExpr(value));
}

/**
 * A column from Spark SQL text, parsed when the column is used.
 *
 * @example
 * iot.where(expr("gt like '%stairs%' and x > 0"))
 */
export function expr(text: string): Column {
  return new Column(node({ kind: "sqlText", text }));
}

/** `value` where `condition` holds; chain `.when(…)` and `.otherwise(…)`. */
export function when(condition: Column, value: Column | Literal): Column {
  return new Column(node({ kind: "call", name: "when", args: [condition.expr, toExpr(value)] }));
}

/** The first of these that is not null. */
export const coalesce = (...columns: readonly (Column | string)[]): Column => call("coalesce", ...columns);
export const greatest = (...columns: readonly (Column | string)[]): Column => call("greatest", ...columns);
export const least = (...columns: readonly (Column | string)[]): Column => call("least", ...columns);
export const isnull = (column: Column | string): Column => call("isnull", column);
export const isnotnull = (column: Column | string): Column => call("isnotnull", column);
export const isnan = (column: Column | string): Column => call("isnan", column);
export const not = (condition: Column): Column => condition.not();
export const asc = (name: string): Column => col(name).asc();
export const desc = (name: string): Column => col(name).desc();
