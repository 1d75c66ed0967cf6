import { StreambookError } from "../../errors.js";
import { implicitCast } from "../coerce.js";
import type { LogicalPlan, RecursivePlan } from "../logical-plan.js";
import type { ResolvedPlan } from "../resolved.js";
import type { AnalysisContext } from "./context.js";
import { toExpr } from "./names.js";
import { project } from "./projects.js";

/** WITH RECURSIVE: the step is resolved with the anchor's columns as the rows of the round before. */
export function resolveRecursive(
  plan: RecursivePlan,
  analyze: (plan: LogicalPlan, context: AnalysisContext) => ResolvedPlan,
  context: AnalysisContext,
): ResolvedPlan {
  const anchor = analyze(plan.anchor, context);
  const names = plan.columns ?? anchor.output.map((a) => a.name);
  if (names.length !== anchor.output.length)
    throw new StreambookError({
      code: "ASSIGNMENT_ARITY_MISMATCH",
      step: "WITH RECURSIVE",
      rule: `${names.length} names are given for ${anchor.output.length} columns.`,
      got: names.join(", "),
      cure: "give each column one name",
    });
  const output = anchor.output.map((a, i) => ({
    ...a,
    id: context.nextId(),
    name: names[i]!,
    nullable: true,
    qualifier: null,
  }));
  const recursions = new Map(context.recursions).set(plan.name, output);
  const step = analyze(plan.step, { ...context, cache: new WeakMap(), recursions });
  if (step.output.length !== output.length)
    throw new StreambookError({
      code: "NUM_COLUMNS_MISMATCH",
      step: "WITH RECURSIVE",
      rule: `Both parts of a recursive query must have the same number of columns: the first has ${output.length}.`,
      got: `${step.output.length} columns`,
      cure: "select the same columns on both sides",
    });
  const typed = project(
    step,
    step.output.map((a, i) => ({
      expr: implicitCast(toExpr(a), output[i]!.type, context.settings),
      attribute: { ...a, id: context.nextId(), type: output[i]!.type },
    })),
  );
  return {
    kind: "recursive",
    name: plan.name,
    anchor,
    step: typed,
    all: plan.all,
    output,
    isStreaming: false,
  };
}

/** The rows of the round before, with identities of their own each time they are read. */
export function resolveRecursion(name: string, context: AnalysisContext): ResolvedPlan {
  const output = context.recursions!.get(name)!.map((a) => ({ ...a, id: context.nextId() }));
  return { kind: "recursion", name, output, isStreaming: false };
}
