import type { DataType, StructType } from "../types/data-type.js";
import type { FunctionDefinition, SqlSettings } from "./functions.js";
import type { BatchPlan, JoinType, LocalRelation, ReadPlan } from "./logical-plan.js";

/** A column's identity: the id stays when it is renamed on the way, the name is only for people. */
export interface Attribute {
  readonly id: number;
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
  /** The alias it may be reached through: `t` in `t.name`. */
  readonly qualifier: string | null;
}

interface Typed {
  readonly type: DataType;
  readonly nullable: boolean;
}

export interface ResolvedLiteral extends Typed {
  readonly kind: "literal";
  readonly value: unknown;
}

export interface ResolvedAttribute extends Typed {
  readonly kind: "attribute";
  readonly id: number;
  readonly name: string;
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
}

/** A field of a struct, or of each struct of an array. */
export interface ResolvedField extends Typed {
  readonly kind: "field";
  readonly child: ResolvedExpr;
  readonly name: string;
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

/** An expression whose names, functions and types are known, with the implicit casts written in. */
export type ResolvedExpr =
  | ResolvedLiteral
  | ResolvedAttribute
  | ResolvedVariable
  | ResolvedCall
  | ResolvedCast
  | ResolvedField
  | ResolvedItem
  | ResolvedLambda;

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

/** A table that lives in the engine already (a memory sink's). Its columns are c0, c1, … in the schema's order. */
export interface StoredTable {
  readonly kind: "stored";
  readonly name: string;
  readonly table: string;
  readonly schema: StructType;
}

interface PlanBase {
  readonly output: readonly Attribute[];
  readonly isStreaming: boolean;
}

/** Where rows come in. */
export interface ScanPlan extends PlanBase {
  readonly kind: "scan";
  readonly origin: LocalRelation | ReadPlan | BatchPlan | StoredTable;
}

export interface ResolvedProject extends PlanBase {
  readonly kind: "project";
  readonly child: ResolvedPlan;
  readonly columns: readonly NamedExpr[];
}

export interface ResolvedFilter extends PlanBase {
  readonly kind: "filter";
  readonly child: ResolvedPlan;
  readonly condition: ResolvedExpr;
}

/** Groups by the keys; each aggregate is one call. What is computed from them stands in a project above. */
export interface ResolvedAggregate extends PlanBase {
  readonly kind: "aggregate";
  readonly child: ResolvedPlan;
  readonly keys: readonly NamedExpr[];
  readonly aggregates: readonly NamedExpr[];
}

export interface ResolvedSort extends PlanBase {
  readonly kind: "sort";
  readonly child: ResolvedPlan;
  readonly order: readonly SortKey[];
}

export interface ResolvedLimit extends PlanBase {
  readonly kind: "limit";
  readonly child: ResolvedPlan;
  readonly count: number;
  readonly offset: number;
}

export interface ResolvedDistinct extends PlanBase {
  readonly kind: "distinct";
  readonly child: ResolvedPlan;
}

export interface ResolvedUnion extends PlanBase {
  readonly kind: "union";
  readonly children: readonly ResolvedPlan[];
}

export interface ResolvedJoin extends PlanBase {
  readonly kind: "join";
  readonly left: ResolvedPlan;
  readonly right: ResolvedPlan;
  readonly type: JoinType;
  readonly condition: ResolvedExpr | null;
}

/** A plan after analysis: every column has an identity and a type. */
export type ResolvedPlan =
  | ScanPlan
  | ResolvedProject
  | ResolvedFilter
  | ResolvedAggregate
  | ResolvedSort
  | ResolvedLimit
  | ResolvedDistinct
  | ResolvedUnion
  | ResolvedJoin;

export function childrenOf(plan: ResolvedPlan): readonly ResolvedPlan[] {
  switch (plan.kind) {
    case "scan":
      return [];
    case "union":
      return plan.children;
    case "join":
      return [plan.left, plan.right];
    default:
      return [plan.child];
  }
}

/** The same operator over other inputs. */
export function mapChildren(plan: ResolvedPlan, change: (child: ResolvedPlan) => ResolvedPlan): ResolvedPlan {
  switch (plan.kind) {
    case "scan":
      return plan;
    case "union":
      return { ...plan, children: plan.children.map(change) };
    case "join":
      return { ...plan, left: change(plan.left), right: change(plan.right) };
    default:
      return { ...plan, child: change(plan.child) };
  }
}

/** The scans of a plan from left to right: the order of a stream's sources. */
export function scansOf(plan: ResolvedPlan): ScanPlan[] {
  return plan.kind === "scan" ? [plan] : childrenOf(plan).flatMap(scansOf);
}

export function schemaOf(output: readonly Attribute[]): StructType {
  return { kind: "struct", fields: output.map(({ name, type, nullable }) => ({ name, type, nullable })) };
}

/** The expressions right below one. */
export function operandsOf(expr: ResolvedExpr): readonly ResolvedExpr[] {
  switch (expr.kind) {
    case "literal":
    case "attribute":
    case "variable":
      return [];
    case "lambda":
      return [expr.body];
    case "call":
      return expr.filter ? [...expr.args, expr.filter] : expr.args;
    case "cast":
    case "field":
      return [expr.child];
    case "item":
      return [expr.child, expr.key];
  }
}
