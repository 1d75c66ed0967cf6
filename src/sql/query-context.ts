import type { Expr } from "../plan/expression.js";
import type { LogicalPlan } from "../plan/logical-plan.js";
import type { Converter } from "./converter.js";
import type { Source } from "./source.js";

/** Named queries of the WITH clauses around a place, by lower-case name. */
export type Scope = ReadonlyMap<string, LogicalPlan>;

/** What the parts that read one clause need of the whole. */
export interface QueryContext {
  readonly source: Source;
  readonly expressions: Converter;
  /** A call of an aggregate function, itself. */
  isAggregate(this: void, expr: Expr): boolean;
  /** The plan that a pipeline has put in the place of a name. */
  hole(this: void, name: string, scope: Scope): LogicalPlan | undefined;
  query(tree: unknown, scope: Scope): LogicalPlan;
  relation(tree: unknown, scope: Scope): LogicalPlan;
}
