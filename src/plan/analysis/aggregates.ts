import { sameName } from "../../types/names.js";
import type { Expr } from "../expression.js";
import type { AggregatePlan } from "../logical-plan.js";
import { printExpr } from "../print-expr.js";
import type {
  Attribute,
  NamedExpr,
  ResolvedAggregate,
  ResolvedExpand,
  ResolvedExpr,
  ResolvedPlan,
} from "../resolved.js";
import type { AnalysisContext } from "./context.js";
import { refusedAt } from "./errors.js";
import { exprKey } from "./expr-key.js";
import { resolveExpr } from "./expressions.js";
import { expand } from "./expand.js";
import { groupingSets, isGroupingSet, type Grouping } from "./grouping-sets.js";
import { Lift } from "./lift.js";
import { findName, starNames, toExpr, type Scope } from "./names.js";
import { stacked } from "./projects.js";
import { name, resolveSelectList, unfold } from "./select-list.js";
import { callsAggregate } from "./calls-aggregate.js";
import { containsWindow, holdsAggregate } from "./windows.js";

/**
 * Takes an aggregation apart: the grouping keys, each aggregate call once, and above them a project that computes what was asked for.
 * So `sum(x) / count(*) + 1` keeps two partial aggregates, whoever runs it.
 */
export function resolveAggregate(
  plan: Pick<AggregatePlan, "grouping" | "exprs">,
  child: ResolvedPlan,
  scope: Scope,
  context: AnalysisContext,
): ResolvedPlan {
  const wanted = plan.exprs.map((e) => unfold(e, context));
  const { keys: written, sets } = groupingOf(plan.grouping, wanted, scope, context);
  const keys = written.map((expr) => groupingKey(expr, scope, context));
  const expanded = sets && expand(child, keys, sets, context);
  const lift = new Lift(expanded?.keys ?? keys, [], expanded?.group ?? null, scope.step, context);
  // Without a grouping Spark misses that first, and looks at what an alias is used for later.
  for (const item of keys.length === 0 ? wanted : [])
    if (item.kind === "alias" && item.child.kind === "name") {
      const column = findName(item.child, { ...scope, elsewhere: () => null });
      if (column) lift.expr(column, item.name, new Set());
    }
  const outputs = resolveSelectList(wanted, scope, context);
  const aliases = new Set(outputs.filter((c) => !passes(c)).map((c) => c.attribute.id));
  const columns = outputs.map(({ attribute, expr }) => ({
    attribute,
    expr: lift.expr(expr, attribute.name, aliases),
  }));
  const own = expanded ? passed([...expanded.keys.map((k) => k.attribute), ...marksOf(expanded)]) : keys;
  return stacked(aggregateOf(expanded ?? child, own, lift.aggregates), columns, () => context.nextId());
}

const passed = (attributes: readonly Attribute[]): NamedExpr[] =>
  attributes.map((attribute) => ({ attribute, expr: toExpr(attribute) }));

/** A column of the input under its own identity. */
const passes = ({ attribute, expr }: NamedExpr): boolean =>
  expr.kind === "attribute" && expr.id === attribute.id;

const marksOf = ({ group, position }: ResolvedExpand): Attribute[] =>
  position ? [group, position] : [group];

export function aggregateOf(
  child: ResolvedPlan,
  keys: readonly NamedExpr[],
  aggregates: readonly NamedExpr[],
): ResolvedAggregate {
  const place = keys.findIndex(({ expr }) => isSession(expr, child));
  return {
    kind: "aggregate",
    child,
    keys,
    aggregates,
    ...(place >= 0 && { session: place }),
    output: [...keys, ...aggregates].map((n) => n.attribute),
    isStreaming: child.isStreaming,
  };
}

const isSession = (expr: ResolvedExpr, child: ResolvedPlan): boolean =>
  child.kind === "sessionWindow" && expr.kind === "attribute" && expr.id === child.window.id;

export function groupingKey(written: Expr, scope: Scope, context: AnalysisContext): NamedExpr {
  const resolved = resolveExpr(written, scope, context);
  if (holdsAggregate(resolved))
    throw refusedAt(
      "GROUP_BY_AGGREGATE",
      scope.step,
      "Aggregate functions are not allowed in GROUP BY.",
      printExpr(written),
      "group by plain columns, and put the aggregate in the select list or in agg(…)",
      written.origin,
    );
  if (containsWindow(resolved))
    throw refusedAt(
      "UNSUPPORTED_EXPR_FOR_OPERATOR",
      scope.step,
      "Window functions are not allowed in GROUP BY.",
      printExpr(written),
      "compute the window function in a query of its own, and group by its column",
      written.origin,
    );
  return name(written, resolved, context, scope);
}

/** GROUP BY's keys: a number means that select item, ALL those without an aggregate, a name may be an alias; sets are multiplied out. */
function groupingOf(
  grouping: readonly Expr[],
  items: readonly Expr[],
  scope: Scope,
  context: AnalysisContext,
): Grouping {
  const isPlain = (e: Expr): boolean => !callsAggregate(e, context);
  const all = items.flatMap((e) => (e.kind === "star" ? starNames(e, scope) : [e]));
  const meant = (raw: Expr): Expr => {
    const expr = unfold(raw, context);
    if (expr.kind === "call" && (isGroupingSet(expr) || expr.name === "tuple"))
      return { ...expr, args: expr.args.map(meant) };
    if (expr.kind === "literal" && expr.type.kind === "int")
      return itemAt(Number(expr.value), expr, all, isPlain);
    return aliasOf(expr, items, scope) ?? expr;
  };
  const [first] = grouping;
  if (grouping.length === 1 && first?.kind === "star") return { keys: all.filter(isPlain), sets: null };
  const key = (e: Expr): string => exprKey(resolveExpr(e, scope, context));
  return groupingSets(grouping.map(meant), (a, b) => key(a) === key(b));
}

function itemAt(place: number, at: Expr, items: readonly Expr[], isPlain: (e: Expr) => boolean): Expr {
  const item = items[place - 1];
  if (!item)
    throw refusedAt(
      "GROUP_BY_POS_OUT_OF_RANGE",
      "GROUP BY",
      `GROUP BY position ${place} is not in the select list (valid range is [1, ${items.length}]).`,
      String(place),
      items.length === 1
        ? "use 1, or the column's name"
        : `use a number from 1 to ${items.length}, or the column's name`,
      at.origin,
    );
  if (isPlain(item)) return item;
  throw refusedAt(
    "GROUP_BY_POS_AGGREGATE",
    "GROUP BY",
    `GROUP BY ${place} means a select item that holds an aggregate function, which cannot be a grouping key.`,
    printExpr(item),
    "group by the plain columns",
    at.origin,
  );
}

/** `GROUP BY alias` means the select item of that name when the input has no such column. */
function aliasOf(written: Expr, items: readonly Expr[], scope: Scope): Expr | undefined {
  if (written.kind !== "name" || written.parts.length !== 1) return undefined;
  const [column] = written.parts;
  if (scope.attributes.some((a) => sameName(a.name, column!))) return undefined;
  return items.find((w) => w.kind === "alias" && sameName(w.name, column!));
}
