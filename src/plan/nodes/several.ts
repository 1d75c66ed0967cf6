import type { Expr } from "../expression.js";
import type { LogicalPlan } from "../logical-plan.js";

export interface UnionPlan {
  readonly kind: "union";
  readonly children: readonly LogicalPlan[];
}

/** `unionByName`: columns meet by name; a column that one side lacks may be null there. */
export interface UnionByNamePlan {
  readonly kind: "unionByName";
  readonly left: LogicalPlan;
  readonly right: LogicalPlan;
  readonly allowMissing: boolean;
}

/** INTERSECT and EXCEPT; with `all`, rows count as often as they stand there. */
export interface SetPlan {
  readonly kind: "set";
  readonly operator: "intersect" | "except";
  readonly all: boolean;
  readonly left: LogicalPlan;
  readonly right: LogicalPlan;
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

/** Queries of a WITH clause that read themselves: `WITH RECURSIVE`. */
export interface RecursivePlan {
  readonly kind: "recursive";
  readonly name: string;
  readonly columns: readonly string[] | null;
  readonly anchor: LogicalPlan;
  readonly step: LogicalPlan;
  readonly all: boolean;
}
