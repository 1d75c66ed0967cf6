import { eventTimes } from "./event-time.js";
import {
  expressionsOf,
  mapChildren,
  operandsOf,
  type NamedExpr,
  type ResolvedDistinctOn,
  type ResolvedExpr,
  type ResolvedPlan,
} from "./resolved.js";

/**
 * A stream's deduplication is given only the columns that are its keys or are read above it, as Spark's optimizer has it: without the event time
 * among them it knows of no late rows.
 */
export function deduplicatedColumns(plan: ResolvedPlan): ResolvedPlan {
  return pruned(plan, new Set(plan.output.map((a) => a.id)));
}

function pruned(plan: ResolvedPlan, wanted: ReadonlySet<number>): ResolvedPlan {
  if (!plan.isStreaming) return plan;
  switch (plan.kind) {
    case "project":
      return below(plan, new Set(read(usedOf(plan.columns, wanted))));
    case "aggregate":
      return below(plan, new Set(read(expressionsOf(plan))));
    case "filter":
    case "timeWindow":
    case "sessionWindow":
    case "limit":
      return narrowed(below(plan, new Set([...wanted, ...read(expressionsOf(plan))])));
    case "watermark":
      return narrowed(below(plan, new Set([...wanted, plan.column])));
    case "distinctOn":
      return deduplication(plan, wanted);
    default:
      return mapChildren(plan, deduplicatedColumns);
  }
}

const below = <P extends ResolvedPlan>(plan: P, wanted: ReadonlySet<number>): P =>
  mapChildren(plan, (child) => pruned(child, wanted)) as P;

const usedOf = (columns: readonly NamedExpr[], wanted: ReadonlySet<number>): ResolvedExpr[] =>
  columns.filter((c) => wanted.has(c.attribute.id)).map((c) => c.expr);

function deduplication(plan: ResolvedDistinctOn, wanted: ReadonlySet<number>): ResolvedPlan {
  const times = plan.withinWatermark ? eventTimes(plan.child).keys() : [];
  const needed = new Set([...wanted, ...read(plan.keys), ...times]);
  const child = pruned(plan.child, needed);
  const output = child.output.filter((a) => needed.has(a.id));
  if (output.length === child.output.length) return { ...plan, child };
  const columns = output.map((attribute): NamedExpr => ({
    attribute,
    expr: { ...attribute, kind: "attribute" },
  }));
  return { ...plan, child: { kind: "project", child, columns, output, isStreaming: true }, output };
}

/** What passes its input on passes on no more than there is. */
function narrowed(plan: ResolvedPlan & { readonly child: ResolvedPlan }): ResolvedPlan {
  const there = new Set(plan.child.output.map((a) => a.id));
  if ("window" in plan) there.add(plan.window.id);
  const output = plan.output.filter((a) => there.has(a.id));
  return output.length === plan.output.length ? plan : { ...plan, output };
}

function read(exprs: readonly ResolvedExpr[]): number[] {
  return exprs.flatMap((expr) => (expr.kind === "attribute" ? [expr.id] : read(operandsOf(expr))));
}
