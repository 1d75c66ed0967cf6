import { type Column, type Literal, toColumn, toExpr } from "../column.js";
import { callOf, given } from "./build.js";

/** Without its sign. */
export const abs = (number: Column | string): Column => callOf("abs", toColumn(number));
/** -1, 0 or 1. */
export const sign = (number: Column | string): Column => callOf("sign", toColumn(number));
/** The same as `sign`. */
export const signum = (number: Column | string): Column => callOf("signum", toColumn(number));
/** The square root. */
export const sqrt = (number: Column | string): Column => callOf("sqrt", toColumn(number));
/** The cube root. */
export const cbrt = (number: Column | string): Column => callOf("cbrt", toColumn(number));
/** The length of the hypotenuse. */
export const hypot = (a: Column | Literal, b: Column | Literal): Column =>
  callOf("hypot", toExpr(a), toExpr(b));
/** e to this power. */
export const exp = (number: Column | string): Column => callOf("exp", toColumn(number));
/** e to this power, less 1: exact near 0. */
export const expm1 = (number: Column | string): Column => callOf("expm1", toColumn(number));
/** The natural logarithm; null for what is not positive. */
export const ln = (number: Column | string): Column => callOf("ln", toColumn(number));
/** The logarithm of the second to the base of the first; of one number the natural one. */
export const log = (baseOrNumber: Column | string, number?: Column | string): Column =>
  callOf("log", toColumn(baseOrNumber), given(toColumn, number));
/** The logarithm to base 10. */
export const log10 = (number: Column | string): Column => callOf("log10", toColumn(number));
/** The logarithm to base 2. */
export const log2 = (number: Column | string): Column => callOf("log2", toColumn(number));
/** The natural logarithm of 1 more: exact near 0. */
export const log1p = (number: Column | string): Column => callOf("log1p", toColumn(number));
/** To a power: `pow("x", 2)`. */
export const pow = (base: Column | Literal, exponent: Column | Literal): Column =>
  callOf("pow", toExpr(base), toExpr(exponent));
/** The same as `pow`. */
export const power = (base: Column | Literal, exponent: Column | Literal): Column =>
  callOf("power", toExpr(base), toExpr(exponent));
/** n!, null beyond 20. */
export const factorial = (number: Column | string): Column => callOf("factorial", toColumn(number));
/** The next whole number upwards, or with a scale of digits. */
export const ceil = (number: Column | string, scale?: Column | number): Column =>
  callOf("ceil", toColumn(number), given(toExpr, scale));
/** The same as `ceil`. */
export const ceiling = (number: Column | string, scale?: Column | number): Column =>
  callOf("ceiling", toColumn(number), given(toExpr, scale));
/** The next whole number downwards, or with a scale of digits. */
export const floor = (number: Column | string, scale?: Column | number): Column =>
  callOf("floor", toColumn(number), given(toExpr, scale));
/** Half up, to `scale` digits after the point; a negative scale rounds before it. */
export const round = (number: Column | string, scale?: Column | number): Column =>
  callOf("round", toColumn(number), given(toExpr, scale));
/** Half to the even neighbour, to `scale` digits after the point. */
export const bround = (number: Column | string, scale?: Column | number): Column =>
  callOf("bround", toColumn(number), given(toExpr, scale));
/** The nearest whole number as a double, halves to the even one. */
export const rint = (number: Column | string): Column => callOf("rint", toColumn(number));
/** The remainder, with the sign of the number. */
export const mod = (number: Column | Literal, divisor: Column | Literal): Column =>
  callOf("mod", toExpr(number), toExpr(divisor));
/** A number's digits from one base to another: `conv(lit("ff"), 16, 10)`. */
export const conv = (digits: Column | string, from: Column | number, to: Column | number): Column =>
  callOf("conv", toColumn(digits), toExpr(from), toExpr(to));
/** The number of the bucket of equal width that a value falls into. */
export const widthBucket = (
  value: Column | string,
  low: Column | string,
  high: Column | string,
  buckets: Column | number | bigint,
): Column => callOf("width_bucket", toColumn(value), toColumn(low), toColumn(high), toExpr(buckets));
/** The sine of an angle in radians. */
export const sin = (angle: Column | string): Column => callOf("sin", toColumn(angle));
/** The cosine of an angle in radians. */
export const cos = (angle: Column | string): Column => callOf("cos", toColumn(angle));
/** The tangent of an angle in radians. */
export const tan = (angle: Column | string): Column => callOf("tan", toColumn(angle));
/** The cotangent of an angle in radians. */
export const cot = (angle: Column | string): Column => callOf("cot", toColumn(angle));
/** The secant of an angle in radians. */
export const sec = (angle: Column | string): Column => callOf("sec", toColumn(angle));
/** The cosecant of an angle in radians. */
export const csc = (angle: Column | string): Column => callOf("csc", toColumn(angle));
/** The angle of a sine. */
export const asin = (number: Column | string): Column => callOf("asin", toColumn(number));
/** The angle of a cosine. */
export const acos = (number: Column | string): Column => callOf("acos", toColumn(number));
/** The angle of a tangent. */
export const atan = (number: Column | string): Column => callOf("atan", toColumn(number));
/** The angle of the point (x, y). */
export const atan2 = (y: Column | Literal, x: Column | Literal): Column =>
  callOf("atan2", toExpr(y), toExpr(x));
/** The hyperbolic sine. */
export const sinh = (number: Column | string): Column => callOf("sinh", toColumn(number));
/** The hyperbolic cosine. */
export const cosh = (number: Column | string): Column => callOf("cosh", toColumn(number));
/** The hyperbolic tangent. */
export const tanh = (number: Column | string): Column => callOf("tanh", toColumn(number));
/** The inverse hyperbolic sine. */
export const asinh = (number: Column | string): Column => callOf("asinh", toColumn(number));
/** The inverse hyperbolic cosine. */
export const acosh = (number: Column | string): Column => callOf("acosh", toColumn(number));
/** The inverse hyperbolic tangent. */
export const atanh = (number: Column | string): Column => callOf("atanh", toColumn(number));
/** Radians as degrees. */
export const degrees = (angle: Column | string): Column => callOf("degrees", toColumn(angle));
/** Degrees as radians. */
export const radians = (angle: Column | string): Column => callOf("radians", toColumn(angle));
/** Euler's number. */
export const e = (): Column => callOf("e");
/** The ratio of a circle's circumference to its diameter. */
export const pi = (): Column => callOf("pi");
/** Random from 0 to 1, the same for the same seed. */
export const rand = (seed?: Column | number): Column => callOf("rand", given(toExpr, seed));
/** Random around 0, normally distributed, the same for the same seed. */
export const randn = (seed?: Column | number): Column => callOf("randn", given(toExpr, seed));
/** Random between two numbers, of their type. */
export const uniform = (low: Column | number, high: Column | number, seed?: Column | number): Column =>
  callOf("uniform", toExpr(low), toExpr(high), given(toExpr, seed));
/** A random id. */
export const uuid = (seed?: Column | number): Column => callOf("uuid", given(toExpr, seed));
