import type { Column } from "../column.js";
import { call, callWith } from "./build.js";

type ColumnOrName = Column | string;

/**
 * A row for each element of an array (`col`), or pair of a map (`key`, `value`). An item of a select list.
 *
 * @example
 * df.select("id", explode("xs").as("x")); df.select(explode("m").as("k", "v"))
 */
export const explode = (collection: ColumnOrName): Column => call("explode", collection);
/** `explode` with a row of null for what is null or empty. */
export const explodeOuter = (collection: ColumnOrName): Column => call("explode_outer", collection);
/** `explode` with the position from 0 (`pos`) before it. */
export const posexplode = (collection: ColumnOrName): Column => call("posexplode", collection);
export const posexplodeOuter = (collection: ColumnOrName): Column => call("posexplode_outer", collection);
/** A row for each struct of an array, a column for each of its fields. */
export const inline = (structs: ColumnOrName): Column => call("inline", structs);
export const inlineOuter = (structs: ColumnOrName): Column => call("inline_outer", structs);
/** The values in `rows` rows: `stack(lit(2), a, b, c, d)` makes the rows (a, b) and (c, d). */
export const stack = (rows: ColumnOrName, ...values: readonly ColumnOrName[]): Column =>
  call("stack", rows, ...values);
/** Fields of a JSON object as the columns c0, c1, …, all text. */
export const jsonTuple = (text: ColumnOrName, ...fields: readonly (Column | string)[]): Column =>
  callWith("json_tuple", text, ...fields);
