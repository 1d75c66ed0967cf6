import type { DataType } from "../types/data-type.js";
import type { LogicalPlan } from "./logical-plan.js";

/** Where an expression stands in SQL text, so that an error can point at it. Offsets are in UTF-16 units. */
export interface Origin {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

interface Node {
  readonly origin?: Origin;
}

/** A value. `long` literals hold a bigint, timestamps microseconds since the epoch as bigint, dates days as number, decimals their text. */
export interface LiteralExpr extends Node {
  readonly kind: "literal";
  readonly value: unknown;
  readonly type: DataType;
}

/** A name not looked up yet: `col("a.b")` is ["a", "b"]. */
export interface NameExpr extends Node {
  readonly kind: "name";
  readonly parts: readonly string[];
  /** The plan whose column is meant (`df.col("id")`): a join of two plans needs it to tell their columns apart. */
  readonly of?: object;
}

/** `*`, or `json.*` with the target's name parts. */
export interface StarExpr extends Node {
  readonly kind: "star";
  readonly target: readonly string[] | null;
  /** `* EXCEPT (a, s.b)`: what is left out. */
  readonly except?: readonly NameExpr[];
}

/** A function of TypeScript, and the type of its result. */
export interface UserFunction {
  readonly f: (...values: unknown[]) => unknown;
  readonly type: DataType;
  /** It may answer differently for the same values. */
  readonly isRandom: boolean;
}

/** A function or operator by its Spark name: `upper`, `count`, and `+`, `=`, `and`, `in`, `like`, `when` (c1, v1, c2, v2, …, else). */
export interface CallExpr extends Node {
  readonly kind: "call";
  readonly name: string;
  readonly args: readonly Expr[];
  readonly distinct?: boolean;
  /** `FILTER (WHERE …)` of an aggregate. */
  readonly filter?: Expr;
  /** `WITHIN GROUP (ORDER BY …)` of an aggregate. */
  readonly order?: readonly SortExpr[];
  /** What `udf(…)` made: this function is called, whatever the name. */
  readonly user?: UserFunction;
}

export interface AliasExpr extends Node {
  readonly kind: "alias";
  readonly child: Expr;
  readonly name: string;
}

export interface CastExpr extends Node {
  readonly kind: "cast";
  readonly child: Expr;
  readonly to: DataType;
  /** `try_cast`: null where a cast would raise. */
  readonly safe: boolean;
}

/** `a.b` on an expression, `a[0]`, `m['k']`: the key is a literal string for a struct field. */
export interface ExtractExpr extends Node {
  readonly kind: "extract";
  readonly child: Expr;
  readonly key: Expr;
}

export interface SortExpr extends Node {
  readonly kind: "sort";
  readonly child: Expr;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

/** `x -> x + 1`, an argument of `transform` and its like: inside the body the parameters hide columns of the same name. */
export interface LambdaExpr extends Node {
  readonly kind: "lambda";
  readonly parameters: readonly string[];
  readonly body: Expr;
}

/** `explode(m) AS (k, v)`: a name for each column that a generator makes. */
export interface AliasesExpr extends Node {
  readonly kind: "aliases";
  readonly child: Expr;
  readonly names: readonly string[];
}

/** A query as a value: one row's one column, whether there is a row, or whether the operands are among its rows. */
export interface SubqueryExpr extends Node {
  readonly kind: "subquery";
  readonly form: "scalar" | "exists" | "in";
  readonly plan: LogicalPlan;
  readonly operands: readonly Expr[];
}

/** Where a window frame begins or ends. An offset counts rows, or is a distance of the sort key. */
export type FrameBound =
  | "unboundedPreceding"
  | "currentRow"
  | "unboundedFollowing"
  | { readonly offset: Expr; readonly following: boolean };

export interface WindowFrame {
  readonly unit: "rows" | "range";
  readonly start: FrameBound;
  readonly end: FrameBound;
}

/** `sum(x) OVER (PARTITION BY … ORDER BY … ROWS …)`; without a frame it is the function's own. */
export interface WindowExpr extends Node {
  readonly kind: "window";
  readonly child: Expr;
  readonly partition: readonly Expr[];
  readonly order: readonly Expr[];
  readonly frame: WindowFrame | null;
}

/** Spark SQL text, parsed when it is analysed: `expr("gt like '%stairs%'")`. */
export interface SqlTextExpr extends Node {
  readonly kind: "sqlText";
  readonly text: string;
}

/** An expression as it was written, before any name is looked up. Frozen plain data; both engines start from it. */
export type Expr =
  | LiteralExpr
  | NameExpr
  | StarExpr
  | CallExpr
  | AliasExpr
  | AliasesExpr
  | CastExpr
  | ExtractExpr
  | LambdaExpr
  | SortExpr
  | SubqueryExpr
  | WindowExpr
  | SqlTextExpr;

/** Freezes a node as it is made: plans are shared and cached by identity. */
export function node<T extends Expr>(expr: T): T {
  return Object.freeze(expr);
}

/** Stands around an argument that was written by name for a function whose parameters have none. */
export const NAMED_ARGUMENT = "=>";
