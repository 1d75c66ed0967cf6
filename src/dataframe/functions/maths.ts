import type { Column } from "../column.js";
import { call, callWith } from "./build.js";

export const abs = (number: Column | string): Column => call("abs", number);
export const sqrt = (number: Column | string): Column => call("sqrt", number);
export const exp = (number: Column | string): Column => call("exp", number);
export const ceil = (number: Column | string): Column => call("ceil", number);
export const floor = (number: Column | string): Column => call("floor", number);
/** Half up, to `scale` digits after the point. */
export const round = (number: Column | string, scale = 0): Column => callWith("round", number, scale);
export const pow = (base: Column | string, exponent: Column | number): Column =>
  callWith("pow", base, exponent);
export const log10 = (number: Column | string): Column => call("log10", number);
export const ln = (number: Column | string): Column => call("ln", number);
