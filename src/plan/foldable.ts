import { operandsOf, type ResolvedExpr } from "./resolved.js";

/** Known before a row is read: it reads none. */
export function isFoldable(expr: ResolvedExpr): boolean {
  return expr.kind !== "attribute" && expr.kind !== "subquery" && operandsOf(expr).every(isFoldable);
}
