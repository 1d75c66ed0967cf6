import { type Column, toColumn, toExpr } from "../column.js";
import { callOf, given } from "./build.js";

/** Split around the matches of a Java regular expression, into `limit` parts at most when it is positive. */
export const split = (text: Column | string, pattern: Column | string, limit?: Column | number): Column =>
  callOf("split", toColumn(text), toExpr(pattern), given(toExpr, limit));
/** Whether a Java regular expression is found in a text. */
export const rlike = (text: Column | string, pattern: Column | string): Column =>
  callOf("rlike", toColumn(text), toColumn(pattern));
/** The same as `rlike`. */
export const regexp = (text: Column | string, pattern: Column | string): Column =>
  callOf("regexp", toColumn(text), toColumn(pattern));
/** The same as `rlike`. */
export const regexpLike = (text: Column | string, pattern: Column | string): Column =>
  callOf("regexp_like", toColumn(text), toColumn(pattern));
/** What a group of the first match holds; group 0 is the whole. */
export const regexpExtract = (
  text: Column | string,
  pattern: Column | string,
  group?: Column | number,
): Column => callOf("regexp_extract", toColumn(text), toExpr(pattern), given(toExpr, group));
/** What a group of every match holds, as an array. */
export const regexpExtractAll = (
  text: Column | string,
  pattern: Column | string,
  group?: Column | number,
): Column => callOf("regexp_extract_all", toColumn(text), toExpr(pattern), given(toExpr, group));
/** Every match replaced; `$1` stands for a group. */
export const regexpReplace = (
  text: Column | string,
  pattern: Column | string,
  replacement: Column | string,
  position?: Column | number,
): Column =>
  callOf("regexp_replace", toColumn(text), toExpr(pattern), toExpr(replacement), given(toExpr, position));
/** How often a regular expression is found. */
export const regexpCount = (text: Column | string, pattern: Column | string): Column =>
  callOf("regexp_count", toColumn(text), toColumn(pattern));
/** The first match; null when there is none. */
export const regexpSubstr = (text: Column | string, pattern: Column | string): Column =>
  callOf("regexp_substr", toColumn(text), toColumn(pattern));
/** Where the first match begins, from 1; 0 when there is none. */
export const regexpInstr = (
  text: Column | string,
  pattern: Column | string,
  group?: Column | number,
): Column => callOf("regexp_instr", toColumn(text), toColumn(pattern), given(toExpr, group));
