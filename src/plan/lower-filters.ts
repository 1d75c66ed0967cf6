import { withOperands } from "./analysis/operands.js";
import { settleJoin, throughJoin, type Conditions } from "./join-filters.js";
import { conjuncts, isRepeatable, references } from "./references.js";
import {
  mapChildren,
  operandsOf,
  type NamedExpr,
  type ResolvedAggregate,
  type ResolvedExpr,
  type ResolvedPlan,
  type ResolvedUnion,
} from "./resolved.js";

/**
 * A filter that does not look at the event time is evaluated below the watermark, as Spark's optimizer has it: the rows it removes do not advance the
 * watermark. The parts of a conjunction go down one by one, through projections, through aggregations when they look at keys only, and to the side of a
 * join that they are about; what the condition of a join implies of a side goes down like a filter.
 */
export function lowerFilters(plan: ResolvedPlan, make: Conditions): ResolvedPlan {
  const lowered = mapChildren(plan, (child) => (child.isStreaming ? lowerFilters(child, make) : child));
  if (!lowered.isStreaming) return lowered;
  const push = (condition: ResolvedExpr, below: ResolvedPlan): ResolvedPlan => {
    const placed = sink(condition, below, make);
    return placed === null
      ? filtered(below, condition)
      : placed.stays
        ? filtered(placed.plan, condition)
        : placed.plan;
  };
  if (lowered.kind === "join") return settleJoin(lowered, make, push);
  if (lowered.kind === "timeWindow" || lowered.kind === "sessionWindow") {
    // A row without a time is in no window.
    const { time } = lowered;
    const placed = time.kind === "attribute" ? sink(make.isNotNull(time), lowered.child, make) : null;
    return placed ? { ...lowered, child: placed.plan } : lowered;
  }
  if (lowered.kind !== "filter") return lowered;
  let { child } = lowered;
  const kept: ResolvedExpr[] = [];
  for (const part of conjuncts(lowered.condition)) {
    const placed = sink(part, child, make);
    if (placed) child = placed.plan;
    if (!placed || placed.stays) kept.push(part);
  }
  return kept.reduce(filtered, child);
}

interface Placed {
  readonly plan: ResolvedPlan;
  /** The filter must stay where it was, too. */
  readonly stays: boolean;
}

/** The plan with the condition below its watermark; null when it cannot get there. */
function sink(condition: ResolvedExpr, plan: ResolvedPlan, make: Conditions): Placed | null {
  if (!isRepeatable(condition)) return null;
  const inside = (child: ResolvedPlan, changed: ResolvedExpr): Placed | null => {
    const below = sink(changed, child, make);
    return below && { ...below, plan: mapChildren(plan, () => below.plan) };
  };
  switch (plan.kind) {
    case "watermark": {
      if (references(condition).has(plan.column)) return null;
      const below = sink(condition, plan.child, make);
      const child = below && !below.stays ? below.plan : filtered(below?.plan ?? plan.child, condition);
      return { plan: { ...plan, child }, stays: false };
    }
    case "project":
      return inside(plan.child, substituted(condition, plan.columns));
    case "filter":
      return inside(plan.child, condition);
    case "timeWindow":
    case "sessionWindow":
      return references(condition).has(plan.window.id) ? null : inside(plan.child, condition);
    case "aggregate":
      if (plan.keys.length === 0 || plan.aggregates.some((a) => references(condition).has(a.attribute.id)))
        return null;
      return belowGroups(plan, substituted(condition, plan.keys), make);
    case "union":
      return throughUnion(condition, plan, make);
    case "join":
      return sinkJoin(condition, plan, make);
    default:
      return null;
  }
}

/** As `sink`, through what leaves the rows alone down to a join. */
function sinkJoin(condition: ResolvedExpr, plan: ResolvedPlan, make: Conditions): Placed | null {
  if (plan.kind === "project") {
    const below = sinkJoin(substituted(condition, plan.columns), plan.child, make);
    return below && { ...below, plan: { ...plan, child: below.plan } };
  }
  if (plan.kind === "filter") {
    const below = sinkJoin(condition, plan.child, make);
    return below && { ...below, plan: { ...plan, child: below.plan } };
  }
  if (plan.kind !== "join") return null;
  const push = (part: ResolvedExpr, below: ResolvedPlan): ResolvedPlan => {
    const placed = sink(part, below, make);
    return placed && !placed.stays ? placed.plan : filtered(placed?.plan ?? below, part);
  };
  const through = throughJoin(condition, plan, make, push);
  return through && { plan: through.join, stays: through.stays };
}

/** Groups that a filter of their keys takes out are not kept: it goes into the aggregation's input. A session's bounds are known above only. */
function belowGroups(plan: ResolvedAggregate, condition: ResolvedExpr, make: Conditions): Placed | null {
  const session = plan.session === undefined ? undefined : plan.keys[plan.session]!.expr;
  if (session?.kind === "attribute" && references(condition).has(session.id)) return null;
  const below = sink(condition, plan.child, make);
  const child = below && !below.stays ? below.plan : filtered(below?.plan ?? plan.child, condition);
  return { plan: { ...plan, child }, stays: false };
}

function throughUnion(condition: ResolvedExpr, plan: ResolvedUnion, make: Conditions): Placed | null {
  const children = plan.children.map((child) => {
    const columns = plan.output.map((attribute, i): NamedExpr => ({
      attribute,
      expr: { ...child.output[i]!, kind: "attribute" },
    }));
    const own = substituted(condition, columns);
    const below = sink(own, child, make);
    return { below, child: below && !below.stays ? below.plan : filtered(below?.plan ?? child, own) };
  });
  if (children.every(({ below }) => below === null)) return null;
  return { plan: { ...plan, children: children.map(({ child }) => child) }, stays: false };
}

function filtered(child: ResolvedPlan, condition: ResolvedExpr): ResolvedPlan {
  return { kind: "filter", child, condition, output: child.output, isStreaming: child.isStreaming };
}

/** The expression with columns replaced by what they were made of. */
export function substituted(expr: ResolvedExpr, columns: readonly NamedExpr[]): ResolvedExpr {
  if (expr.kind === "attribute") return columns.find((c) => c.attribute.id === expr.id)?.expr ?? expr;
  return withOperands(
    expr,
    operandsOf(expr).map((e) => substituted(e, columns)),
  );
}
