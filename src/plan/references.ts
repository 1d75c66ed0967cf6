import { operandsOf, type ResolvedExpr } from "./resolved.js";

/** The columns that an expression reads, by id. */
export function references(expr: ResolvedExpr): Set<number> {
  const found = new Set<number>();
  const visit = (e: ResolvedExpr): void => {
    if (e.kind === "attribute") found.add(e.id);
    operandsOf(e).forEach(visit);
  };
  visit(expr);
  return found;
}

/** The conditions that must all hold; BETWEEN is two of them. */
export function conjuncts(expr: ResolvedExpr): readonly ResolvedExpr[] {
  if (expr.kind !== "call") return [expr];
  return expr.fn.name === "and" ? expr.args.flatMap(conjuncts) : [expr];
}

/** Gives the same answer wherever it is evaluated. */
export function isRepeatable(expr: ResolvedExpr): boolean {
  if (expr.kind === "call" && /^(rand|randn|random|uuid|shuffle|udf)/.test(expr.fn.name)) return false;
  return operandsOf(expr).every(isRepeatable);
}
