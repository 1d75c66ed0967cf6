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
  /** A named or bracketed query: what stands above does not see what is below. */
  readonly isBoundary?: boolean;
  /** Columns that only a qualified name reaches: the keys of both sides of a join by USING. */
  readonly hidden?: readonly Attribute[];
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

/** Every row once for each grouping set, the keys that are not in the set null; `group` tells the sets apart. */
export interface ResolvedExpand extends PlanBase {
  readonly kind: "expand";
  readonly child: ResolvedPlan;
  readonly keys: readonly NamedExpr[];
  /** For each set the positions of its keys. */
  readonly sets: readonly (readonly number[])[];
  /** A bit for each key, the first key's the highest: set where the key is not in the set. */
  readonly group: Attribute;
  /** The place of the set, where one stands twice. */
  readonly position: Attribute | null;
}

/** The rows that a generator makes of each row: its columns come after the child's. */
export interface ResolvedGenerate extends PlanBase {
  readonly kind: "generate";
  readonly child: ResolvedPlan;
  readonly generator: ResolvedCall;
  readonly outer: boolean;
  readonly columns: readonly Attribute[];
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
  readonly deduplicates?: true;
}

/** One row of each combination of the keys. */
export interface ResolvedDistinctOn extends PlanBase {
  readonly kind: "distinctOn";
  readonly child: ResolvedPlan;
  readonly keys: readonly ResolvedExpr[];
}

/** Rows by chance. */
export interface ResolvedSample extends PlanBase {
  readonly kind: "sample";
  readonly child: ResolvedPlan;
  readonly lower: number;
  readonly upper: number;
  readonly seed: bigint;
}

/** Rows that are computed from nothing: VALUES. */
export interface ResolvedValues extends PlanBase {
  readonly kind: "values";
  readonly rows: readonly (readonly ResolvedExpr[])[];
}

export interface ResolvedRange extends PlanBase {
  readonly kind: "range";
  readonly start: bigint;
  readonly end: bigint;
  readonly step: bigint;
}

/** Each row once for every entry, with the entry's values as the columns `made`. */
export interface ResolvedUnpivot extends PlanBase {
  readonly kind: "unpivot";
  readonly child: ResolvedPlan;
  readonly entries: readonly (readonly ResolvedExpr[])[];
  readonly made: readonly Attribute[];
}

/** INTERSECT and EXCEPT; columns meet by position. */
export interface ResolvedSet extends PlanBase {
  readonly kind: "set";
  readonly operator: "intersect" | "except";
  readonly all: boolean;
  readonly left: ResolvedPlan;
  readonly right: ResolvedPlan;
}

/** The anchor's rows, and those of the step over each round's rows until a round brings none. */
export interface ResolvedRecursive extends PlanBase {
  readonly kind: "recursive";
  readonly name: string;
  readonly anchor: ResolvedPlan;
  readonly step: ResolvedPlan;
  readonly all: boolean;
}

/** The rows of the round before. */
export interface ResolvedRecursion extends PlanBase {
  readonly kind: "recursion";
  readonly name: string;
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
  /** The left columns that the right side reads: it is computed anew for each row of the left. */
  readonly lateral?: readonly OuterColumn[];
}

/** Follows the event time of the rows that pass; the rows stay as they are. The delay is microseconds. */
export interface ResolvedWatermark extends PlanBase {
  readonly kind: "watermark";
  readonly child: ResolvedPlan;
  /** The event time's column, by id. */
  readonly column: number;
  readonly delay: bigint;
}

/** Each row once for every window that its time is in; rows without a time in none. Lengths are microseconds. */
export interface ResolvedTimeWindow extends PlanBase {
  readonly kind: "timeWindow";
  readonly child: ResolvedPlan;
  readonly time: ResolvedExpr;
  readonly window: Attribute;
  readonly size: bigint;
  readonly slide: bigint;
  readonly start: bigint;
}

/** A plan after analysis: every column has an identity and a type. */
export type ResolvedPlan =
  | ScanPlan
  | ResolvedProject
  | ResolvedFilter
  | ResolvedAggregate
  | ResolvedExpand
  | ResolvedGenerate
  | ResolvedSort
  | ResolvedLimit
  | ResolvedDistinct
  | ResolvedDistinctOn
  | ResolvedSample
  | ResolvedValues
  | ResolvedRange
  | ResolvedUnpivot
  | ResolvedSet
  | ResolvedRecursive
  | ResolvedRecursion
  | ResolvedUnion
  | ResolvedJoin
  | ResolvedWatermark
  | ResolvedTimeWindow;

export function childrenOf(plan: ResolvedPlan): readonly ResolvedPlan[] {
  switch (plan.kind) {
    case "scan":
    case "values":
    case "range":
    case "recursion":
      return [];
    case "union":
      return plan.children;
    case "join":
    case "set":
      return [plan.left, plan.right];
    case "recursive":
      return [plan.anchor, plan.step];
    default:
      return [plan.child];
  }
}

/** The same operator over other inputs. */
export function mapChildren(plan: ResolvedPlan, change: (child: ResolvedPlan) => ResolvedPlan): ResolvedPlan {
  switch (plan.kind) {
    case "scan":
    case "values":
    case "range":
    case "recursion":
      return plan;
    case "union":
      return { ...plan, children: plan.children.map(change) };
    case "recursive":
      return { ...plan, anchor: change(plan.anchor), step: change(plan.step) };
    case "join":
    case "set":
      return { ...plan, left: change(plan.left), right: change(plan.right) };
    default:
      return { ...plan, child: change(plan.child) };
  }
}

/** The expressions of one operator. */
export function expressionsOf(plan: ResolvedPlan): readonly ResolvedExpr[] {
  switch (plan.kind) {
    case "project":
      return plan.columns.map((c) => c.expr);
    case "filter":
      return [plan.condition];
    case "generate":
      return [plan.generator];
    case "aggregate":
      return [...plan.keys, ...plan.aggregates].map((n) => n.expr);
    case "expand":
      return plan.keys.map((n) => n.expr);
    case "sort":
      return plan.order.map((key) => key.expr);
    case "join":
      return plan.condition ? [plan.condition] : [];
    case "distinctOn":
      return plan.keys;
    case "unpivot":
      return plan.entries.flat();
    case "values":
      return plan.rows.flat();
    default:
      return [];
  }
}

/** The plans of the subqueries in an expression. */
export function subqueriesOf(expr: ResolvedExpr): ResolvedPlan[] {
  const inside = operandsOf(expr).flatMap(subqueriesOf);
  return expr.kind === "subquery" ? [expr.plan, ...inside] : inside;
}

/** The scans of a plan from left to right, those of its subqueries last: the order of a stream's sources. */
export function scansOf(plan: ResolvedPlan): ScanPlan[] {
  if (plan.kind === "scan") return [plan];
  return [...childrenOf(plan), ...expressionsOf(plan).flatMap(subqueriesOf)].flatMap(scansOf);
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
    case "window":
      return [...operandsOf(expr.call), ...expr.partition, ...expr.order.map((key) => key.expr)];
    case "subquery":
      return [...expr.operands, ...expr.outer.map((column) => column.expr)];
  }
}
