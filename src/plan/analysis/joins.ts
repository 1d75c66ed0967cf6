import { sameName } from "../../types/names.js";
import { commonType, implicitCast } from "../coerce.js";
import type { JoinPlan } from "../logical-plan.js";
import { printExpr } from "../print-expr.js";
import type { Attribute, NamedExpr, OuterColumn, ResolvedExpr, ResolvedPlan } from "../resolved.js";
import { hiddenOf } from "./above.js";
import { checkConditionByChance } from "./chance.js";
import { engineCall } from "./calls.js";
import type { AnalysisContext } from "./context.js";
import { refusedAt, wrongArguments } from "./errors.js";
import { checkCondition } from "./conditions.js";
import { resolveExpr } from "./expressions.js";
import { toExpr, type Scope } from "./names.js";
import { passing, project } from "./projects.js";
import { unfold } from "./select-list.js";
import { containsWindow, holdsAggregate } from "./windows.js";

/** Gives a plan's columns new identities where another plan uses the same ones: a join of a table with itself. */
export function distinctFrom(
  plan: ResolvedPlan,
  taken: readonly Attribute[],
  context: AnalysisContext,
): ResolvedPlan {
  const ids = new Set(taken.map((a) => a.id));
  const all = [...plan.output, ...hiddenOf(plan)];
  if (!all.some((a) => ids.has(a.id))) return plan;
  const again = (a: Attribute): NamedExpr => ({ expr: toExpr(a), attribute: { ...a, id: context.nextId() } });
  const hidden = hiddenOf(plan).map(again);
  return {
    ...project(plan, plan.output.map(again), { hidden: hidden.map((h) => h.attribute) }),
    ...(hidden.length > 0 && { columns: [...plan.output.map(again), ...hidden] }),
  };
}

/** Joins by condition or by equally named columns; `using` shows each of those once, and keeps both in reach by their tables' names. */
export function resolveJoin(
  plan: JoinPlan,
  left: ResolvedPlan,
  other: ResolvedPlan,
  scope: Scope,
  context: AnalysisContext,
  lateral?: readonly OuterColumn[],
): ResolvedPlan {
  const right = distinctFrom(other, [...left.output, ...hiddenOf(left)], context);
  const isStreaming = left.isStreaming || right.isStreaming;
  const nullable = (side: readonly Attribute[], yes: boolean): Attribute[] =>
    side.map((a) => (yes ? { ...a, nullable: true } : a));
  const onlyLeft = plan.type === "semi" || plan.type === "anti";
  const output = onlyLeft
    ? [...left.output]
    : [
        ...nullable(left.output, plan.type === "right" || plan.type === "full"),
        ...nullable(right.output, plan.type === "left" || plan.type === "full"),
      ];
  const join = (condition: ResolvedExpr | null): ResolvedPlan => ({
    kind: "join",
    left,
    right,
    type: plan.type,
    condition,
    output,
    isStreaming,
    ...(lateral && { lateral }),
  });
  const using = plan.natural ? shared(left, right) : plan.using;
  if (using === null || using.length === 0) return join(conditionOf(plan, left, right, scope, context));
  const pairs = using.map(
    (column) => [find(left, column, "left", scope), find(right, column, "right", scope)] as const,
  );
  const joined = join(
    pairs.map(([l, r]) => equal(l, r, scope, context)).reduce((a, b) => engineCall("and", [a, b], context)),
  );
  if (onlyLeft) {
    const first = pairs.map(([l]) => l);
    const rest = output.filter((a) => !first.some((l) => l.id === a.id));
    return project(joined, passing([...first, ...rest]));
  }
  const keys: NamedExpr[] = pairs.map(([l, r]) => {
    if (plan.type === "right") return { expr: toExpr(r), attribute: r };
    if (plan.type !== "full") return { expr: toExpr(l), attribute: l };
    const common = commonType(l.type, r.type)!;
    const both = [l, r].map((a) => implicitCast(toExpr(a), common, context.settings));
    const expr = engineCall("coalesce", both, context);
    const { name } = l;
    const attribute = { id: context.nextId(), name, type: expr.type, nullable: true, qualifier: null };
    return { expr, attribute };
  });
  const used = new Set(pairs.flat().map((a) => a.id));
  const shown = [...keys, ...passing(output.filter((a) => !used.has(a.id)))];
  const hidden = pairs
    .flat()
    .filter((a) => !keys.some((k) => k.attribute.id === a.id))
    .map((a) => output.find((o) => o.id === a.id)!);
  const result = project(joined, shown, { hidden });
  return { ...result, columns: [...shown, ...passing(hidden)] };
}

function conditionOf(
  plan: JoinPlan,
  left: ResolvedPlan,
  right: ResolvedPlan,
  scope: Scope,
  context: AnalysisContext,
): ResolvedExpr | null {
  if (!plan.condition) return null;
  const written = unfold(plan.condition, context);
  const both: Scope = {
    ...scope,
    attributes: [...left.output, ...right.output],
    hidden: [...hiddenOf(left), ...hiddenOf(right)],
  };
  const condition = resolveExpr(written, both, context);
  if (holdsAggregate(condition) || containsWindow(condition))
    throw refusedAt(
      "UNSUPPORTED_EXPR_FOR_OPERATOR",
      scope.step,
      "A join's condition looks at one pair of rows: it cannot hold an aggregate or a window function.",
      printExpr(written),
      "compute it first, in a query of its own",
      written.origin,
    );
  checkConditionByChance(written, scope.step, context);
  return checkCondition(condition, written, scope.step, "JOIN_CONDITION_IS_NOT_BOOLEAN_TYPE");
}

/** The names that both sides have, in the order of the left. */
function shared(left: ResolvedPlan, right: ResolvedPlan): string[] {
  return left.output.filter((a) => right.output.some((b) => sameName(a.name, b.name))).map((a) => a.name);
}

function find(side: ResolvedPlan, column: string, which: "left" | "right", scope: Scope): Attribute {
  const found = side.output.find((a) => sameName(a.name, column));
  if (found) return found;
  throw refusedAt(
    "UNRESOLVED_USING_COLUMN_FOR_JOIN",
    `${scope.step} using`,
    `The column \`${column}\` cannot be resolved on the ${which} side of the join.`,
    `the ${which} side has ${side.output.map((a) => a.name).join(", ")}`,
    "name a column that both sides have, or join by a condition",
  );
}

function equal(l: Attribute, r: Attribute, scope: Scope, context: AnalysisContext): ResolvedExpr {
  const type = commonType(l.type, r.type);
  if (!type)
    throw wrongArguments(scope.step, `${l.name} = ${r.name}`, "two columns of comparable types", [
      l.type.kind,
      r.type.kind,
    ]);
  const both = [l, r].map((a) => implicitCast(toExpr(a), type, context.settings));
  return engineCall("=", both, context);
}
