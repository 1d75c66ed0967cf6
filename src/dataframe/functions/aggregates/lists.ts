import { node, type CallExpr } from "../../../plan/expression.js";
import { Column } from "../../column.js";
import { call } from "../build.js";
import { optional, type Value } from "./arguments.js";

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
 * The distinct elements of all arrays but nulls, in an array.
 *
 * @example
 * df.agg(collectUnion("tags"))
 */
export const collectUnion = (column: Value): Column => call("collect_union", column);

/**
 * As `collectList`.
 *
 * @example
 * df.agg(arrayAgg("x"))
 */
export const arrayAgg = (column: Value): Column => call("array_agg", column);

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
