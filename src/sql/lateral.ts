import { planNode, type GeneratePlan, type LogicalPlan } from "../plan/logical-plan.js";
import type { Tree } from "./polyglot.js";
import type { QueryContext } from "./query-context.js";
import { refusal } from "./syntax-error.js";

/** `LATERAL VIEW [OUTER] explode(a) t AS x`, one after the other: each sees the columns of those before it. */
export function lateralViews(from: LogicalPlan, select: Tree, to: QueryContext): LogicalPlan {
  const views = (select.lateral_views as readonly Tree[] | null | undefined) ?? [];
  return views.reduce(
    (child, view) =>
      generated(child, view.this, view.table_alias, view.column_aliases, view.outer === true, to),
    from,
  );
}

/** The rows that a call makes of each row of a plan. */
export function generated(
  child: LogicalPlan,
  tree: unknown,
  alias: unknown,
  columns: unknown,
  outer: boolean,
  to: QueryContext,
): GeneratePlan {
  const { source } = to;
  const generator = to.expressions.convert(tree);
  if (generator.kind !== "call") {
    const rule = "A function that makes rows is expected here.";
    throw refusal(
      "UNSUPPORTED_GENERATOR.NOT_GENERATOR",
      source.text,
      source.spanOf(tree),
      rule,
      "explode(a)",
    );
  }
  // After LATERAL the parser gives names as texts.
  const nameOf = (name: unknown): string => source.name(typeof name === "string" ? { name } : (name as Tree));
  const names = ((columns as readonly unknown[] | null | undefined) ?? []).map(nameOf);
  return planNode({
    kind: "generate",
    child,
    generator,
    outer,
    alias: alias === null || alias === undefined || alias === "" ? null : nameOf(alias),
    names: Object.freeze(names),
  });
}
