import type { NamedExpr, ResolvedExpand, ResolvedPlan } from "../resolved.js";
import type { AnalysisContext } from "./context.js";

/** The rows of a plan once for each grouping set. The keys get identities of their own: aggregates go on reading the columns themselves. */
export function expand(
  child: ResolvedPlan,
  keys: readonly NamedExpr[],
  sets: readonly (readonly number[])[],
  context: AnalysisContext,
): ResolvedExpand {
  const long = { type: { kind: "long" }, nullable: false, qualifier: null } as const;
  const own = keys.map(({ expr, attribute }) => ({
    expr,
    attribute: { ...attribute, id: context.nextId(), nullable: true },
  }));
  const group = { ...long, id: context.nextId(), name: "spark_grouping_id" };
  const isRepeated = new Set(sets.map((s) => [...s].sort().join())).size < sets.length;
  const position = isRepeated ? { ...long, id: context.nextId(), name: "_gen_grouping_pos" } : null;
  return {
    kind: "expand",
    child,
    keys: own,
    sets,
    group,
    position,
    output: [...child.output, ...own.map((k) => k.attribute), group, ...(position ? [position] : [])],
    isStreaming: child.isStreaming,
  };
}
