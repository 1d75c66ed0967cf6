import type { StreambookError } from "../../errors.js";
import type { Expr } from "../expression.js";
import type { HavingPlan, SortPlan } from "../logical-plan.js";
import { printExpr } from "../print-expr.js";
import type { ResolvedExpr, ResolvedPlan, SortKey } from "../resolved.js";
import { having, isAggregation, resolveAbove } from "./above.js";
import { callsAggregate } from "./calls-aggregate.js";
import type { AnalysisContext } from "./context.js";
import { refusedAt } from "./errors.js";
import { checkCondition } from "./conditions.js";
import { toExpr, type Scope } from "./names.js";
import { passing, project } from "./projects.js";
import { unfold } from "./select-list.js";
import { containsWindow, holdsAggregate } from "./windows.js";

/** WHERE, and HAVING when it stands over an aggregation and uses its aggregates. */
export function resolveFilter(
  raw: Expr,
  input: ResolvedPlan,
  scope: Scope,
  context: AnalysisContext,
): ResolvedPlan {
  const written = unfold(raw, context);
  const checked = (condition: ResolvedExpr): ResolvedExpr => {
    if (holdsAggregate(condition))
      throw refused(
        "INVALID_WHERE_CONDITION",
        scope,
        written,
        "WHERE looks at one row at a time, so it cannot hold an aggregate function.",
        "filter the groups with HAVING, or by a where after agg(…)",
      );
    refuseWindow("WHERE", condition, written, scope);
    return checkCondition(condition, written, scope.step);
  };
  if (isAggregation(input) && callsAggregate(written, context))
    return having(input, checked, written, scope, context);
  const { plan, exprs } = resolveAbove(input, [written], scope, context);
  return only(filter(plan, checked(exprs[0]!)), input);
}

function refuseWindow(clause: string, condition: ResolvedExpr, written: Expr, scope: Scope): void {
  if (!containsWindow(condition)) return;
  throw refused(
    "WINDOW_FUNCTION_NOT_ALLOWED_IN_CLAUSE",
    scope,
    written,
    `It is not allowed to use window functions inside a ${clause} clause.`,
    "use QUALIFY, or filter in a query around this one",
  );
}

/** HAVING between an aggregation and its select list, QUALIFY above a select list with its window functions. */
export function resolveHaving(
  { clause, condition: raw }: HavingPlan,
  input: ResolvedPlan,
  scope: Scope,
  context: AnalysisContext,
): ResolvedPlan {
  const written = unfold(raw, context);
  const checked = (condition: ResolvedExpr): ResolvedExpr => {
    if (clause === "having") refuseWindow("HAVING", condition, written, scope);
    return checkCondition(condition, written, scope.step);
  };
  if (clause === "having" && isAggregation(input)) return having(input, checked, written, scope, context);
  const { plan, exprs } = resolveAbove(input, [written], scope, context);
  const condition = checked(exprs[0]!);
  const { type, nullable } = condition;
  const attribute = { id: context.nextId(), name: clause, type, nullable, qualifier: null };
  const computed = project(plan, [...passing(plan.output), { attribute, expr: condition }]);
  return only(filter(computed, toExpr(attribute)), input);
}

/** ORDER BY: by expressions, by the place of a column (a whole number), or by all columns (a star). */
export function resolveSort(
  plan: SortPlan,
  input: ResolvedPlan,
  scope: Scope,
  context: AnalysisContext,
): ResolvedPlan {
  const keys = plan.order.flatMap((raw) => {
    const written = unfold(raw, context);
    const sort = written.kind === "sort" ? written : { descending: false, nullsFirst: true };
    const child = unfold(written.kind === "sort" ? written.child : written, context);
    const { descending, nullsFirst } = sort;
    if (child.kind === "star" && child.target === null)
      return input.output.map((a) => ({ column: toExpr(a), child, descending, nullsFirst }));
    const place = child.kind === "literal" && child.type.kind === "int" ? Number(child.value) : null;
    const column = place === null ? null : toExpr(columnAt(place, child, input, scope));
    return [{ column, child, descending, nullsFirst }];
  });
  const open = keys.filter((k) => k.column === null);
  const above = resolveAbove(
    input,
    open.map((k) => k.child),
    scope,
    context,
  );
  const order = keys.map(({ column, child, descending, nullsFirst }): SortKey => {
    const expr = column ?? above.exprs[open.findIndex((k) => k.child === child)]!;
    checkKey(expr, child, scope);
    return { expr, descending, nullsFirst };
  });
  // A constant puts nothing in order.
  const keyed = order.filter((key) => key.expr.kind !== "literal");
  if (keyed.length === 0) return input;
  const { output, isStreaming } = above.plan;
  return only({ kind: "sort", child: above.plan, order: keyed, output, isStreaming }, input);
}

function columnAt(place: number, at: Expr, input: ResolvedPlan, scope: Scope) {
  const found = input.output[place - 1];
  if (found) return found;
  const count = input.output.length;
  throw refusedAt(
    "ORDER_BY_POS_OUT_OF_RANGE",
    scope.step,
    `ORDER BY position ${place} is not in the select list (valid range is [1, ${count}]).`,
    String(place),
    count === 1 ? "use 1, or the column's name" : `use a number from 1 to ${count}, or the column's name`,
    at.origin,
  );
}

function checkKey(expr: ResolvedExpr, written: Expr, scope: Scope): void {
  if (containsWindow(expr) || holdsAggregate(expr))
    throw refused(
      "UNSUPPORTED_EXPR_FOR_OPERATOR",
      scope,
      written,
      "A sort key cannot hold a window function, nor an aggregate where nothing is grouped.",
      "give it a name in the select list, and sort by that",
    );
  if (expr.type.kind === "map")
    throw refused(
      "DATATYPE_MISMATCH.INVALID_ORDERING_TYPE",
      scope,
      written,
      "A MAP has no order.",
      "sort by map_entries(m), or by one of its values",
    );
}

function refused(code: string, scope: Scope, written: Expr, rule: string, cure: string): StreambookError {
  return refusedAt(code, scope.step, rule, printExpr(written), cure, written.origin);
}

function filter(child: ResolvedPlan, condition: ResolvedExpr): ResolvedPlan {
  return { kind: "filter", child, condition, output: child.output, isStreaming: child.isStreaming };
}

/** What was added to the input for a computation above it is left out again. */
function only(plan: ResolvedPlan, input: ResolvedPlan): ResolvedPlan {
  return plan.output.length === input.output.length ? plan : project(plan, passing(input.output));
}
