import type { CallExpr, Expr } from "../plan/expression.js";
import type { LogicalPlan } from "../plan/logical-plan.js";
import type { Tree } from "./polyglot.js";
import type { Source } from "./source.js";

/** What the parts that read one kind of node need of the whole. */
export interface Converter {
  readonly source: Source;
  /** The windows of the WINDOW clause at this place, by lower-case name. */
  readonly windows: ReadonlyMap<string, Tree>;
  convert(tree: unknown): Expr;
  /** A query inside an expression. */
  query(tree: unknown): LogicalPlan;
  all(trees: unknown): Expr[];
  /** A call whose place is that of its arguments together. */
  call(name: string, args: readonly Expr[], distinct?: boolean): CallExpr;
  /** A call of an operator that stands before its operand, named by the sign that was written. */
  prefixed(names: Readonly<Record<string, string>>, otherwise: string, operand: unknown): Expr;
}
