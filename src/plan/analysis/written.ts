import type { Expr } from "../expression.js";
import type { LogicalPlan } from "../logical-plan.js";
import type { AnalysisContext } from "./context.js";

export interface Search {
  readonly test: (expr: Expr) => boolean;
  /** SQL text that does not meet it is not parsed to be looked into. */
  readonly text: RegExp;
}

/** Whether an expression as it was written, or one inside it, meets a test. Queries inside it are not looked into. */
export function someWritten(expr: Expr, search: Search, context: AnalysisContext): boolean {
  const { test, text } = search;
  const any = (exprs: readonly Expr[]): boolean => exprs.some((e) => someWritten(e, search, context));
  if (test(expr)) return true;
  switch (expr.kind) {
    case "call":
      return any([...expr.args, ...(expr.filter ? [expr.filter] : []), ...(expr.order ?? [])]);
    case "lambda":
      return any([expr.body]);
    case "alias":
    case "aliases":
    case "cast":
    case "sort":
      return any([expr.child]);
    case "extract":
      return any([expr.child, expr.key]);
    case "window":
      return any([expr.child, ...expr.partition, ...expr.order]);
    case "subquery":
      return any(expr.operands);
    case "sqlText":
      return text.test(expr.text) && any([context.parseExpression(expr.text)]);
    default:
      return false;
  }
}

/** The expressions of one step as they were written. */
export function writtenIn(plan: LogicalPlan): readonly Expr[] {
  switch (plan.kind) {
    case "project":
      return plan.exprs;
    case "withColumns":
      return plan.columns.map((c) => c.expr);
    case "filter":
    case "having":
      return [plan.condition];
    case "aggregate":
      return [...plan.grouping, ...plan.exprs];
    case "sort":
      return plan.order;
    case "generate":
      return [plan.generator];
    case "join":
      return plan.condition ? [plan.condition] : [];
    case "pivot":
      return [...(plan.grouping ?? []), plan.column, ...plan.aggregates];
    case "groupState":
      return plan.keys;
    case "timeWindow":
      return [plan.time];
    default:
      return [];
  }
}
