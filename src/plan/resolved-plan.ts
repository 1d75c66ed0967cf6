import type { StructType } from "../types/data-type.js";
import type { GroupStateDefinition } from "./group-state.js";
import type { BatchPlan, JoinType, LocalRelation, ReadPlan } from "./logical-plan.js";
import type {
  Attribute,
  NamedExpr,
  OuterColumn,
  ResolvedCall,
  ResolvedExpr,
  SortKey,
} from "./resolved-expr.js";

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
  /** A view of the session: `_metadata` of its files is not seen from outside. */
  readonly isView?: true;
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
  /** The place of the key that is a session: sessions of the same other keys that overlap or touch are one. */
  readonly session?: number;
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
  /** Keys are remembered until the watermark reaches the first row's time and the delay. */
  readonly withinWatermark?: true;
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

/** Numbers, or what is computed once from constants alone. */
export interface ResolvedRange extends PlanBase {
  readonly kind: "range";
  readonly start: bigint | ResolvedExpr;
  readonly end: bigint | ResolvedExpr;
  readonly step: bigint | ResolvedExpr;
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
  /** Which `withWatermark` it is: one that is read twice, as in a union of a stream with itself, is one. */
  readonly written: object;
  /** So many rows of a batch are looked at. */
  readonly atMost?: number;
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

/** A function of TypeScript over each group of rows and what is kept of the group. */
export interface ResolvedGroupState extends PlanBase {
  readonly kind: "groupState";
  readonly child: ResolvedPlan;
  readonly keys: readonly NamedExpr[];
  readonly definition: GroupStateDefinition;
  /** Of times that the function gives as text. */
  readonly timeZone: string;
}

/** Each row with the session it begins: from its time on, as long as its gap. Rows without a time or a gap are left out. */
export interface ResolvedSessionWindow extends PlanBase {
  readonly kind: "sessionWindow";
  readonly child: ResolvedPlan;
  readonly time: ResolvedExpr;
  /** The time at which the row's session ends. */
  readonly end: ResolvedExpr;
  readonly window: Attribute;
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
  | ResolvedTimeWindow
  | ResolvedSessionWindow
  | ResolvedGroupState;
