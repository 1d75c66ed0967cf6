import { Column, toColumn, toExpr, type Literal } from "../column.js";
import { node, type Expr } from "../../plan/expression.js";
import { call } from "./build.js";

const literal = (value: unknown): Expr => toExpr(value);
const make = (name: string, args: readonly Expr[]): Column => new Column(node({ kind: "call", name, args }));

/** 1, 2, 3, … in the order of the window. */
export const rowNumber = (): Column => call("row_number");
/** The place in the order; equals share one, and the next place is left out. */
export const rank = (): Column => call("rank");
/** The place in the order; equals share one, and none is left out. */
export const denseRank = (): Column => call("dense_rank");
export const percentRank = (): Column => call("percent_rank");
export const cumeDist = (): Column => call("cume_dist");
/** The number of the row's bucket, of `buckets` of nearly one size. */
export const ntile = (buckets: number): Column => make("ntile", [literal(buckets)]);

const shifted =
  (name: string) =>
  (column: Column | string, offset = 1, other: Column | Literal = null, ignoreNulls = false): Column =>
    make(name, [
      toColumn(column),
      literal(offset),
      ...(other !== null || ignoreNulls ? [literal(other)] : []),
      ...(ignoreNulls ? [literal(true)] : []),
    ]);

/** The value `offset` rows before, or `other` where there is none. */
export const lag = shifted("lag");
/** The value `offset` rows after, or `other` where there is none. */
export const lead = shifted("lead");
/** The value in the n-th row of the window's frame. */
export const nthValue = (column: Column | string, n: number, ignoreNulls = false): Column =>
  make("nth_value", [toColumn(column), literal(n), ...(ignoreNulls ? [literal(true)] : [])]);
/** 1 where the column is not part of the grouping set. */
export const grouping = (column: Column | string): Column => call("grouping", column);
/** The number of the grouping set: a bit for each column that is not part of it. */
export const groupingId = (...columns: readonly (Column | string)[]): Column =>
  call("grouping_id", ...columns);
