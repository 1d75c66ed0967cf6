import type { Conditions } from "./join-filters.js";
import { mapChildren, type NamedExpr, type ResolvedExpr, type ResolvedPlan } from "./resolved.js";

/** EXCEPT of a stream with a table keeps state: the rows that the table has not, each once, as Spark's optimizer writes it. */
export function lowerExcept(plan: ResolvedPlan, make: Conditions): ResolvedPlan {
  if (!plan.isStreaming) return plan;
  const lowered = mapChildren(plan, (child) => lowerExcept(child, make));
  if (lowered.kind !== "set" || lowered.operator !== "except" || lowered.all) return lowered;
  const { left, right, output, isStreaming } = lowered;
  const pairs = left.output.map((a, i): ResolvedExpr =>
    make.isSame({ ...a, kind: "attribute" }, { ...right.output[i]!, kind: "attribute" }),
  );
  const condition = pairs.reduce(make.and);
  const anti: ResolvedPlan = {
    kind: "join",
    type: "anti",
    left,
    right,
    condition,
    output: left.output,
    isStreaming,
  };
  const columns = left.output.map((a, i): NamedExpr => ({
    attribute: output[i]!,
    expr: { ...a, kind: "attribute" },
  }));
  const isRenamed = output.some((a, i) => a.id !== left.output[i]!.id);
  const child: ResolvedPlan = isRenamed
    ? { kind: "project", child: anti, columns, output, isStreaming }
    : anti;
  return { kind: "distinct", child, output, isStreaming };
}
