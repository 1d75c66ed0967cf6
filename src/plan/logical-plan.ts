import type { StructType } from "../types/data-type.js";
import type { CallExpr, Expr, Origin } from "./expression.js";

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
  readonly origin?: Origin;
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

/** `LATERAL VIEW [OUTER] explode(a) t AS x`: the rows that a generator makes of each row, beside it. */
export interface GeneratePlan {
  readonly kind: "generate";
  readonly child: LogicalPlan;
  readonly generator: CallExpr;
  /** A row of nulls where the generator makes none. */
  readonly outer: boolean;
  readonly alias: string | null;
  /** A name for each column; none leaves the generator's own. */
  readonly names: readonly string[];
}

export interface SortPlan {
  readonly kind: "sort";
  readonly child: LogicalPlan;
  readonly order: readonly Expr[];
}

/** Filters groups (`HAVING`) or the rows a select list puts out (`QUALIFY`), with the names of both in reach. */
export interface HavingPlan {
  readonly kind: "having";
  readonly child: LogicalPlan;
  readonly condition: Expr;
  readonly clause: "having" | "qualify";
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
  /** `df.distinct()`: a stream gives the first row of each kind at once. DISTINCT of SQL is a grouping by all columns. */
  readonly deduplicates?: true;
}

export interface UnionPlan {
  readonly kind: "union";
  readonly children: readonly LogicalPlan[];
}

/** INTERSECT and EXCEPT; with `all`, rows count as often as they stand there. */
export interface SetPlan {
  readonly kind: "set";
  readonly operator: "intersect" | "except";
  readonly all: boolean;
  readonly left: LogicalPlan;
  readonly right: LogicalPlan;
}

/** `unionByName`: columns meet by name; a column that one side lacks may be null there. */
export interface UnionByNamePlan {
  readonly kind: "unionByName";
  readonly left: LogicalPlan;
  readonly right: LogicalPlan;
  readonly allowMissing: boolean;
}

/** New names by position: `AS t(a, b)`, `toDF("a", "b")`. */
export interface RenameAllPlan {
  readonly kind: "renameAll";
  readonly child: LogicalPlan;
  readonly names: readonly string[];
}

/** The rows of VALUES, which become one type a column. */
export interface ValuesPlan {
  readonly kind: "values";
  readonly rows: readonly (readonly Expr[])[];
}

/** `range(start, end, step)`: the column `id`. */
export interface RangePlan {
  readonly kind: "range";
  readonly start: bigint;
  readonly end: bigint;
  readonly step: bigint;
}

/** A function in FROM. */
export interface TableFunctionPlan {
  readonly kind: "tableFunction";
  readonly call: CallExpr;
}

/** A value of a pivot's column (several for several columns) and the name its columns take. */
export interface PivotValue {
  readonly value: Expr;
  readonly name: string | null;
}

/** Turns the values of a column into columns; without grouping, by all columns that are not named. */
export interface PivotPlan {
  readonly kind: "pivot";
  readonly child: LogicalPlan;
  readonly grouping: readonly Expr[] | null;
  readonly column: Expr;
  readonly values: readonly PivotValue[];
  readonly aggregates: readonly Expr[];
}

/** Turns columns into rows: a row for each entry, its name and values. */
export interface UnpivotPlan {
  readonly kind: "unpivot";
  readonly child: LogicalPlan;
  /** The columns that stay; null: all that are not turned. */
  readonly ids: readonly Expr[] | null;
  readonly entries: readonly { readonly columns: readonly Expr[]; readonly name: string | null }[];
  readonly nameColumn: string;
  readonly valueColumns: readonly string[];
  readonly keepNulls: boolean;
}

/** Queries of a WITH clause that read themselves: `WITH RECURSIVE`. */
export interface RecursivePlan {
  readonly kind: "recursive";
  readonly name: string;
  readonly columns: readonly string[] | null;
  readonly anchor: LogicalPlan;
  readonly step: LogicalPlan;
  readonly all: boolean;
}

/** The rows of the round before, inside a recursive query. */
export interface RecursionPlan {
  readonly kind: "recursion";
  readonly name: string;
}

/** Rows by chance: each with the probability of the fraction, the same for the same seed. */
export interface SamplePlan {
  readonly kind: "sample";
  readonly child: LogicalPlan;
  readonly lower: number;
  readonly upper: number;
  readonly seed: bigint;
}

/** `dropDuplicates(columns)`: one row of each combination. */
export interface DistinctOnPlan {
  readonly kind: "distinctOn";
  readonly child: LogicalPlan;
  readonly columns: readonly string[] | null;
}

export type JoinType = "inner" | "left" | "right" | "full" | "semi" | "anti" | "cross";

export interface JoinPlan {
  readonly kind: "join";
  readonly left: LogicalPlan;
  readonly right: LogicalPlan;
  readonly type: JoinType;
  readonly using: readonly string[] | null;
  readonly condition: Expr | null;
  /** Joins by all columns that both sides have. */
  readonly natural?: boolean;
  /** The right side may read the left one's columns. */
  readonly lateral?: boolean;
}

/** `df.alias("a")`, `FROM t AS a`. */
export interface AliasPlan {
  readonly kind: "alias";
  readonly child: LogicalPlan;
  /** Null for a query in brackets: its columns have no qualifier, and nothing above looks into it. */
  readonly name: string | null;
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

/** Each row once for every window that its time is in: what `window(…)` in a select list or a grouping stands for. Lengths are microseconds. */
export interface TimeWindowPlan {
  readonly kind: "timeWindow";
  readonly child: LogicalPlan;
  /** Of the column that holds the window. */
  readonly name: string;
  readonly time: Expr;
  readonly size: bigint;
  readonly slide: bigint;
  readonly start: bigint;
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
  | GeneratePlan
  | SortPlan
  | LimitPlan
  | HavingPlan
  | DistinctPlan
  | DistinctOnPlan
  | UnionPlan
  | UnionByNamePlan
  | SetPlan
  | RenameAllPlan
  | ValuesPlan
  | RangePlan
  | TableFunctionPlan
  | PivotPlan
  | UnpivotPlan
  | RecursivePlan
  | RecursionPlan
  | SamplePlan
  | JoinPlan
  | AliasPlan
  | SqlPlan
  | TimeWindowPlan
  | WatermarkPlan;

export function planNode<T extends LogicalPlan>(plan: T): T {
  return Object.freeze(plan);
}
