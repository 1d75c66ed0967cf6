import type { Expr } from "../expression.js";
import type { GroupStateDefinition } from "../group-state.js";
import type { LogicalPlan } from "../logical-plan.js";

export interface AggregatePlan {
  readonly kind: "aggregate";
  readonly child: LogicalPlan;
  readonly grouping: readonly Expr[];
  /** What comes out: for `groupBy(g).agg(a)` it is [...g, ...a], for SQL the select list. */
  readonly exprs: readonly Expr[];
  /** A number among the keys is the place of a column of the child: `|> AGGREGATE … GROUP BY 2`. */
  readonly groupsByPlace?: true;
}

/** A function of TypeScript over each group and what it keeps of it: `groupBy(…).flatMapGroupsWithState(…)`. */
export interface GroupStatePlan {
  readonly kind: "groupState";
  readonly child: LogicalPlan;
  readonly keys: readonly Expr[];
  readonly definition: GroupStateDefinition;
}

/** Filters groups (`HAVING`) or the rows a select list puts out (`QUALIFY`), with the names of both in reach. */
export interface HavingPlan {
  readonly kind: "having";
  readonly child: LogicalPlan;
  readonly condition: Expr;
  readonly clause: "having" | "qualify";
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
