import { sameName } from "../../types/names.js";
import type { Expr, NameExpr } from "../expression.js";
import {
  operandsOf,
  type Attribute,
  type NamedExpr,
  type ResolvedAggregate,
  type ResolvedExpr,
  type ResolvedPlan,
  type ResolvedProject,
} from "../resolved.js";
import { aggregateOf } from "./aggregates.js";
import type { AnalysisContext } from "./context.js";
import { unresolvedColumn } from "./errors.js";
import { resolveExpr } from "./expressions.js";
import { Lift } from "./lift.js";
import { findName, toExpr, type Scope } from "./names.js";
import { withOperands } from "./operands.js";
import { idsIn, passing, project } from "./projects.js";

/** A plan that puts out more than was asked, so that expressions above it can be computed. */
export interface Extended {
  readonly plan: ResolvedPlan;
  readonly exprs: readonly ResolvedExpr[];
}

type Aggregation = ResolvedProject & { readonly child: ResolvedAggregate };

const isAggregation = (plan: ResolvedPlan): plan is Aggregation =>
  plan.kind === "project" && plan.child.kind === "aggregate" && !plan.isBoundary;

/**
 * Expressions above a select list (a sort's keys, a filter) may use what it does not put out: names of its input, and aggregates when
 * it is an aggregation. What is missing is added to the list; who asked takes it away again.
 */
export function resolveAbove(
  input: ResolvedPlan,
  written: readonly Expr[],
  scope: Scope,
  context: AnalysisContext,
): Extended {
  if (isAggregation(input)) return aboveAggregation(input, written, scope, context);
  const below = reachable(input);
  const missing = new Map<number, Attribute>();
  const elsewhere = (name: NameExpr): ResolvedExpr | null => {
    for (const attributes of below) {
      const found = findName(name, { step: scope.step, attributes });
      if (!found) continue;
      for (const id of idsIn(found))
        missing.set(
          id,
          attributes.find((a) => a.id === id)!,
        );
      return found;
    }
    return context.around?.(name) ?? unknown(name, scope);
  };
  const isList = input.kind === "project" && !input.isBoundary;
  const own: Scope = isList ? unambiguous(scope, { elsewhere }) : { ...scope, elsewhere };
  const exprs = written.map((e) => resolveExpr(e, own, context));
  const extra = [...missing.values()].filter((a) => !input.output.some((o) => o.id === a.id));
  return { plan: extra.length > 0 ? withColumns(input, extra) : input, exprs };
}

function unknown(name: NameExpr, { step, attributes }: Scope): never {
  const names = [...new Set(attributes.map((a) => a.name))];
  throw unresolvedColumn(step, name.parts, names, name.origin);
}

/** Where two columns of the output have the name, what lies below decides: Spark looks no name up that is not one column's. */
function unambiguous(scope: Scope, more: Partial<Scope>): Scope {
  const counts = (a: Attribute): number =>
    new Set(scope.attributes.filter((b) => sameName(a.name, b.name)).map((b) => b.id)).size;
  return { ...scope, attributes: scope.attributes.filter((a) => counts(a) === 1), ...more };
}

/** The columns under the select lists of a plan, from the nearest down. */
function reachable(plan: ResolvedPlan): (readonly Attribute[])[] {
  switch (plan.kind) {
    case "project":
      return plan.isBoundary || plan.child.kind === "aggregate"
        ? []
        : [[...plan.child.output, ...hiddenOf(plan.child)], ...reachable(plan.child)];
    case "filter":
    case "sort":
    case "limit":
      return reachable(plan.child);
    default:
      return [];
  }
}

/** Columns that only a qualified name reaches. */
export function hiddenOf(plan: ResolvedPlan): readonly Attribute[] {
  switch (plan.kind) {
    case "project":
      return plan.hidden ?? [];
    case "filter":
    case "sort":
    case "limit":
      return hiddenOf(plan.child);
    case "join":
      return [...hiddenOf(plan.left), ...hiddenOf(plan.right)];
    default:
      return [];
  }
}

/** The plan with columns of what lies below it put out too. */
function withColumns(plan: ResolvedPlan, extra: readonly Attribute[]): ResolvedPlan {
  const missing = extra.filter((a) => !plan.output.some((o) => o.id === a.id));
  if (missing.length === 0) return plan;
  switch (plan.kind) {
    case "project": {
      const child = withColumns(plan.child, missing);
      return project(child, [...plan.columns, ...passing(missing)]);
    }
    case "filter":
    case "sort":
    case "limit": {
      const child = withColumns(plan.child, missing);
      return { ...plan, child, output: child.output };
    }
    default:
      return plan;
  }
}

/** Expressions over an aggregation: its aggregates are computed with it, and what is made of them stands beside the select list. */
function aboveAggregation(
  list: Aggregation,
  written: readonly Expr[],
  scope: Scope,
  context: AnalysisContext,
): Extended {
  const lifted = liftedOver(list, written, scope, context);
  const extra: NamedExpr[] = [];
  const exprs = lifted.exprs.map((expr): ResolvedExpr => {
    if (expr.kind === "attribute" && list.output.some((a) => a.id === expr.id)) return expr;
    const inList = lifted.columns.find((c) => c.expr === expr);
    if (inList) return toExpr(inList.attribute);
    const attribute = {
      id: context.nextId(),
      name: `key${extra.length}`,
      type: expr.type,
      nullable: expr.nullable,
      qualifier: null,
    };
    extra.push({ attribute, expr });
    return toExpr(attribute);
  });
  return { plan: project(lifted.aggregate, [...lifted.columns, ...extra]), exprs };
}

/** HAVING: a filter between an aggregation and its select list. */
export function having(
  list: Aggregation,
  condition: (expr: ResolvedExpr) => ResolvedExpr,
  written: Expr,
  scope: Scope,
  context: AnalysisContext,
): ResolvedPlan {
  const { aggregate, columns, exprs } = liftedOver(list, [written], scope, context);
  const filter: ResolvedPlan = {
    kind: "filter",
    child: aggregate,
    condition: condition(exprs[0]!),
    output: aggregate.output,
    isStreaming: aggregate.isStreaming,
  };
  return project(filter, columns);
}

export { isAggregation };

interface Lifted {
  readonly aggregate: ResolvedAggregate;
  readonly columns: readonly NamedExpr[];
  readonly exprs: readonly ResolvedExpr[];
}

/** The written expressions over the aggregation's own columns. */
function liftedOver(
  list: Aggregation,
  written: readonly Expr[],
  scope: Scope,
  context: AnalysisContext,
): Lifted {
  const { child: aggregate, columns } = list;
  const expanded = aggregate.child.kind === "expand" ? aggregate.child : null;
  const input = (expanded ?? aggregate).child;
  const under: Scope = {
    ...scope,
    attributes: input.output,
    hidden: hiddenOf(input),
    ...(context.around && { elsewhere: context.around.bind(context) }),
  };
  const keys = expanded?.keys ?? aggregate.keys;
  const inner = new Set(input.output.map((a) => a.id));
  const keyIds = new Set(keys.flatMap((k) => idsIn(k.expr)));
  const above: Scope = unambiguous(scope, {
    inAggregate: under,
    elsewhere: (name) => {
      const found = findName(name, under);
      // Outside an aggregate only what the groups have one value of can be meant.
      const isUngrouped = (id: number): boolean => inner.has(id) && !keyIds.has(id);
      return found && !idsIn(found).some(isUngrouped) ? found : unknown(name, scope);
    },
  });
  const lift = new Lift(keys, aggregate.aggregates, expanded?.group ?? null, scope.step, context);
  // A name of the select list stands for what it names, above the aggregation already.
  const ready = new Set<number>();
  const substitutes = new Map<number, ResolvedExpr>();
  for (const column of columns)
    if (!inner.has(column.attribute.id)) {
      ready.add(column.attribute.id);
      substitutes.set(column.attribute.id, column.expr);
    }
  const substituted = (expr: ResolvedExpr): ResolvedExpr => {
    if (expr.kind === "attribute") return substitutes.get(expr.id) ?? expr;
    const operands = operandsOf(expr);
    return operands.length === 0 ? expr : withOperands(expr, operands.map(substituted));
  };
  const exprs = written.map((e) => {
    const resolved = resolveExpr(e, above, context);
    return substituted(lift.expr(resolved, "", ready));
  });
  const own = lift.aggregates;
  return {
    aggregate:
      own.length > aggregate.aggregates.length
        ? aggregateOf(aggregate.child, aggregate.keys, own)
        : aggregate,
    columns,
    exprs,
  };
}
