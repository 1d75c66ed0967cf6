import { sameName } from "../../types/names.js";
import { castTo, commonType } from "../coerce.js";
import type { JoinPlan } from "../logical-plan.js";
import type { Attribute, NamedExpr, ResolvedExpr, ResolvedPlan } from "../resolved.js";
import type { AnalysisContext } from "./context.js";
import { unresolvedColumn, wrongArguments } from "./errors.js";
import { resolveCondition } from "./expressions.js";
import { toExpr, type Scope } from "./names.js";

/** Gives a plan's columns new identities where another plan uses the same ones: a join of a table with itself. */
export function distinctFrom(
  plan: ResolvedPlan,
  taken: readonly Attribute[],
  context: AnalysisContext,
): ResolvedPlan {
  const ids = new Set(taken.map((a) => a.id));
  if (!plan.output.some((a) => ids.has(a.id))) return plan;
  const columns: NamedExpr[] = plan.output.map((a) => ({
    expr: toExpr(a),
    attribute: { ...a, id: context.nextId() },
  }));
  return {
    kind: "project",
    child: plan,
    columns,
    output: columns.map((c) => c.attribute),
    isStreaming: plan.isStreaming,
  };
}

/** Joins by condition or by equally named columns; `using` shows each of those once. */
export function resolveJoin(
  plan: JoinPlan,
  left: ResolvedPlan,
  other: ResolvedPlan,
  scope: Scope,
  context: AnalysisContext,
): ResolvedPlan {
  const right = distinctFrom(other, left.output, context);
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
  const both: Scope = { ...scope, attributes: [...left.output, ...right.output] };
  if (plan.using === null) {
    const condition = plan.condition && resolveCondition(plan.condition, both, context);
    return { kind: "join", left, right, type: plan.type, condition, output, isStreaming };
  }
  const pairs = plan.using.map((column) => [find(left, column, scope), find(right, column, scope)] as const);
  const condition = pairs
    .map(([l, r]) => equal(l, r, scope, context))
    .reduce((a, b) => call("and", [a, b], context));
  const join: ResolvedPlan = { kind: "join", left, right, type: plan.type, condition, output, isStreaming };
  if (onlyLeft) return join;
  const keys: NamedExpr[] = pairs.map(([l, r]) => {
    if (plan.type === "right") return { expr: toExpr({ ...r }), attribute: r };
    if (plan.type !== "full") return { expr: toExpr(l), attribute: l };
    const expr = call("coalesce", [toExpr(l), toExpr(r)], context);
    return { expr, attribute: { ...l, id: context.nextId(), type: expr.type, nullable: true } };
  });
  const used = new Set(pairs.flat().map((a) => a.id));
  const columns = [
    ...keys,
    ...output.filter((a) => !used.has(a.id)).map((a) => ({ expr: toExpr(a), attribute: a })),
  ];
  return { kind: "project", child: join, columns, output: columns.map((c) => c.attribute), isStreaming };
}

function find(side: ResolvedPlan, column: string, scope: Scope): Attribute {
  const found = side.output.find((a) => sameName(a.name, column));
  if (!found)
    throw unresolvedColumn(
      `${scope.step} using`,
      [column],
      side.output.map((a) => a.name),
    );
  return found;
}

function equal(l: Attribute, r: Attribute, scope: Scope, context: AnalysisContext): ResolvedExpr {
  const type = commonType(l.type, r.type);
  if (!type)
    throw wrongArguments(scope.step, `${l.name} = ${r.name}`, "two columns of comparable types", [
      l.type.kind,
      r.type.kind,
    ]);
  return call("=", [castTo(toExpr(l), type), castTo(toExpr(r), type)], context);
}

function call(name: string, args: readonly ResolvedExpr[], context: AnalysisContext): ResolvedExpr {
  const fn = context.functions.find(name)!;
  const { settings } = context;
  const binding = fn.bind(args, { distinct: false, sortKeys: 0, settings })!;
  return {
    kind: "call",
    fn,
    args: binding.args,
    distinct: false,
    settings,
    type: binding.type,
    nullable: args.some((a) => a.nullable),
  };
}
