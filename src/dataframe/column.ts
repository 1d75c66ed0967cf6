import { StreambookError } from "../errors.js";
import { node, type Expr, type SortExpr } from "../plan/expression.js";
import { printExpr } from "../plan/print-expr.js";
import type { DataType } from "../types/data-type.js";
import { parseDDL } from "../types/ddl.js";
import { described } from "./described.js";
import { literal, type Literal } from "./literals.js";
import { nameExpr } from "./names.js";
import { notAColumn } from "./not-a-column.js";

export type { Literal } from "./literals.js";
export { nameExpr } from "./names.js";

/** A column expression: immutable, evaluated by the engine only. Made by `col`, `lit`, `expr` and the functions. */
export class Column {
  readonly expr: Expr;

  constructor(expr: Expr) {
    this.expr = expr;
  }

  #with(name: string, ...others: readonly unknown[]): Column {
    return new Column(node({ kind: "call", name, args: [this.expr, ...others.map((o) => toExpr(o))] }));
  }

  /** `this + other`. */
  plus(other: Column | Literal): Column {
    return this.#with("+", other);
  }
  /** `this - other`. */
  minus(other: Column | Literal): Column {
    return this.#with("-", other);
  }
  /** `this * other`. */
  multiply(other: Column | Literal): Column {
    return this.#with("*", other);
  }
  /** `this / other`: a double (a decimal for decimals); division by zero raises. */
  divide(other: Column | Literal): Column {
    return this.#with("/", other);
  }
  /** The remainder, with the sign of `this`. */
  mod(other: Column | Literal): Column {
    return this.#with("%", other);
  }
  negate(): Column {
    return this.#with("negative");
  }

  /** `this = other`: null when either side is. */
  equalTo(other: Column | Literal): Column {
    return this.#with("=", other);
  }
  notEqual(other: Column | Literal): Column {
    return this.#with("!=", other);
  }
  lt(other: Column | Literal): Column {
    return this.#with("<", other);
  }
  leq(other: Column | Literal): Column {
    return this.#with("<=", other);
  }
  gt(other: Column | Literal): Column {
    return this.#with(">", other);
  }
  geq(other: Column | Literal): Column {
    return this.#with(">=", other);
  }
  /** `this <=> other`: true when both are null. */
  eqNullSafe(other: Column | Literal): Column {
    return this.#with("<=>", other);
  }
  and(other: Column | boolean): Column {
    return this.#with("and", other);
  }
  or(other: Column | boolean): Column {
    return this.#with("or", other);
  }
  not(): Column {
    return this.#with("not");
  }

  isNull(): Column {
    return this.#with("isnull");
  }
  isNotNull(): Column {
    return this.#with("isnotnull");
  }
  isNaN(): Column {
    return this.#with("isnan");
  }
  /** True when the value is one of these. */
  isin(...values: readonly (Column | Literal | readonly (Column | Literal)[])[]): Column {
    return this.#with("in", ...values.flat());
  }
  /** `low <= this <= high`. */
  between(low: Column | Literal, high: Column | Literal): Column {
    return this.geq(low).and(this.leq(high));
  }
  /** SQL's pattern: `%` any text, `_` one character. */
  like(pattern: string): Column {
    return this.#with("like", pattern);
  }
  /** `like` without regard to case. */
  ilike(pattern: string): Column {
    return this.#with("ilike", pattern);
  }
  /** True when the regular expression is found in the text. */
  rlike(pattern: string): Column {
    return this.#with("rlike", pattern);
  }
  contains(part: Column | string): Column {
    return this.#with("contains", part);
  }
  startsWith(prefix: Column | string): Column {
    return this.#with("startswith", prefix);
  }
  endsWith(suffix: Column | string): Column {
    return this.#with("endswith", suffix);
  }
  /** From position `start` (the first is 1), `length` characters. */
  substr(start: number, length: number): Column {
    return this.#with("substring", start, length);
  }

  /** Names the column; a generator such as `explode` of a map takes a name for each of its columns. */
  alias(name: string, ...more: readonly string[]): Column {
    if (more.length > 0)
      return new Column(node({ kind: "aliases", child: this.expr, names: [name, ...more] }));
    return new Column(node({ kind: "alias", child: this.expr, name }));
  }
  /** Names the column; the same as `alias`. */
  as(name: string, ...more: readonly string[]): Column {
    return this.alias(name, ...more);
  }
  /**
   * Converts to another type, raising for what cannot be converted.
   *
   * @example
   * col("Creation_Time").cast("double")
   */
  cast(to: DataType | string): Column {
    return new Column(node({ kind: "cast", child: this.expr, to: asType(to), safe: false }));
  }
  /** Converts to another type, giving null for what cannot be converted. */
  tryCast(to: DataType | string): Column {
    return new Column(node({ kind: "cast", child: this.expr, to: asType(to), safe: true }));
  }

  /** A field of a struct. */
  getField(name: string): Column {
    return this.getItem(name);
  }
  /** An element of an array (from 0), or the value of a map's key. */
  getItem(key: string | number | Column): Column {
    return new Column(node({ kind: "extract", child: this.expr, key: toExpr(key) }));
  }

  /** Further branches of `when(…)`. */
  when(condition: Column, value: Column | Literal): Column {
    const call = this.#branches("when");
    return new Column(node({ ...call, args: [...call.args, condition.expr, toExpr(value)] }));
  }
  /** The value where no branch of `when(…)` holds. */
  otherwise(value: Column | Literal): Column {
    const call = this.#branches("otherwise");
    return new Column(node({ ...call, args: [...call.args, toExpr(value)] }));
  }

  /**
   * A window function, or an aggregate, over the rows around each row.
   *
   * @example
   * sum("x").over(Window.partitionBy("gt").orderBy("t").rowsBetween(-2, 0))
   */
  over(window: { over(column: Column): Column }): Column {
    if (typeof (window as Partial<typeof window> | undefined)?.over !== "function")
      throw new StreambookError({
        code: "NOT_EXPECTED_TYPE",
        step: "over",
        rule: "over() takes a window: which rows a function looks at.",
        got: described(window),
        cure: 'over(Window.partitionBy("a").orderBy("b"))',
      });
    return window.over(this);
  }

  asc(): Column {
    return this.#sort(false, true);
  }
  desc(): Column {
    return this.#sort(true, false);
  }
  ascNullsLast(): Column {
    return this.#sort(false, false);
  }
  descNullsFirst(): Column {
    return this.#sort(true, true);
  }

  toString(): string {
    return `Column<'${printExpr(this.expr)}'>`;
  }
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
  /** `a == b` or `a + b` of two columns compares or joins objects in JavaScript: say so instead of giving nonsense. */
  [Symbol.toPrimitive](hint: string): string {
    if (hint === "string") return this.toString();
    throw new StreambookError({
      code: "CANNOT_CONVERT_COLUMN_INTO_BOOL",
      step: "column",
      rule: "JavaScript's operators do not work on columns.",
      got: this.toString(),
      cure: 'use the methods: plus, minus, equalTo, gt, and, or, …, or SQL text: expr("a + b > 0")',
    });
  }

  #sort(descending: boolean, nullsFirst: boolean): Column {
    const sort: SortExpr = { kind: "sort", child: this.expr, descending, nullsFirst };
    return new Column(node(sort));
  }

  #branches(step: string): Extract<Expr, { kind: "call" }> {
    const { expr } = this;
    if (expr.kind === "call" && expr.name === "when" && expr.args.length % 2 === 0) return expr;
    throw new StreambookError({
      code: "INVALID_WHEN_USAGE",
      step,
      rule: `${step}() may only follow when(condition, value).`,
      got: this.toString(),
      cure: 'when(col("x").gt(0), "plus").otherwise("minus")',
    });
  }
}

/** A column as it is, anything else as a literal. */
export function toExpr(value: unknown): Expr {
  return value instanceof Column ? value.expr : literal(value);
}

/** A column as it is, a text as a column's name: what `select` and the functions take. */
export function toColumn(value: Column | string): Expr {
  return columnFor("column argument", value);
}

/** The same, for errors that name the call. */
export function columnFor(step: string, value: Column | string): Expr {
  if (value instanceof Column) return value.expr;
  if (typeof value === "string") return nameExpr(value, step);
  throw notAColumn(step, value, "A column or a column's name is expected here.");
}

/** A column and nothing else: where a text could be meant as a name, as a value or as SQL. */
export function columnOnly(step: string, value: Column): Expr {
  if (value instanceof Column) return value.expr;
  throw notAColumn(step, value, "A column is expected here.");
}

export function asType(type: DataType | string): DataType {
  return typeof type === "string" ? parseDDL(type) : type;
}
