import { mapChildren, operandsOf, type NamedExpr, type ResolvedExpr, type ResolvedPlan } from "./resolved.js";
import { withOperands } from "./analysis/operands.js";

/**
 * A filter that does not look at the event time is evaluated below the watermark, as Spark's optimizer has it: the rows it removes do not advance the
 * watermark. The parts of a conjunction go down one by one, through projections and through aggregations when they look at keys only.
 */
export function lowerFilters(plan: ResolvedPlan): ResolvedPlan {
  const lowered = mapChildren(plan, (child) => (child.isStreaming ? lowerFilters(child) : child));
  if (lowered.kind !== "filter" || !lowered.isStreaming) return lowered;
  let { child } = lowered;
  const kept: ResolvedExpr[] = [];
  for (const part of conjuncts(lowered.condition)) {
    const below = sink(part, child);
    if (below) child = below;
    else kept.push(part);
  }
  return kept.reduce(filtered, child);
}

/** The plan with the condition below its watermark; null when it cannot get there. */
function sink(condition: ResolvedExpr, plan: ResolvedPlan): ResolvedPlan | null {
  if (!isRepeatable(condition)) return null;
  const inside = (child: ResolvedPlan, changed: ResolvedExpr): ResolvedPlan | null => {
    const below = sink(changed, child);
    return below && mapChildren(plan, () => below);
  };
  switch (plan.kind) {
    case "watermark":
      if (reads(condition, plan.column)) return null;
      return { ...plan, child: sink(condition, plan.child) ?? filtered(plan.child, condition) };
    case "project":
      return inside(plan.child, substituted(condition, plan.columns));
    case "filter":
      return inside(plan.child, condition);
    case "timeWindow":
      return reads(condition, plan.window.id) ? null : inside(plan.child, condition);
    case "aggregate":
      if (plan.keys.length === 0 || plan.aggregates.some((a) => reads(condition, a.attribute.id)))
        return null;
      return inside(plan.child, substituted(condition, plan.keys));
    default:
      return null;
  }
}

function filtered(child: ResolvedPlan, condition: ResolvedExpr): ResolvedPlan {
  return { kind: "filter", child, condition, output: child.output, isStreaming: child.isStreaming };
}

function conjuncts(expr: ResolvedExpr): readonly ResolvedExpr[] {
  return expr.kind === "call" && expr.fn.name === "and" ? expr.args.flatMap(conjuncts) : [expr];
}

function reads(expr: ResolvedExpr, id: number): boolean {
  return expr.kind === "attribute" ? expr.id === id : operandsOf(expr).some((e) => reads(e, id));
}

function substituted(expr: ResolvedExpr, columns: readonly NamedExpr[]): ResolvedExpr {
  if (expr.kind === "attribute") return columns.find((c) => c.attribute.id === expr.id)?.expr ?? expr;
  return withOperands(
    expr,
    operandsOf(expr).map((e) => substituted(e, columns)),
  );
}

/** Gives the same answer wherever it is evaluated. */
function isRepeatable(expr: ResolvedExpr): boolean {
  if (expr.kind === "call" && /^(rand|randn|random|uuid|shuffle|udf)/.test(expr.fn.name)) return false;
  return operandsOf(expr).every(isRepeatable);
}
