import type { Column, Literal } from "../column.js";
import { call, callWith } from "./build.js";
import { lit } from "./normal.js";

type ColumnOrName = Column | string;

/** An array of these columns. */
export const array = (...columns: readonly ColumnOrName[]): Column => call("array", ...columns);
/** How many elements an array, or pairs a map, has. */
export const size = (collection: ColumnOrName): Column => call("size", collection);
/** The same as `size`. */
export const cardinality = (collection: ColumnOrName): Column => call("cardinality", collection);
export const arraySize = (list: ColumnOrName): Column => call("array_size", list);
/** Whether the array holds the value: null when it does not, but holds a null. */
export const arrayContains = (list: ColumnOrName, value: Column | Literal): Column =>
  callWith("array_contains", list, value);
export const arrayAppend = (list: ColumnOrName, value: Column | Literal): Column =>
  callWith("array_append", list, value);
export const arrayPrepend = (list: ColumnOrName, value: Column | Literal): Column =>
  callWith("array_prepend", list, value);
/** Puts a value at a position: the first is 1, -1 is after the last. */
export const arrayInsert = (list: ColumnOrName, position: Column | number, value: Column | Literal): Column =>
  callWith("array_insert", list, position, value);
/** Leaves the nulls out. */
export const arrayCompact = (list: ColumnOrName): Column => call("array_compact", list);
export const arrayDistinct = (list: ColumnOrName): Column => call("array_distinct", list);
export const arrayExcept = (left: ColumnOrName, right: ColumnOrName): Column =>
  call("array_except", left, right);
export const arrayIntersect = (left: ColumnOrName, right: ColumnOrName): Column =>
  call("array_intersect", left, right);
export const arrayUnion = (left: ColumnOrName, right: ColumnOrName): Column =>
  call("array_union", left, right);
export const arraysOverlap = (left: ColumnOrName, right: ColumnOrName): Column =>
  call("arrays_overlap", left, right);
/** One array of structs: the first elements together, the second ones, … */
export const arraysZip = (...lists: readonly ColumnOrName[]): Column => call("arrays_zip", ...lists);
/** The elements as one text; nulls are left out unless a replacement is given. */
export const arrayJoin = (
  list: ColumnOrName,
  delimiter: Column | string,
  nullReplacement?: Column | string,
): Column =>
  callWith("array_join", list, delimiter, ...(nullReplacement === undefined ? [] : [nullReplacement]));
export const arrayMax = (list: ColumnOrName): Column => call("array_max", list);
export const arrayMin = (list: ColumnOrName): Column => call("array_min", list);
/** Where the value first stands, from 1; 0 when it does not. */
export const arrayPosition = (list: ColumnOrName, value: Column | Literal): Column =>
  callWith("array_position", list, value);
export const arrayRemove = (list: ColumnOrName, value: Column | Literal): Column =>
  callWith("array_remove", list, value);
export const arrayRepeat = (value: ColumnOrName, count: Column | number): Column =>
  callWith("array_repeat", value, count);
/** An element by its position from 1, from the end when negative; or a map's value. */
export const elementAt = (collection: ColumnOrName, key: Column | Literal): Column =>
  callWith("element_at", collection, key);
/** `elementAt` with null for a position outside. */
export const tryElementAt = (collection: ColumnOrName, key: Column | Literal): Column =>
  callWith("try_element_at", collection, key);
/** An element by its index from 0, null outside. */
export const get = (list: ColumnOrName, index: Column | number): Column => callWith("get", list, index);
/** An array of arrays made one. */
export const flatten = (lists: ColumnOrName): Column => call("flatten", lists);
/**
 * From `start` to `stop`, both included. Dates and times take an interval as their step, a day when none is given.
 *
 * @example
 * sequence(lit(1), lit(10), lit(3)); // [1, 4, 7, 10]
 */
export const sequence = (start: ColumnOrName, stop: ColumnOrName, step?: ColumnOrName): Column =>
  call("sequence", start, stop, ...(step === undefined ? [] : [step]));
/** `length` elements from position `start` on (the first is 1; from the end when negative). */
export const slice = (list: ColumnOrName, start: Column | number, length: Column | number): Column =>
  callWith("slice", list, start, length);
/** Sorted; nulls come first when ascending, last when descending. */
export const sortArray = (list: ColumnOrName, ascending: Column | boolean = true): Column =>
  callWith("sort_array", list, ascending);
/** In random order. */
export const shuffle = (list: ColumnOrName, seed?: Column | number | bigint): Column =>
  callWith("shuffle", list, ...(seed === undefined ? [] : [seed]));

/** Columns as one struct. What has no name of its own is col1, col2, … */
export const struct = (...columns: readonly ColumnOrName[]): Column => call("struct", ...columns);
/** A struct of names and values in turn. */
export const namedStruct = (...pairs: readonly ColumnOrName[]): Column => call("named_struct", ...pairs);

/** A map of keys and values in turn. A key that comes twice raises DUPLICATED_MAP_KEY. */
export const createMap = (...columns: readonly ColumnOrName[]): Column => call("map", ...columns);
export const mapKeys = (map: ColumnOrName): Column => call("map_keys", map);
export const mapValues = (map: ColumnOrName): Column => call("map_values", map);
/** The pairs as an array of structs `key`, `value`. */
export const mapEntries = (map: ColumnOrName): Column => call("map_entries", map);
export const mapConcat = (...maps: readonly ColumnOrName[]): Column => call("map_concat", ...maps);
export const mapContainsKey = (map: ColumnOrName, key: Column | Literal): Column =>
  callWith("map_contains_key", map, key);
export const mapFromArrays = (keys: ColumnOrName, values: ColumnOrName): Column =>
  call("map_from_arrays", keys, values);
export const mapFromEntries = (pairs: ColumnOrName): Column => call("map_from_entries", pairs);
/** `a:1,b:2` as a map of texts; the delimiters are regular expressions. */
export const strToMap = (text: ColumnOrName, pairs?: Column | string, keyValue?: Column | string): Column => {
  const delimiters = [pairs ?? (keyValue === undefined ? undefined : ","), keyValue];
  return callWith("str_to_map", text, ...delimiters.flatMap((d) => (d === undefined ? [] : [lit(d)])));
};
