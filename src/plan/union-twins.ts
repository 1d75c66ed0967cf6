import { planFingerprint } from "./explain.js";
import {
  childrenOf,
  mapChildren,
  type NamedExpr,
  type ResolvedPlan,
  type ResolvedUnion,
} from "./resolved.js";

/** Below a deduplication, an input of a union that stands there twice is read once, as Spark's optimizer has it: its late rows count once. */
export function withoutTwins(plan: ResolvedPlan): ResolvedPlan {
  if (!plan.isStreaming) return plan;
  const isDedup = plan.kind === "distinct" || plan.kind === "distinctOn";
  return mapChildren(plan, (child) =>
    withoutTwins(isDedup && child.kind === "union" ? oneOfEach(child) : child),
  );
}

function oneOfEach(union: ResolvedUnion): ResolvedPlan {
  const children = union.children.filter((child, i, all) => all.findIndex((one) => isTwin(one, child)) === i);
  const [first] = children;
  if (children.length > 1) return { ...union, children };
  const columns = union.output.map((attribute, i): NamedExpr => ({
    attribute,
    expr: { ...first!.output[i]!, kind: "attribute" },
  }));
  const { output, isStreaming } = union;
  return { kind: "project", child: first!, columns, output, isStreaming };
}

function isTwin(one: ResolvedPlan, other: ResolvedPlan): boolean {
  const [a, b] = [unwrapped(one), unwrapped(other)];
  return a === b || (planFingerprint(a) === planFingerprint(b) && sameMarks(marksOf(a), marksOf(b)));
}

/** Without what only gives the columns other names. */
function unwrapped(plan: ResolvedPlan): ResolvedPlan {
  if (plan.kind !== "project" || plan.columns.length !== plan.child.output.length) return plan;
  const { child } = plan;
  const passes = plan.columns.every(
    ({ expr }, i) => expr.kind === "attribute" && expr.id === child.output[i]!.id,
  );
  return passes ? unwrapped(child) : plan;
}

/** The watermarks of a plan: two of the same words are two. */
function marksOf(plan: ResolvedPlan): readonly object[] {
  const inside = childrenOf(plan).flatMap(marksOf);
  return plan.kind === "watermark" ? [...inside, plan.written] : inside;
}

const sameMarks = (a: readonly object[], b: readonly object[]): boolean =>
  a.length === b.length && a.every((mark, i) => mark === b[i]);
