import { Column, toExpr, type Literal } from "../column.js";
import { node } from "../../plan/expression.js";
import { call } from "./build.js";
import { col } from "./normal.js";

type Col = Column | string;

/** A text is a column's name where a column is meant, as in PySpark; a constant is `lit(…)`. */
const two =
  (name: string) =>
  (left: Col, right: Col): Column =>
    call(name, left, right);

/** `otherwise` where `column` is null. */
export const nvl = two("nvl");
/** `otherwise` where `column` is null. */
export const ifnull = two("ifnull");
/** Null where both are equal, else the left one. */
export const nullif = two("nullif");
/** `left <=> right`: two nulls are equal. */
export const equalNull = two("equal_null");
/** `instead` where `number` is NaN. */
export const nanvl = two("nanvl");
/**
 * `whenSet` where `column` is not null, `whenNull` where it is.
 *
 * @example
 * readings.select(nvl2(col("x"), lit("seen"), lit("missing")))
 */
export const nvl2 = (column: Col, whenSet: Col, whenNull: Col): Column =>
  call("nvl2", column, whenSet, whenNull);
/** 0 where the number is null. */
export const zeroifnull = (number: Col): Column => call("zeroifnull", number);
/** Null where the number is 0. */
export const nullifzero = (number: Col): Column => call("nullifzero", number);

/** `left + right`, null where it overflows. */
export const tryAdd = two("try_add");
/** `left - right`, null where it overflows. */
export const trySubtract = two("try_subtract");
/** `left * right`, null where it overflows. */
export const tryMultiply = two("try_multiply");
/** `left / right`, null where the divisor is 0. */
export const tryDivide = two("try_divide");
/** `left % right`, null where the divisor is 0. */
export const tryMod = two("try_mod");
/** The remainder that is never negative for a positive divisor. */
export const pmod = (dividend: Col | number, divisor: Col | number): Column =>
  call("pmod", columnOf(dividend), columnOf(divisor));
/** `-column`. */
export const negative = (column: Col): Column => call("negative", column);
/** `-column`. */
export const negate = negative;
/** `+column`. */
export const positive = (column: Col): Column => call("positive", column);

/** SQL's pattern: `%` any text, `_` one character; the escape character (a backslash) takes both at their word. */
export const like = (text: Col, pattern: Col, escape?: Column | string): Column =>
  matching("like", text, pattern, escape);
/** `like` without regard to case. */
export const ilike = (text: Col, pattern: Col, escape?: Column | string): Column =>
  matching("ilike", text, pattern, escape);

/** Null, or an error with `message` where the condition does not hold. */
export const assertTrue = (condition: Col, message?: Column | string): Column =>
  message === undefined
    ? call("assert_true", condition)
    : new Column(
        node({ kind: "call", name: "assert_true", args: [columnOf(condition).expr, toExpr(message)] }),
      );
/** Raises an error with this message when it is computed. */
export const raiseError = (message: Column | string): Column =>
  new Column(node({ kind: "call", name: "raise_error", args: [toExpr(message)] }));

/** The name of the column's type: `int`, `array<string>`. */
export const typeOf = (column: Col): Column => call("typeof", column);

/**
 * Calls a function of Spark SQL by its name.
 *
 * @example
 * readings.select(callFunction("nvl2", "x", lit(1), lit(0)))
 */
export const callFunction = (name: string, ...columns: readonly Col[]): Column =>
  call(name.toLowerCase(), ...columns);

const columnOf = (value: Col | Literal): Column =>
  value instanceof Column ? value : typeof value === "string" ? col(value) : new Column(toExpr(value));

function matching(name: string, text: Col, pattern: Col, escape: Column | string | undefined): Column {
  if (escape === undefined) return call(name, text, pattern);
  return call(name, text, pattern, new Column(toExpr(escape)));
}
