import type { Expr } from "../expression.js";
import { columnName } from "../print-expr.js";
import type { NamedExpr, ResolvedExpr } from "../resolved.js";
import type { AnalysisContext } from "./context.js";
import { resolveExpr } from "./expressions.js";
import type { Scope } from "./names.js";
import { spread } from "./star.js";

/** SQL text is looked into once, so that `expr("a AS b")` and `expr("*")` count as what they say. */
export function unfold(expr: Expr, context: AnalysisContext): Expr {
  return expr.kind === "sqlText" ? context.parseExpression(expr.text) : expr;
}

/** The columns of a select list: stars spread out, names given as Spark gives them. */
export function resolveSelectList(
  exprs: readonly Expr[],
  scope: Scope,
  context: AnalysisContext,
): NamedExpr[] {
  return exprs.flatMap((written) => {
    const expr = unfold(written, context);
    if (expr.kind === "star") return spread(expr, scope, context);
    return [name(expr, resolveExpr(expr, scope, context), context)];
  });
}

/** A column that passes through keeps its identity; anything else gets a new one. */
export function name(expr: Expr, resolved: ResolvedExpr, context: AnalysisContext): NamedExpr {
  const keeps = expr.kind === "name" && resolved.kind === "attribute";
  return {
    expr: resolved,
    attribute: {
      id: keeps ? resolved.id : context.nextId(),
      name: outputName(expr, resolved),
      type: resolved.type,
      nullable: resolved.nullable,
      qualifier: null,
    },
  };
}

export function outputName(expr: Expr, resolved: ResolvedExpr): string {
  if (expr.kind === "alias") return expr.name;
  if (resolved.kind === "field" && expr.kind === "name") return resolved.name;
  if (resolved.kind === "attribute" && expr.kind === "name") return resolved.name;
  // What stands in brackets is shown as a field where it turned out to be one.
  if (resolved.kind === "field" && expr.kind === "extract" && expr.key.kind === "literal") {
    const { origin, ...key } = expr.key;
    return columnName(origin ? { ...expr, key } : expr);
  }
  return columnName(expr);
}
