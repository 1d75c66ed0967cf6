import type { DataType, FieldMetadata } from "../types/data-type.js";
import type { Expr } from "./expression.js";
import type { FunctionDefinition, SqlSettings } from "./functions.js";
import type { ResolvedPlan } from "./resolved-plan.js";

/** A column's identity: the id stays when it is renamed on the way, the name is only for people. */
export interface Attribute {
  readonly id: number;
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
  /** The alias it may be reached through: `t` in `t.name`. */
  readonly qualifier: string | null;
  /** `_metadata` of files: no star spreads it, and only the step that asks for it has it. */
  readonly ofFile?: true;
  /** Of the column itself: what is computed from it has none. */
  readonly metadata?: FieldMetadata;
}

interface Typed {
  readonly type: DataType;
  readonly nullable: boolean;
  /** What was written to have it, for errors that point at it. */
  readonly written?: Expr;
}

export interface ResolvedLiteral extends Typed {
  readonly kind: "literal";
  readonly value: unknown;
}

export interface ResolvedAttribute extends Typed {
  readonly kind: "attribute";
  readonly id: number;
  readonly name: string;
  readonly metadata?: FieldMetadata;
}

export interface ResolvedCall extends Typed {
  readonly kind: "call";
  readonly fn: FunctionDefinition;
  readonly args: readonly ResolvedExpr[];
  readonly distinct: boolean;
  readonly settings: SqlSettings;
  /** The rows that an aggregate takes: `FILTER (WHERE …)`. */
  readonly filter?: ResolvedExpr;
  /** `WITHIN GROUP (ORDER BY …)`: the directions of the last arguments, which are its keys. */
  readonly order?: readonly SortDirection[];
}

/** What a cast does with a value that does not fit: raise, give null or wrap around as Spark did before ANSI, or always give null (`try_cast`). */
export type CastMode = "ansi" | "legacy" | "try";

export interface ResolvedCast extends Typed {
  readonly kind: "cast";
  readonly child: ResolvedExpr;
  readonly mode: CastMode;
  /** The session's zone when the cast was analysed, which it keeps; without one, that of the session when it runs. */
  readonly zone?: string;
}

/** A field of a struct, or of each struct of an array. */
export interface ResolvedField extends Typed {
  readonly kind: "field";
  readonly child: ResolvedExpr;
  readonly name: string;
  readonly metadata?: FieldMetadata;
}

/** An element of an array (from 0) or a value of a map. */
export interface ResolvedItem extends Typed {
  readonly kind: "item";
  /** An index outside the array raises; otherwise it gives null. */
  readonly strict: boolean;
  readonly child: ResolvedExpr;
  readonly key: ResolvedExpr;
}

/** A parameter of a lambda, where its body uses it. */
export interface ResolvedVariable extends Typed {
  readonly kind: "variable";
  readonly id: number;
  readonly name: string;
}

/** A function written where it is used: its type is that of its body. */
export interface ResolvedLambda extends Typed {
  readonly kind: "lambda";
  readonly parameters: readonly ResolvedVariable[];
  readonly body: ResolvedExpr;
}

export type ResolvedBound =
  | "unboundedPreceding"
  | "currentRow"
  | "unboundedFollowing"
  | { readonly offset: ResolvedExpr; readonly following: boolean };

export interface ResolvedFrame {
  readonly unit: "rows" | "range";
  readonly start: ResolvedBound;
  readonly end: ResolvedBound;
}

/** A call over the rows around each row. */
export interface ResolvedWindow extends Typed {
  readonly kind: "window";
  readonly call: ResolvedCall;
  readonly partition: readonly ResolvedExpr[];
  readonly order: readonly SortKey[];
  /** Null where the function itself says what it looks at. */
  readonly frame: ResolvedFrame | null;
}

/** A column of the query around a subquery, as the subquery reads it. */
export interface OuterColumn {
  readonly id: number;
  readonly expr: ResolvedExpr;
}

/** A query as a value. */
export interface ResolvedSubquery extends Typed {
  readonly kind: "subquery";
  readonly form: "scalar" | "exists" | "in";
  readonly plan: ResolvedPlan;
  readonly operands: readonly ResolvedExpr[];
  readonly outer: readonly OuterColumn[];
  /** `NOT IN`: kept together, because neither IN nor NOT IN of a query is ever null. */
  readonly negated?: boolean;
}

/** An expression whose names, functions and types are known, with the implicit casts written in. */
export type ResolvedExpr =
  | ResolvedLiteral
  | ResolvedAttribute
  | ResolvedVariable
  | ResolvedCall
  | ResolvedCast
  | ResolvedField
  | ResolvedItem
  | ResolvedLambda
  | ResolvedWindow
  | ResolvedSubquery;

/** An expression and the column it becomes. */
export interface NamedExpr {
  readonly attribute: Attribute;
  readonly expr: ResolvedExpr;
}

export interface SortDirection {
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

export interface SortKey extends SortDirection {
  readonly expr: ResolvedExpr;
}
