import type { StructType } from "../types/data-type.js";
import type { Expr } from "./expression.js";

/** Options as the reader and writer keep them: keys in lower case, values as text. */
export type Options = Readonly<Record<string, string>>;

/** Rows given by the program: values already in the engine's JavaScript form, a row an array in the schema's order. */
export interface LocalRelation {
  readonly kind: "local";
  readonly schema: StructType;
  readonly rows: readonly (readonly unknown[])[];
}

/** `session.read…load()` and `session.readStream…load()`. */
export interface ReadPlan {
  readonly kind: "read";
  readonly format: string;
  readonly schema: StructType | null;
  readonly options: Options;
  readonly paths: readonly string[];
  readonly isStreaming: boolean;
  /** The lines of the files as the column `value`, before they are parsed: what analysis makes of a read of JSON. */
  readonly asLines?: boolean;
}

/** A temporary view, a memory sink's table, … by name. */
export interface TablePlan {
  readonly kind: "table";
  readonly name: readonly string[];
}

/** The rows of one micro-batch, as `foreachBatch` gets them; alive until its callback ends. */
export interface BatchPlan {
  readonly kind: "batch";
  readonly schema: StructType;
  readonly handle: object;
}

export interface ProjectPlan {
  readonly kind: "project";
  readonly child: LogicalPlan;
  readonly exprs: readonly Expr[];
}

export interface FilterPlan {
  readonly kind: "filter";
  readonly child: LogicalPlan;
  readonly condition: Expr;
}

/** `withColumn(s)`: replaces columns of the same name, appends the others. */
export interface WithColumnsPlan {
  readonly kind: "withColumns";
  readonly child: LogicalPlan;
  readonly columns: readonly { readonly name: string; readonly expr: Expr }[];
}

export interface RenamePlan {
  readonly kind: "rename";
  readonly child: LogicalPlan;
  readonly from: string;
  readonly to: string;
}

export interface DropPlan {
  readonly kind: "drop";
  readonly child: LogicalPlan;
  readonly names: readonly string[];
}

/** `na.drop`: keeps a row that has at least `minNonNulls` values among the columns (all of them when null). */
export interface DropNullsPlan {
  readonly kind: "dropNulls";
  readonly child: LogicalPlan;
  readonly columns: readonly string[] | null;
  readonly how: "any" | "all";
  readonly minNonNulls: number | null;
}

export interface AggregatePlan {
  readonly kind: "aggregate";
  readonly child: LogicalPlan;
  readonly grouping: readonly Expr[];
  /** What comes out: for `groupBy(g).agg(a)` it is [...g, ...a], for SQL the select list. */
  readonly exprs: readonly Expr[];
}

export interface SortPlan {
  readonly kind: "sort";
  readonly child: LogicalPlan;
  readonly order: readonly Expr[];
}

export interface LimitPlan {
  readonly kind: "limit";
  readonly child: LogicalPlan;
  readonly count: number;
  readonly offset: number;
}

export interface DistinctPlan {
  readonly kind: "distinct";
  readonly child: LogicalPlan;
}

export interface UnionPlan {
  readonly kind: "union";
  readonly children: readonly LogicalPlan[];
}

export type JoinType = "inner" | "left" | "right" | "full" | "semi" | "anti" | "cross";

export interface JoinPlan {
  readonly kind: "join";
  readonly left: LogicalPlan;
  readonly right: LogicalPlan;
  readonly type: JoinType;
  readonly using: readonly string[] | null;
  readonly condition: Expr | null;
}

/** `df.alias("a")`, `FROM t AS a`. */
export interface AliasPlan {
  readonly kind: "alias";
  readonly child: LogicalPlan;
  readonly name: string;
}

/** `session.sql(text)`: parsed when it is analysed. */
export interface SqlPlan {
  readonly kind: "sql";
  readonly text: string;
}

export interface WatermarkPlan {
  readonly kind: "watermark";
  readonly child: LogicalPlan;
  readonly column: string;
  readonly delay: string;
}

/** A query as it was written: what the builder and the SQL parser both make, and what a cluster is sent. */
export type LogicalPlan =
  | LocalRelation
  | ReadPlan
  | TablePlan
  | BatchPlan
  | ProjectPlan
  | FilterPlan
  | WithColumnsPlan
  | RenamePlan
  | DropPlan
  | DropNullsPlan
  | AggregatePlan
  | SortPlan
  | LimitPlan
  | DistinctPlan
  | UnionPlan
  | JoinPlan
  | AliasPlan
  | SqlPlan
  | WatermarkPlan;

export function planNode<T extends LogicalPlan>(plan: T): T {
  return Object.freeze(plan);
}
