import { StreambookError } from "../../errors.js";
import { sameName } from "../../types/names.js";
import type { StarExpr } from "../expression.js";
import type { Attribute, NamedExpr } from "../resolved.js";
import type { AnalysisContext } from "./context.js";
import { unresolvedColumn } from "./errors.js";
import { fieldOf, resolveName, toExpr, type Scope } from "./names.js";

/** The columns that `*`, `t.*` or `struct.*` stands for. */
export function spread(star: StarExpr, scope: Scope, context: AnalysisContext): NamedExpr[] {
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
