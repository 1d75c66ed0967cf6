import { sameName } from "../../types/names.js";
import type { Expr, NameExpr } from "../expression.js";
import type { LogicalPlan } from "../logical-plan.js";
import { columnName, printExpr } from "../print-expr.js";
import { operandsOf, type Attribute, type NamedExpr, type ResolvedExpr } from "../resolved.js";
import type { AnalysisContext } from "./context.js";
import { ambiguousColumn, refusedAt } from "./errors.js";
import { resolveExpr } from "./expressions.js";
import { fieldOf, metadataOf, shownName, toExpr, type Scope } from "./names.js";
import { idsIn } from "./projects.js";
import { spread } from "./star.js";

/** SQL text is looked into once, so that `expr("a AS b")` and `expr("*")` count as what they say. */
export function unfold(expr: Expr, context: AnalysisContext): Expr {
  return expr.kind === "sqlText" ? context.parseExpression(expr.text) : expr;
}

/**
 * The columns of a select list: stars spread out, names given as Spark gives them. An item may use the alias of one before it:
 * `SELECT a + 1 AS b, b * 2`; its expression then reads that column (see `stacked`).
 */
export function resolveSelectList(
  exprs: readonly Expr[],
  scope: Scope,
  context: AnalysisContext,
): NamedExpr[] {
  const columns: NamedExpr[] = [];
  const aliases: Attribute[] = [];
  const lateral = new Set<NameExpr>();
  const earlier = (written: NameExpr): ResolvedExpr | null => {
    const found = aliases.filter((a) => sameName(a.name, written.parts[0]!));
    if (found.length > 1)
      throw ambiguousColumn(
        scope.step,
        written.parts,
        found.map((a) => a.name),
        written.origin,
      );
    if (found[0]) {
      lateral.add(written);
      const base: ResolvedExpr = toExpr(found[0]);
      return written.parts
        .slice(1)
        .reduce<ResolvedExpr>((expr, part) => fieldOf(expr, part, scope.step, written.origin), base);
    }
    return scope.elsewhere?.(written) ?? null;
  };
  const local: Scope = {
    ...scope,
    elsewhere: earlier,
    // A subquery does not see the aliases of the list it stands in.
    ...(scope.query && { query: (plan: LogicalPlan) => scope.query!(plan, scope) }),
    ...(scope.inAggregate && { inAggregate: { ...scope.inAggregate, elsewhere: earlier } }),
  };
  for (const written of exprs) {
    const expr = unfold(written, context);
    if (expr.kind === "star") {
      columns.push(...spread(expr, scope, context));
      continue;
    }
    const resolved = resolveExpr(expr, local, context);
    if (lateral.size > 0) refuseInWindow(expr, resolved, aliases, scope.step);
    const column = name(expr, resolved, context, scope, lateral);
    columns.push(column);
    if (expr.kind === "alias") aliases.push(column.attribute);
  }
  return columns;
}

/** Spark reads no alias of the same list inside a window function or an aggregate. */
function refuseInWindow(
  written: Expr,
  expr: ResolvedExpr,
  aliases: readonly Attribute[],
  step: string,
): void {
  const isAggregate = expr.kind === "call" && expr.fn.kind === "aggregate";
  const alias =
    isAggregate || expr.kind === "window" ? aliases.find(({ id }) => idsIn(expr).includes(id)) : undefined;
  if (alias)
    throw refusedAt(
      `UNSUPPORTED_FEATURE.LATERAL_COLUMN_ALIAS_IN_${isAggregate ? "AGGREGATE_FUNC" : "WINDOW"}`,
      step,
      `${isAggregate ? "An aggregate" : "A window"} function cannot read the alias \`${alias.name}\` of the same select list.`,
      printExpr(written),
      "compute the alias in a query inside this one: FROM (SELECT … AS x FROM …)",
      written.origin,
    );
  for (const operand of operandsOf(expr)) refuseInWindow(written, operand, aliases, step);
}

/** A column that passes through keeps its identity; anything else gets a new one. */
export function name(
  expr: Expr,
  resolved: ResolvedExpr,
  context: AnalysisContext,
  scope?: Scope,
  lateral?: ReadonlySet<NameExpr>,
): NamedExpr {
  const keeps = expr.kind === "name" && resolved.kind === "attribute";
  return {
    expr: resolved,
    attribute: {
      id: keeps ? resolved.id : context.nextId(),
      name: outputName(expr, resolved, scope, lateral),
      type: resolved.type,
      nullable: resolved.nullable,
      qualifier: keeps ? (scope?.attributes.find((a) => a.id === resolved.id)?.qualifier ?? null) : null,
      ...metadataOf(resolved),
    },
  };
}

/** As it was written: `SELECT ID` gives `ID`, whatever the table calls it. An alias of the same list is shown as what it is. */
export function outputName(
  expr: Expr,
  resolved: ResolvedExpr | null,
  scope?: Scope,
  lateral?: ReadonlySet<NameExpr>,
): string {
  const shown =
    scope &&
    ((written: NameExpr): string =>
      lateral?.has(written) === true
        ? `lateralAliasReference(${written.parts.at(-1)!})`
        : shownName(written, scope));
  // What stands in brackets is shown as a field where it turned out to be one.
  if (resolved?.kind === "field" && expr.kind === "extract" && expr.key.kind === "literal") {
    const { origin, ...key } = expr.key;
    return columnName(origin ? { ...expr, key } : expr, shown);
  }
  return columnName(expr, shown);
}
