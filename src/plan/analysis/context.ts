import type { StructType } from "../../types/data-type.js";
import type { Expr, NameExpr } from "../expression.js";
import type { FunctionRegistry, SqlSettings } from "../functions.js";
import type { LogicalPlan, ReadPlan } from "../logical-plan.js";
import type { Attribute, ResolvedExpr, ResolvedPlan, StoredTable } from "../resolved.js";

/** What analysis needs from outside: it does no I/O and knows neither parser nor engine. */
export interface AnalysisContext {
  readonly functions: FunctionRegistry;
  /** As they are now. */
  readonly settings: SqlSettings;
  parseExpression(text: string): Expr;
  parseQuery(text: string): LogicalPlan;
  /** The schema a source gives for these options; raises for options it does not know. */
  readSchema(plan: ReadPlan): StructType;
  /** A temporary view's plan or a stored table, by name. */
  findTable(name: string): LogicalPlan | StoredTable | undefined;
  tableNames(): readonly string[];
  nextId(): number;
  /** Inside a subquery: what a name means in the query around it. */
  around?(name: NameExpr): ResolvedExpr | null;
  /** The recursive queries this is inside of: the columns of the rows of the round before. */
  readonly recursions?: ReadonlyMap<string, readonly Attribute[]>;
  /** Resolved plans of nodes that were analysed before. */
  readonly cache: WeakMap<LogicalPlan, ResolvedPlan>;
}
