import type { CallExpr, Expr, Origin } from "../expression.js";
import type { LogicalPlan } from "../logical-plan.js";

export interface ProjectPlan {
  readonly kind: "project";
  readonly child: LogicalPlan;
  readonly exprs: readonly Expr[];
}

/** `withColumn(s)`: replaces columns of the same name, appends the others. */
export interface WithColumnsPlan {
  readonly kind: "withColumns";
  readonly child: LogicalPlan;
  readonly columns: readonly {
    readonly name: string;
    readonly expr: Expr;
    /** The column must be there: where it was written. */
    readonly replaces?: Origin;
  }[];
}

export interface RenamePlan {
  readonly kind: "rename";
  readonly child: LogicalPlan;
  readonly from: string;
  readonly to: string;
}

/** New names by position: `AS t(a, b)`, `toDF("a", "b")`. */
export interface RenameAllPlan {
  readonly kind: "renameAll";
  readonly child: LogicalPlan;
  readonly names: readonly string[];
}

export interface DropPlan {
  readonly kind: "drop";
  readonly child: LogicalPlan;
  /** Every column of such a name goes. */
  readonly names: readonly string[];
  /** The very column goes: `df.col("id")` of two that are called so. */
  readonly columns?: readonly Expr[];
}

/** `df.alias("a")`, `FROM t AS a`. */
export interface AliasPlan {
  readonly kind: "alias";
  readonly child: LogicalPlan;
  /** Null for a query in brackets: its columns have no qualifier, and nothing above looks into it. */
  readonly name: string | null;
  /** An operator of a pipeline: nothing above looks into it, and its columns are still those of their tables. */
  readonly keepsQualifiers?: true;
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

export interface WatermarkPlan {
  readonly kind: "watermark";
  readonly child: LogicalPlan;
  readonly column: string;
  readonly delay: string;
}

/** Each row with the session it begins: what `session_window(…)` in a select list or a grouping stands for. */
export interface SessionWindowPlan {
  readonly kind: "sessionWindow";
  readonly child: LogicalPlan;
  /** Of the column that holds the session. */
  readonly name: string;
  readonly time: Expr;
  readonly gap: Expr;
}
