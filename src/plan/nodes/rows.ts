import type { Expr } from "../expression.js";
import type { LogicalPlan } from "../logical-plan.js";

export interface FilterPlan {
  readonly kind: "filter";
  readonly child: LogicalPlan;
  readonly condition: Expr;
}

/** `na.drop`: keeps a row that has at least `minNonNulls` values among the columns (all of them when null). */
export interface DropNullsPlan {
  readonly kind: "dropNulls";
  readonly child: LogicalPlan;
  readonly columns: readonly string[] | null;
  readonly how: "any" | "all";
  readonly minNonNulls: number | null;
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
  /** What is no written number: analysis computes it. */
  readonly computed?: { readonly count?: Expr; readonly offset?: Expr };
}

export interface DistinctPlan {
  readonly kind: "distinct";
  readonly child: LogicalPlan;
  /** `df.distinct()`: a stream gives the first row of each kind at once. DISTINCT of SQL is a grouping by all columns. */
  readonly deduplicates?: true;
}

/** `dropDuplicates(columns)`: one row of each combination. */
export interface DistinctOnPlan {
  readonly kind: "distinctOn";
  readonly child: LogicalPlan;
  readonly columns: readonly string[] | null;
  /** `dropDuplicatesWithinWatermark(columns)`. */
  readonly withinWatermark?: true;
}

/** Rows by chance: each with the probability of the fraction, the same for the same seed. */
export interface SamplePlan {
  readonly kind: "sample";
  readonly child: LogicalPlan;
  readonly lower: number;
  readonly upper: number;
  readonly seed: bigint;
}
