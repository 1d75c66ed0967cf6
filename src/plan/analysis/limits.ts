import type { Expr } from "../expression.js";
import type { LimitPlan } from "../logical-plan.js";
import { printExpr } from "../print-expr.js";
import { isByChance } from "./chance.js";
import { constantOf } from "./constants.js";
import type { AnalysisContext } from "./context.js";
import { refusedAt } from "./errors.js";
import { resolveExpr } from "./expressions.js";
import type { Scope } from "./names.js";
import { someWritten } from "./written.js";

/** How many rows a limit takes and passes over, computed where they were not written as numbers. */
export function limitOf(
  { count, offset, computed }: LimitPlan,
  scope: Scope,
  context: AnalysisContext,
): { readonly count: number; readonly offset: number } {
  const value = (clause: string, expr: Expr): number => wholeNumber(clause, expr, scope, context);
  return {
    count: computed?.count ? value("LIMIT", computed.count) : count,
    offset: computed?.offset ? value("OFFSET", computed.offset) : offset,
  };
}

function wholeNumber(clause: string, expr: Expr, scope: Scope, context: AnalysisContext): number {
  const refuse = (why: string): Error =>
    refusedAt(
      `INVALID_LIMIT_LIKE_EXPRESSION.${why}`,
      scope.step,
      `${clause} takes a whole number, 0 or more.`,
      printExpr(expr),
      `${clause} 10`,
      expr.origin,
    );
  const readsRows = (e: Expr): boolean =>
    e.kind === "name" ||
    e.kind === "subquery" ||
    (e.kind === "call" && context.functions.find(e.name)?.kind === "aggregate");
  if (someWritten(expr, { test: readsRows, text: /./ }, context) || isByChance(expr, context))
    throw refuse("IS_UNFOLDABLE");
  const resolved = resolveExpr(expr, scope, context);
  if (resolved.type.kind !== "int") throw refuse("DATA_TYPE");
  const value = constantOf(resolved);
  if (value === null) throw refuse("IS_NULL");
  if (typeof value !== "number") throw refuse("IS_UNFOLDABLE");
  if (value < 0) throw refuse("IS_NEGATIVE");
  return value;
}
