import type { Expr } from "../expression.js";
import type { AnalysisContext } from "./context.js";

/** Whether an expression as it was written holds an aggregate: with no GROUP BY, one of these makes a select list an aggregation. */
export function callsAggregate(expr: Expr, context: AnalysisContext): boolean {
  const any = (exprs: readonly Expr[]): boolean => exprs.some((e) => callsAggregate(e, context));
  switch (expr.kind) {
    case "call":
      return context.functions.find(expr.name)?.kind === "aggregate" || any(expr.args);
    case "lambda":
      return callsAggregate(expr.body, context);
    case "alias":
    case "aliases":
    case "cast":
    case "sort":
      return callsAggregate(expr.child, context);
    case "extract":
      return any([expr.child, expr.key]);
    case "window":
      return any([
        ...(expr.child.kind === "call" ? expr.child.args : [expr.child]),
        ...expr.partition,
        ...expr.order,
      ]);
    case "subquery":
      return any(expr.operands);
    case "sqlText":
      return callsAggregate(context.parseExpression(expr.text), context);
    default:
      return false;
  }
}
