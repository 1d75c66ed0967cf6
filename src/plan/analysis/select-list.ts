import { StreambookError } from "../../errors.js";
import { sameName } from "../../types/names.js";
import type { Expr, StarExpr } from "../expression.js";
import { columnName } from "../print-expr.js";
import type { Attribute, NamedExpr, ResolvedExpr } from "../resolved.js";
import type { AnalysisContext } from "./context.js";
import { unresolvedColumn } from "./errors.js";
import { resolveExpr } from "./expressions.js";
import { fieldOf, resolveName, toExpr, type Scope } from "./names.js";

/** SQL text is looked into once, so that `expr("a AS b")` and `expr("*")` count as what they say. */
export function unfold(expr: Expr, context: AnalysisContext): Expr {
  return expr.kind === "sqlText" ? context.parseExpression(expr.text) : expr;
}

/** The columns of a select list: stars spread out, names given as Spark gives them. */
export function resolveSelectList(
  exprs: readonly Expr[],
  scope: Scope,
  context: AnalysisContext,
): NamedExpr[] {
  return exprs.flatMap((written) => {
    const expr = unfold(written, context);
    if (expr.kind === "star") return spread(expr, scope, context);
    return [name(expr, resolveExpr(expr, scope, context), context)];
  });
}

/** A column that passes through keeps its identity; anything else gets a new one. */
export function name(expr: Expr, resolved: ResolvedExpr, context: AnalysisContext): NamedExpr {
  const keeps = expr.kind === "name" && resolved.kind === "attribute";
  return {
    expr: resolved,
    attribute: {
      id: keeps ? resolved.id : context.nextId(),
      name: outputName(expr, resolved),
      type: resolved.type,
      nullable: resolved.nullable,
      qualifier: null,
    },
  };
}

export function outputName(expr: Expr, resolved: ResolvedExpr): string {
  if (expr.kind === "alias") return expr.name;
  if (resolved.kind === "field" && expr.kind === "name") return resolved.name;
  if (resolved.kind === "attribute" && expr.kind === "name") return resolved.name;
  return columnName(expr);
}

function spread(star: StarExpr, scope: Scope, context: AnalysisContext): NamedExpr[] {
  if (star.target === null) return scope.attributes.map(pass);
  const [first, ...rest] = star.target;
  const qualified =
    rest.length === 0
      ? scope.attributes.filter((a) => a.qualifier !== null && sameName(a.qualifier, first!))
      : [];
  if (qualified.length > 0) return qualified.map(pass);
  const base = resolveName(
    { kind: "name", parts: star.target, ...(star.origin && { origin: star.origin }) },
    scope,
  );
  if (base.type.kind !== "struct") {
    if (base.kind === "attribute")
      throw new StreambookError({
        code: "UNSUPPORTED_EXPR_FOR_STAR",
        step: scope.step,
        rule: "Only a struct's fields, or a table's columns, can be spread with a star.",
        got: `${star.target.join(".")}.* where ${star.target.join(".")} is a ${base.type.kind}`,
        cure: "parse it into a struct first, for example with fromJson(col, schema)",
      });
    throw unresolvedColumn(
      scope.step,
      star.target,
      scope.attributes.map((a) => a.name),
      star.origin,
    );
  }
  return base.type.fields.map((field) => {
    const expr = fieldOf(base, field.name, scope.step, star.origin);
    return {
      expr,
      attribute: {
        id: context.nextId(),
        name: field.name,
        type: expr.type,
        nullable: expr.nullable,
        qualifier: null,
      },
    };
  });
}

function pass(attribute: Attribute): NamedExpr {
  return { attribute, expr: toExpr(attribute) };
}
