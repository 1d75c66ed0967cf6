import { StreambookError } from "../../errors.js";
import type { Expr } from "../expression.js";
import type { AggregatePlan } from "../logical-plan.js";
import { printExpr } from "../print-expr.js";
import { operandsOf, type NamedExpr, type ResolvedExpr, type ResolvedPlan } from "../resolved.js";
import type { AnalysisContext } from "./context.js";
import { exprKey, resolveExpr } from "./expressions.js";
import { toExpr, type Scope } from "./names.js";
import { name, resolveSelectList, unfold } from "./select-list.js";

/**
 * Takes an aggregation apart: the grouping keys, each aggregate call once, and above them a project that computes what was asked for.
 * So `sum(x) / count(*) + 1` keeps two partial aggregates, whoever runs it.
 */
export function resolveAggregate(
  plan: AggregatePlan,
  child: ResolvedPlan,
  scope: Scope,
  context: AnalysisContext,
): ResolvedPlan {
  const wanted = plan.exprs.map((e) => unfold(e, context));
  const keys = groupingOf(
    plan.grouping.map((e) => unfold(e, context)),
    wanted,
    scope,
    context,
  );
  const outputs = resolveSelectList(wanted, scope, context);
  const byKey = new Map(keys.map((key) => [exprKey(key.expr), key]));
  const aggregates = new Map<string, NamedExpr>();

  const lift = (expr: ResolvedExpr, column: string): ResolvedExpr => {
    const key = byKey.get(exprKey(expr));
    if (key) return toExpr(key.attribute);
    if (expr.kind === "call" && expr.fn.kind === "aggregate") return toExpr(aggregateOf(expr).attribute);
    if (expr.kind === "attribute") throw notGrouped(scope.step, expr.name, column);
    return withOperands(
      expr,
      operandsOf(expr).map((e) => lift(e, column)),
    );
  };
  const aggregateOf = (expr: ResolvedExpr): NamedExpr => {
    const id = exprKey(expr);
    let found = aggregates.get(id);
    if (!found) {
      const attribute = {
        id: context.nextId(),
        name: `agg${aggregates.size}`,
        type: expr.type,
        nullable: expr.nullable,
        qualifier: null,
      };
      aggregates.set(id, (found = { attribute, expr }));
    }
    return found;
  };

  const columns = outputs.map(({ attribute, expr }) => ({ attribute, expr: lift(expr, attribute.name) }));
  const all = [...aggregates.values()];
  const aggregate: ResolvedPlan = {
    kind: "aggregate",
    child,
    keys,
    aggregates: all,
    output: [...keys, ...all].map((n) => n.attribute),
    isStreaming: child.isStreaming,
  };
  return {
    kind: "project",
    child: aggregate,
    columns,
    output: columns.map((c) => c.attribute),
    isStreaming: child.isStreaming,
  };
}

/** `GROUP BY alias` means the select item of that name when the input has no such column. */
function groupingOf(
  grouping: readonly Expr[],
  wanted: readonly Expr[],
  scope: Scope,
  context: AnalysisContext,
): NamedExpr[] {
  return grouping.map((written) => {
    const alias =
      written.kind === "name" && written.parts.length === 1
        ? wanted.find((w) => w.kind === "alias" && w.name.toLowerCase() === written.parts[0]!.toLowerCase())
        : undefined;
    const known = alias && scope.attributes.every((a) => a.name.toLowerCase() !== aliasName(alias));
    const expr = known ? alias : written;
    const resolved = resolveExpr(expr, scope, context);
    if (containsAggregate(resolved))
      throw new StreambookError({
        code: "GROUP_BY_AGGREGATE",
        step: scope.step,
        rule: "Aggregate functions are not allowed in GROUP BY.",
        got: printExpr(written),
        cure: "group by plain columns, and put the aggregate in the select list or in agg(…)",
      });
    return name(expr, resolved, context);
  });
}

const aliasName = (expr: Expr): string => (expr.kind === "alias" ? expr.name.toLowerCase() : "");

export function containsAggregate(expr: ResolvedExpr): boolean {
  return (expr.kind === "call" && expr.fn.kind === "aggregate") || operandsOf(expr).some(containsAggregate);
}

/** The same expression over other operands, in the order of `operandsOf`. */
export function withOperands(expr: ResolvedExpr, operands: readonly ResolvedExpr[]): ResolvedExpr {
  switch (expr.kind) {
    case "literal":
    case "attribute":
    case "variable":
      return expr;
    case "lambda":
      return { ...expr, body: operands[0]! };
    case "call":
      return expr.filter
        ? { ...expr, args: operands.slice(0, -1), filter: operands.at(-1)! }
        : { ...expr, args: operands };
    case "cast":
    case "field":
      return { ...expr, child: operands[0]! };
    case "item":
      return { ...expr, child: operands[0]!, key: operands[1]! };
  }
}

function notGrouped(step: string, column: string, output: string): StreambookError {
  return new StreambookError({
    code: "MISSING_AGGREGATION",
    step,
    rule: `The column "${column}" is neither in the grouping nor inside an aggregate function, so it has many values for one group.`,
    got: output === column ? column : `${output}, which uses ${column}`,
    cure: `add "${column}" to groupBy(…), or wrap it: first("${column}"), max("${column}"), collectList("${column}")`,
  });
}
