import type { StreambookError } from "../../errors.js";
import type { WindowExpr } from "../expression.js";
import { printExpr } from "../print-expr.js";
import {
  operandsOf,
  type ResolvedCall,
  type ResolvedExpr,
  type ResolvedFrame,
  type SortKey,
} from "../resolved.js";
import { refusedAt } from "./errors.js";
import { frameOf, type Resolve } from "./frames.js";
import type { Scope } from "./names.js";

/** `f(…) OVER (…)`: an aggregate or a window function, its frame checked against its order. */
export function resolveWindow(
  expr: WindowExpr,
  call: ResolvedExpr,
  resolve: Resolve,
  scope: Scope,
): ResolvedExpr {
  const refuse = (code: string, rule: string, cure: string): StreambookError =>
    refusedAt(code, scope.step, rule, printExpr(expr), cure, expr.origin);
  if (call.kind !== "call" || call.fn.kind === "scalar")
    throw refuse(
      "UNSUPPORTED_EXPR_FOR_WINDOW",
      `${JSON.stringify(printExpr(expr.child))} is not supported within a window function.`,
      "OVER (…) follows an aggregate or a window function: sum(x) OVER (…), row_number() OVER (…)",
    );
  if (call.distinct)
    throw refuse(
      "DISTINCT_WINDOW_FUNCTION_UNSUPPORTED",
      "Distinct window functions are not supported.",
      "remove DISTINCT, or count size(collect_set(x) OVER (…))",
    );
  const partition = expr.partition.map(resolve);
  const keys: SortKey[] = expr.order.map((key) => ({
    expr: resolve(key),
    descending: key.kind === "sort" && key.descending,
    nullsFirst: key.kind === "sort" ? key.nullsFirst : true,
  }));
  // A constant puts nothing in order, but a window function asks for an order.
  const order = keys.filter((key) => key.expr.kind !== "literal");
  if (call.fn.kind === "window" && call.fn.name !== "nth_value") {
    if (keys.length === 0)
      throw refuse(
        "WINDOW_FUNCTION_FRAME_NOT_ORDERED",
        `The window function ${call.fn.name} requires the window to be ordered.`,
        `add ORDER BY: ${call.fn.name}() OVER (PARTITION BY a ORDER BY b)`,
      );
    if (expr.frame)
      throw refuse(
        "_LEGACY_ERROR_TEMP_1036",
        `${call.fn.name} says itself which rows it looks at: it takes no frame.`,
        "leave out ROWS BETWEEN …",
      );
    return { kind: "window", call, partition, order, frame: null, type: call.type, nullable: call.nullable };
  }
  const unbounded: ResolvedFrame = { unit: "rows", start: "unboundedPreceding", end: "unboundedFollowing" };
  const upToHere: ResolvedFrame = { unit: "range", start: "unboundedPreceding", end: "currentRow" };
  const frame = expr.frame
    ? frameOf(expr.frame, order, resolve, refuse)
    : keys.length > 0
      ? upToHere
      : unbounded;
  return { kind: "window", call, partition, order, frame, type: call.type, nullable: true };
}

export function containsWindow(expr: ResolvedExpr): boolean {
  return expr.kind === "window" || operandsOf(expr).some(containsWindow);
}

/** An aggregate's argument may not hold an aggregate, nor a window function. */
export function checkNesting(
  call: ResolvedCall,
  scope: Scope,
  printed: string,
  origin: WindowExpr["origin"],
): void {
  if (call.fn.kind !== "aggregate") return;
  const operands = operandsOf(call);
  if (operands.some(containsWindow))
    throw refusedAt(
      "_LEGACY_ERROR_TEMP_1031",
      scope.step,
      "A window function may not stand inside an aggregate function.",
      printed,
      "compute the window function in a query of its own, and aggregate its column",
      origin,
    );
  if (call.filter && holdsAggregate(call.filter))
    throw refusedAt(
      "INVALID_AGGREGATE_FILTER.CONTAINS_AGGREGATE",
      scope.step,
      "The FILTER of an aggregate function looks at rows: it may not hold an aggregate function.",
      printed,
      "compute the inner one in a query of its own, and filter by its column",
      origin,
    );
  if (operands.some(holdsAggregate))
    throw refusedAt(
      "NESTED_AGGREGATE_FUNCTION",
      scope.step,
      "An aggregate function may not stand in the argument of another one.",
      printed,
      "compute the inner one in a query of its own: SELECT max(n) FROM (SELECT count(*) AS n FROM t GROUP BY g)",
      origin,
    );
}

/** An aggregate that is not the call of a window function. */
export function holdsAggregate(expr: ResolvedExpr): boolean {
  return (expr.kind === "call" && expr.fn.kind === "aggregate") || operandsOf(expr).some(holdsAggregate);
}
