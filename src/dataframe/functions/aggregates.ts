import { node } from "../../plan/expression.js";
import { Column, toColumn } from "../column.js";
import { call } from "./build.js";

/** Rows in which the value is not null; `count("*")` counts all. */
export const count = (column: Column | string): Column => call("count", column);
export const sum = (number: Column | string): Column => call("sum", number);
export const avg = (number: Column | string): Column => call("avg", number);
export const mean = (number: Column | string): Column => call("avg", number);
export const min = (column: Column | string): Column => call("min", column);
export const max = (column: Column | string): Column => call("max", column);
export const first = (column: Column | string): Column => call("first", column);
export const last = (column: Column | string): Column => call("last", column);
export const stddev = (number: Column | string): Column => call("stddev", number);
export const variance = (number: Column | string): Column => call("variance", number);
export const collectList = (column: Column | string): Column => call("collect_list", column);
export const collectSet = (column: Column | string): Column => call("collect_set", column);
export const countIf = (condition: Column): Column => call("count_if", condition);
/** Distinct combinations without a null. */
export const countDistinct = (...columns: readonly (Column | string)[]): Column =>
  new Column(node({ kind: "call", name: "count", args: columns.map(toColumn), distinct: true }));
