import { sameName } from "../../types/names.js";
import type { Expr, NameExpr } from "../expression.js";
import { columnName } from "../print-expr.js";
import type { Attribute, NamedExpr, ResolvedExpr } from "../resolved.js";
import type { AnalysisContext } from "./context.js";
import { ambiguousColumn } from "./errors.js";
import { resolveExpr } from "./expressions.js";
import { fieldOf, shownName, toExpr, type Scope } from "./names.js";
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
    ...(scope.inAggregate && { inAggregate: { ...scope.inAggregate, elsewhere: earlier } }),
  };
  for (const written of exprs) {
    const expr = unfold(written, context);
    if (expr.kind === "star") {
      columns.push(...spread(expr, scope, context));
      continue;
    }
    const column = name(expr, resolveExpr(expr, local, context), context, scope);
    columns.push(column);
    if (expr.kind === "alias") aliases.push(column.attribute);
  }
  return columns;
}

/** A column that passes through keeps its identity; anything else gets a new one. */
export function name(expr: Expr, resolved: ResolvedExpr, context: AnalysisContext, scope?: Scope): NamedExpr {
  const keeps = expr.kind === "name" && resolved.kind === "attribute";
  return {
    expr: resolved,
    attribute: {
      id: keeps ? resolved.id : context.nextId(),
      name: outputName(expr, resolved, scope),
      type: resolved.type,
      nullable: resolved.nullable,
      qualifier: keeps ? (scope?.attributes.find((a) => a.id === resolved.id)?.qualifier ?? null) : null,
    },
  };
}

/** As it was written: `SELECT ID` gives `ID`, whatever the table calls it. */
export function outputName(expr: Expr, resolved: ResolvedExpr | null, scope?: Scope): string {
  const shown = scope && ((written: NameExpr): string => shownName(written, scope));
  // What stands in brackets is shown as a field where it turned out to be one.
  if (resolved?.kind === "field" && expr.kind === "extract" && expr.key.kind === "literal") {
    const { origin, ...key } = expr.key;
    return columnName(origin ? { ...expr, key } : expr, shown);
  }
  return columnName(expr, shown);
}
