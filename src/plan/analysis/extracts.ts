import { sqlName } from "../../types/ddl.js";
import { accepts, castTo, isIntegral } from "../coerce.js";
import type { Expr, ExtractExpr, LiteralExpr } from "../expression.js";
import { Refusal } from "../functions.js";
import { printExpr, showAsItem } from "../print-expr.js";
import type { ResolvedExpr } from "../resolved.js";
import type { AnalysisContext } from "./context.js";
import { noFields, wrongArguments } from "./errors.js";
import { fieldOf, type Scope } from "./names.js";

const BIGINT = { kind: "long" } as const;

/** What square brackets and `getItem` reach into: a struct's field, an array's element, a map's value. */
export function resolveExtract(
  expr: ExtractExpr,
  scope: Scope,
  context: AnalysisContext,
  resolveExpr: (expr: Expr, scope: Scope, context: AnalysisContext) => ResolvedExpr,
): ResolvedExpr {
  const child = resolveExpr(expr.child, scope, context);
  if (child.type.kind === "struct") {
    if (expr.key.kind === "literal" && typeof expr.key.value === "string")
      return fieldOf(child, expr.key.value, scope.step, expr.origin);
    throw wrongArguments(
      scope.step,
      printExpr(expr),
      'struct["field"]',
      [sqlName(child.type)],
      expr.origin,
      new Refusal("INVALID_EXTRACT_FIELD_TYPE", "A struct's field is named by a string that is not null."),
    );
  }
  const { type } = child;
  if (type.kind === "array" && type.element.kind === "struct" && isFieldName(expr.key))
    return fieldOf(child, expr.key.value, scope.step, expr.origin);
  const key = resolveExpr(expr.key, scope, context);
  if (type.kind === "array" && (isIntegral(key.type) || key.type.kind === "null")) {
    const strict = context.settings.ansi;
    return {
      kind: "item",
      child,
      key: castTo(key, BIGINT),
      strict,
      type: type.element,
      nullable: true,
      written: expr,
    };
  }
  if (type.kind === "map" && accepts(type.key, key.type)) {
    showAsItem(expr);
    return {
      kind: "item",
      child,
      key: castTo(key, type.key),
      strict: false,
      type: type.value,
      nullable: true,
    };
  }
  if (type.kind !== "array" && type.kind !== "map")
    throw noFields(scope.step, printExpr(expr.key), type, expr.origin);
  throw wrongArguments(
    scope.step,
    printExpr(expr),
    type.kind === "array" ? "array[index]" : "map[key]",
    [sqlName(child.type), sqlName(key.type)],
    expr.origin,
  );
}

function isFieldName(key: Expr): key is LiteralExpr & { readonly value: string } {
  return key.kind === "literal" && typeof key.value === "string";
}
