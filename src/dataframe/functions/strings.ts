import type { Column } from "../column.js";
import { lit } from "./normal.js";
import { call, callWith } from "./build.js";

export const upper = (text: Column | string): Column => call("upper", text);
export const lower = (text: Column | string): Column => call("lower", text);
export const trim = (text: Column | string): Column => call("trim", text);
export const ltrim = (text: Column | string): Column => call("ltrim", text);
export const rtrim = (text: Column | string): Column => call("rtrim", text);
export const reverse = (text: Column | string): Column => call("reverse", text);
export const initcap = (text: Column | string): Column => call("initcap", text);
/** Characters, not bytes. */
export const length = (text: Column | string): Column => call("length", text);
export const concat = (...texts: readonly (Column | string)[]): Column => call("concat", ...texts);
/** Joins the texts that are not null. */
export const concatWs = (separator: string, ...texts: readonly (Column | string)[]): Column =>
  call("concat_ws", lit(separator), ...texts);
/** From position `start` (the first is 1), `len` characters. */
export const substring = (text: Column | string, start: number, len: number): Column =>
  callWith("substring", text, start, len);
export const replace = (text: Column | string, search: Column, replacement: Column): Column =>
  callWith("replace", text, search, replacement);
export const instr = (text: Column | string, part: string): Column => callWith("instr", text, part);
export const repeat = (text: Column | string, n: number): Column => callWith("repeat", text, n);
/** Splits around matches of a regular expression. */
export const split = (text: Column | string, pattern: string): Column => callWith("split", text, pattern);
